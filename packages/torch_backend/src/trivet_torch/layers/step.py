"""What one call of a model hands to all of its layers: where tokens stand, what they may see, what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch

from trivet.errors import InvalidInputError
from trivet.families.call_checks import require_mask_length
from trivet_torch.cache import Cache, EncoderDecoderCache
from trivet_torch.cache.layers import Pair
from trivet_torch.layers.masks import attention_bias, causal_bias
from trivet_torch.layers.rotary import Rotation

Tensor = torch.Tensor


class Mask(NamedTuple):
    """What queries may see: `bias` is added to the scores; without, all keys, or if `causal` earlier ones."""

    bias: Tensor | None
    causal: bool


class Source(NamedTuple):
    """What there is of an encoder's output.

    Attributes:
        states: [batch, source length, hidden]; None where the cache has what layers make of them.
        bias: added to the scores of attention to them.
        cache: of what layers make of them.
        head_masks: each pass's.
    """

    states: Tensor | None
    bias: Tensor | None
    cache: EncoderDecoderCache | None
    head_masks: tuple[Tensor | None, ...]

    def pair(self, number: int, keys_values: Callable[[Tensor], Pair]) -> Pair:
        """Keys and values [batch, heads, source length, head_dim] of one pass.

        Args:
            keys_values: makes them of the states.

        Raises:
            InvalidInputError: nothing is known of the encoder's output.
        """

        def compute() -> Pair:
            if self.states is None:
                reason = "give encoder_outputs, input_ids or inputs_embeds: the cache has nothing of them yet"
                raise InvalidInputError(reason)
            return keys_values(self.states)

        return compute() if self.cache is None else self.cache.cross(number, compute)


class Step(NamedTuple):
    """What one call hands to all layers, each of which is told the number of its pass.

    Attributes:
        positions: [length], where the tokens stand, those in the cache counted.
        masks: each pass's.
        head_masks: each pass's, [1, heads, 1, 1], or None.
        need_weights: whether layers are to return attention weights.
        cache: of earlier tokens, and to be of these.
        rotation: of queries and keys by their positions.
        source: the encoder's output, which layers with cross-attention attend to.
    """

    positions: Tensor
    masks: Sequence[Mask]
    head_masks: Sequence[Tensor | None]
    need_weights: bool = False
    cache: Cache | None = None
    rotation: Rotation | None = None
    source: Source | None = None

    def key_positions(self, number: int) -> Tensor:
        """Positions [keys] of the keys that a pass attends to; to be asked before the cache is updated."""
        return self.positions if self.cache is None else self.cache.key_positions(number, self.positions)


def masks_of(
    attention_mask: Tensor | None,
    dtype: torch.dtype,
    positions: Tensor,
    windows: Sequence[int | None],
    cache: Cache | None,
    *,
    causal: bool,
) -> tuple[Mask, ...]:
    """The mask of each pass.

    Args:
        attention_mask: 1 where a key may be seen; [batch, tokens so far], to which causality and windows are added, or
            [batch, length, keys] or [batch, heads or 1, length, keys], taken as it is.
        dtype: of the scores.
        positions: [length], where the tokens stand.
        windows: for each pass how many tokens one sees at most, itself included; None for all.
        causal: whether no token sees those after it.

    Raises:
        InvalidInputError: a mask has another shape.
    """
    if not causal:
        bias = None if attention_mask is None else attention_bias(attention_mask, dtype)
        return (Mask(bias, False),) * len(windows)
    made: dict[int | None, Mask] = {}
    for number, window in enumerate(windows):
        if window not in made:
            made[window] = _causal_mask(attention_mask, dtype, positions, window, cache, number)
    return tuple(made[window] for window in windows)


def _causal_mask(
    attention_mask: Tensor | None,
    dtype: torch.dtype,
    positions: Tensor,
    window: int | None,
    cache: Cache | None,
    number: int,
) -> Mask:
    places = positions if cache is None else cache.key_positions(number, positions)
    queries, keys = positions.shape[0], places.shape[0]
    grows = cache is None or cache.max_length is None
    if attention_mask is None:
        if window is None or window >= keys:
            if queries == keys:
                return Mask(None, True)
            if queries == 1 and grows:
                return Mask(None, False)
    elif attention_mask.dim() == 2 and grows:
        require_mask_length(attention_mask.shape[1], keys)
    return Mask(causal_bias(attention_mask, dtype, positions, places, window=window), False)


def source_bias(mask: Tensor | None, queries: int, dtype: torch.dtype) -> Tensor | None:
    """The bias of attention to an encoder's output, by the mask that the encoder was given.

    Args:
        queries: how many tokens attend to it.

    Raises:
        InvalidInputError: a mask of queries and keys is of other queries.
    """
    if mask is None:
        return None
    if mask.dim() > 2 and mask.shape[-2] not in (1, queries):
        raise InvalidInputError(
            f"attention_mask is {list(mask.shape)}: a mask of that many axes serves the encoder, but does not say what "
            f"the decoder's {queries} tokens may see of it. Run the encoder with it, and give its output as "
            "encoder_outputs, with attention_mask [batch, length] or [batch, decoder length, length]."
        )
    return attention_bias(mask, dtype)
