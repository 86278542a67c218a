"""The data of one call of a model for all of its layers: positions, masks, caches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, cast

import torch

from trivet.errors import InvalidInputError
from trivet.families.call_checks import require_mask_length
from trivet_torch.cache import Cache, EncoderDecoderCache
from trivet_torch.cache.layers import Pair
from trivet_torch.layers.disentangled import Distances
from trivet_torch.layers.masks import attention_bias, causal_bias
from trivet_torch.layers.rotary import Rotation

Tensor = torch.Tensor


class Mask(NamedTuple):
    """Visible keys: `bias` is added to the scores; without it all keys are visible, or earlier ones if `causal`."""

    bias: Tensor | None
    causal: bool


class Source(NamedTuple):
    """An encoder's output for cross-attention.

    Attributes:
        states: [batch, source length, hidden]; None if the cache has the layers' keys and values.
        bias: added to the scores of cross-attention.
        cache: holds the layers' keys and values.
        head_masks: the head mask of each pass.
    """

    states: Tensor | None
    bias: Tensor | None
    cache: EncoderDecoderCache | None
    head_masks: tuple[Tensor | None, ...]

    def pair(self, number: int, keys_values: Callable[[Tensor], Pair]) -> Pair:
        """Keys and values [batch, heads, source length, head_dim] of one pass.

        Args:
            keys_values: computes them from the states.
        """

        def compute() -> Pair:
            return keys_values(cast(Tensor, self.states))  # without them, the cache has the pair

        return compute() if self.cache is None else self.cache.cross(number, compute)


class Step(NamedTuple):
    """The data of one call for all layers, each of which receives the index of its pass.

    Attributes:
        positions: [length], positions of the tokens, counting those in the cache.
        masks: the mask of each pass.
        head_masks: the head mask of each pass, [1, heads, 1, 1], or None.
        need_weights: whether layers return attention weights.
        cache: holds earlier tokens, and receives these.
        rotations: rotations of queries and keys by their positions, by the paths of the modules that compute them.
        source: the encoder's output, for layers with cross-attention.
        distances: those of disentangled attention.
        tokens: [batch, length], whether each token is not masked, in models where masked ones are zeros; None for all.
        seeing: [batch, heads or 1, length, 1], 1 for queries that see some key, 0 for those whose result is zeros; in
            the same models.
        turns: for a cache that moves tokens, the rotations back by as many positions.
        need_routing: whether layers return the outputs of their experts' routers.
    """

    positions: Tensor
    masks: Sequence[Mask]
    head_masks: Sequence[Tensor | None]
    need_weights: bool = False
    cache: Cache | None = None
    rotations: Mapping[str, Rotation] | None = None
    source: Source | None = None
    distances: Distances | None = None
    tokens: Tensor | None = None
    seeing: Tensor | None = None
    turns: Mapping[str, Rotation] | None = None
    need_routing: bool = False

    def key_positions(self, number: int) -> Tensor:
        """Positions [keys] of the keys of a pass; to be called before the cache is updated."""
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
        attention_mask: 1 for visible keys; [batch, tokens so far], combined with causality and windows, or
            [batch, length, keys] or [batch, heads or 1, length, keys], used alone.
        dtype: dtype of the scores.
        positions: [length], positions of the tokens.
        windows: for each pass how many tokens a token sees at most on either side, including itself; None for all.
        causal: whether tokens cannot see later ones.

    Raises:
        InvalidInputError: a mask has another shape.
    """
    by_window: dict[int | None, Mask] = {}
    make = _causal_mask if causal else _encoder_mask
    for number, window in enumerate(windows):
        if window not in by_window:
            by_window[window] = make(attention_mask, dtype, positions, window, cache, number)
    return tuple(by_window[window] for window in windows)


def _encoder_mask(
    attention_mask: Tensor | None,
    dtype: torch.dtype,
    positions: Tensor,
    window: int | None,
    cache: Cache | None,
    number: int,
) -> Mask:
    places = positions if cache is None else cache.key_positions(number, positions)
    if window is None or window >= places.shape[0]:
        return Mask(None if attention_mask is None else attention_bias(attention_mask, dtype), False)
    if attention_mask is not None and attention_mask.dim() == 2:
        require_mask_length(attention_mask.shape[1], places.shape[0])
    return Mask(causal_bias(attention_mask, dtype, positions, places, window=window, causal=False), False)


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
    """The bias of attention to an encoder's output, from the encoder's mask.

    Args:
        queries: number of tokens that attend to it.

    Raises:
        InvalidInputError: a mask of queries and keys has another number of queries.
    """
    if mask is None:
        return None
    if mask.dim() > 2 and mask.shape[-2] not in (1, queries):
        raise InvalidInputError(
            f"attention_mask is {list(mask.shape)}: a mask of that many axes serves the encoder, but does not say what "
            f"the decoder's {queries} tokens may see of it. Run the encoder with it, and pass its output as "
            "encoder_outputs, with attention_mask [batch, length] or [batch, decoder length, length]."
        )
    return attention_bias(mask, dtype)
