"""What one call of a decoder hands to all of its layers: where its tokens stand, what they may see, the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import torch
from torch import nn

from trivet.families.call_checks import require_mask_length
from trivet.families.outputs import BaseModelOutputWithPast
from trivet_torch.cache import Cache
from trivet_torch.layers.attention import attend, causal_bias, head_masks

Tensor = torch.Tensor


class Mask(NamedTuple):
    """What a layer's queries may see: `bias` is added to the scores; without, all keys, or if `causal` earlier ones."""

    bias: Tensor | None
    causal: bool


class Step(NamedTuple):
    """What one call of a decoder hands to all of its layers.

    Attributes:
        positions: [length], where the tokens stand in the cache.
        masks: each layer's.
        cache: of earlier tokens, and to be of these.
        need_weights: whether layers are to return attention weights.
        head_masks: each layer's, [1, heads, 1, 1], or None.
    """

    positions: Tensor
    masks: tuple[Mask, ...]
    cache: Cache | None
    need_weights: bool
    head_masks: tuple[Tensor | None, ...]

    def attend(
        self, layer: int, query: Tensor, key: Tensor, value: Tensor, **options: Any
    ) -> tuple[Tensor, Tensor | None]:
        """Attention of a layer's new queries [batch, heads, length, head_dim] to all keys; options as of `attend`."""
        if self.cache is not None:
            key, value = self.cache.update(key, value, layer, self.positions)
        bias, causal = self.masks[layer]
        kept, wanted = self.head_masks[layer], self.need_weights
        return attend(query, key, value, bias, causal=causal, head_mask=kept, need_weights=wanted, **options)


def decoder_step(
    states: Tensor,
    attention_mask: Tensor | None,
    windows: Sequence[int | None],
    cache: Cache | None,
    *,
    cache_position: Tensor | None = None,
    head_mask: Tensor | None = None,
    need_weights: bool = False,
) -> Step:
    """Place new tokens behind those in the cache, and find what they may see.

    Args:
        states: [batch, length, hidden], the embedded tokens.
        attention_mask: 1 where a key may be seen; [batch, tokens so far], to which causality and windows are added, or
            [batch, length, keys] or [batch, heads or 1, length, keys], taken as it is.
        windows: for each layer how many tokens one sees at most, itself included; None for all.
        cache_position: [length], where the tokens are to stand; None: next.
        head_mask: 1 keeps a head, 0 silences it; [heads] or [layers, heads].

    Raises:
        InvalidInputError: a mask has another shape.
        ValueError: the cache has no room.
    """
    length, device = states.shape[1], states.device
    if cache_position is not None:
        positions = cache_position
    elif cache is not None:
        positions = cache.next_positions(length, device)
    else:
        positions = torch.arange(length, device=device)
    made: dict[int | None, Mask] = {}
    for layer, window in enumerate(windows):
        if window not in made:
            made[window] = _mask(attention_mask, states.dtype, positions, window, cache, layer)
    masks = tuple(made[window] for window in windows)
    return Step(positions, masks, cache, need_weights, head_masks(head_mask, len(windows)))


def _mask(
    attention_mask: Tensor | None,
    dtype: torch.dtype,
    positions: Tensor,
    window: int | None,
    cache: Cache | None,
    layer: int,
) -> Mask:
    places = positions if cache is None else cache.key_positions(layer, positions)
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


def run_decoder_layers(
    layers: Iterable[nn.Module], norm: nn.Module, states: Tensor, step: Step, output_hidden_states: bool, *inputs: Any
) -> BaseModelOutputWithPast[Tensor]:
    """Run layers one after the other, then the last norm.

    Args:
        inputs: given to each layer after the states and the step.

    Returns:
        Its `hidden_states` are the embeddings and what each layer returned, the last one normed.
    """
    all_states, all_weights = [], []
    for layer in layers:
        if output_hidden_states:
            all_states.append(states)
        states, weights = layer(states, step, *inputs)
        all_weights.append(weights)
    states = norm(states)
    return BaseModelOutputWithPast(
        last_hidden_state=states,
        past_key_values=step.cache,
        hidden_states=(*all_states, states) if output_hidden_states else None,
        attentions=tuple(all_weights) if step.need_weights else None,
    )
