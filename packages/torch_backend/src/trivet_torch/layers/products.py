"""The attention product: fused if possible."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch.nn import functional as F

from trivet.families.call_checks import require_heads_fit, require_mask_fits
from trivet_torch.layers.masks import causal_bias


def attend(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    bias: torch.Tensor | None = None,
    *,
    causal: bool = False,
    scale: float | None = None,
    softcap: float | None = None,
    dropout: float = 0.0,
    head_mask: torch.Tensor | None = None,
    need_weights: bool = False,
    fused: bool = True,
) -> tuple[torch.Tensor, torch.Tensor | None]:
    """Scaled dot-product attention (https://arxiv.org/abs/1706.03762, eq. 1).

    Args:
        query: [batch, heads, length, head_dim].
        key, value: the same; with fewer heads, each serves several adjacent query heads.
        bias: added to the scores, broadcast to [batch, heads, query, key].
        causal: whether queries cannot see later keys; only with as many keys as queries and without a bias.
        scale: factor of the scores; None means `1 / √head_dim`.
        softcap: smooth bound of the scores before the bias is added.
        dropout: dropout probability of the weights.
        head_mask: multiplied with the weights, broadcast in the same way.
        need_weights: whether to return the weights, which the fused kernel does not compute as a whole.
        fused: whether the fused kernel may be used.

    Returns:
        [batch, heads, query, head_dim], and the weights [batch, heads, query, key] if asked for.

    Raises:
        InvalidInputError: `bias` or `head_mask` does not broadcast to the weights.
    """
    require_fits(bias, head_mask, (*query.shape[:3], key.shape[2]))
    grouped = bool(key.shape[1] != query.shape[1])  # a plain bool even if sizes are symbolic
    if fused and head_mask is None and softcap is None and not need_weights:
        context = F.scaled_dot_product_attention(
            query, key, value, attn_mask=bias, dropout_p=dropout, is_causal=causal, scale=scale, enable_gqa=grouped
        )
        return context, None
    if grouped:
        key, value = (each.repeat_interleave(query.shape[1] // key.shape[1], dim=1) for each in (key, value))
    scores = query @ key.transpose(-1, -2) * (1 / math.sqrt(query.shape[-1]) if scale is None else scale)
    # In half precision the score plus the bias would overflow to minus infinity.
    scores = scores.to(torch.promote_types(scores.dtype, torch.float32))
    if softcap is not None:
        scores = softcap * torch.tanh(scores / softcap)
    if causal:
        bias = causal_bias(None, scores.dtype, torch.arange(key.shape[2], device=key.device))
    weights = (scores if bias is None else scores + bias).softmax(-1).to(value.dtype)
    weights = F.dropout(weights, dropout, training=dropout > 0)
    if head_mask is not None:
        weights = weights * head_mask.to(weights.dtype)
    return weights @ value, weights if need_weights else None


def require_fits(bias: torch.Tensor | None, head_mask: torch.Tensor | None, scores: tuple[int, ...]) -> None:
    """Require masks that broadcast to the attention scores, [batch, heads, query, key].

    Raises:
        InvalidInputError: a mask does not.
    """
    if torch._C._get_tracing_state() is not None:  # in tracing, sizes are tensors, whose comparisons are not bools
        return
    if bias is not None:
        require_mask_fits(bias.shape, scores)
    if head_mask is not None:
        require_heads_fit(head_mask.shape, scores)


def split_heads(states: torch.Tensor, heads: int) -> torch.Tensor:
    """[batch, length, heads · head_dim] → [batch, heads, length, head_dim]."""
    batch, length, _ = states.shape
    return states.view(batch, length, heads, -1).transpose(1, 2)


def split_parts(states: torch.Tensor, heads: Sequence[int], groups: int) -> list[torch.Tensor]:
    """The parts of a fused projection's outputs, [batch, heads, length, head_dim] each.

    Args:
        states: [batch, length, total heads · head_dim].
        heads: number of heads of each part, in the order of the outputs.
        groups: how often the parts alternate.
    """
    batch, length, width = states.shape
    size = width // sum(heads)
    apart = states.view(batch, length, groups, -1).split_with_sizes([count // groups * size for count in heads], -1)
    return [part.reshape(batch, length, count, size).transpose(1, 2) for part, count in zip(apart, heads, strict=True)]


def merge_heads(states: torch.Tensor) -> torch.Tensor:
    """[batch, heads, length, head_dim] → [batch, length, heads · head_dim]."""
    states = states.transpose(1, 2)
    # Kernels of attention differ in the layout of their results: an exported graph may be lowered to another kernel.
    if torch.compiler.is_exporting():
        states = states.clone(memory_format=torch.contiguous_format)
    return states.flatten(-2)
