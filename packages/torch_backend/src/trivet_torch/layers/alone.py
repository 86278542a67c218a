"""Layers that are called by themselves, with the arguments that those of `transformers` take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from trivet_torch.layers.masks import attention_bias
from trivet_torch.layers.relative import RelativePositionBias
from trivet_torch.layers.step import Mask, Source, Step

Tensor = torch.Tensor


def step_alone(
    module: nn.Module,
    states: Tensor,
    attention_mask: Tensor | None = None,
    head_mask: Tensor | Sequence[Tensor | None] | None = None,
    encoder_hidden_states: Tensor | None = None,
    encoder_attention_mask: Tensor | None = None,
    past_key_value: Any = None,
    output_attentions: bool | None = False,
    *,
    passes: int | None = None,
) -> Step:
    """The data of a call of one layer, or of several in turn.

    Args:
        module: what is called.
        states: [batch, length, size].
        attention_mask: added to the scores, [batch, 1, 1 or query, key], as `get_extended_attention_mask` returns it.
            One of integers or booleans is 1 for what is seen: [batch, key], [batch, query, key] or with heads.
        head_mask: 1 keeps a head, 0 silences it: for one layer any shape that broadcasts to [batch, heads, 1, 1], or
            [heads]; for several one each, as `get_head_mask` returns them.
        encoder_hidden_states, encoder_attention_mask: an encoder's output, and its mask.
        past_key_value: must be None.
        output_attentions: whether to return attention weights.
        passes: number of layers, which add a bias by distance themselves; None is one layer, or a part of it.

    Raises:
        TypeError: a cache is passed, or the layer reads positions or distances that only its model knows.
    """
    if past_key_value is not None:
        raise TypeError("a layer by itself takes no past_key_value: call the model with past_key_values")
    if any(getattr(each, "_rotary", None) for each in module.modules()):
        raise TypeError(
            f"{type(module).__name__} turns queries and keys by positions that its model computes: call the model"
        )
    if passes is None and any(getattr(each, "_disentangled", None) for each in module.modules()):
        raise TypeError(f"{type(module).__name__} reads vectors of distances that its encoder has: call the encoder")
    positions = torch.arange(states.shape[1], device=states.device)
    bias = _bias(attention_mask, states.dtype)
    tables = (each for each in module.modules() if isinstance(each, RelativePositionBias))
    table = next(tables, None) if passes is None else None
    if table is not None:
        distances = table.between(positions, positions)
        bias = distances if bias is None else bias + distances
    count = 1 if passes is None else passes
    heads = _by_pass(head_mask, count)
    source = None
    if encoder_hidden_states is not None:
        source = Source(encoder_hidden_states, _bias(encoder_attention_mask, states.dtype), None, (None,) * count)
    masks = (Mask(bias, False),) * count
    return Step(positions, masks, heads, bool(output_attentions), source=source)


def shown(states: Tensor, *weights: Tensor | None) -> tuple[Tensor, ...]:
    """What a layer returns when it is called by itself: its states, and the weights that were asked for."""
    return (states, *(each for each in weights if each is not None))


def _bias(mask: Tensor | None, dtype: torch.dtype) -> Tensor | None:
    return mask if mask is None or mask.is_floating_point() else attention_bias(mask, dtype)


def _by_pass(head_mask: Any, passes: int) -> tuple[Tensor | None, ...]:
    if head_mask is None:
        return (None,) * passes
    each = tuple(head_mask) if passes > 1 or isinstance(head_mask, list | tuple) else (head_mask,)
    return tuple(mask if mask is None or mask.dim() > 1 else mask[None, :, None, None] for mask in each)
