"""Attention: masks, the product itself (fused wherever nothing forbids it), and the self-attention of encoders."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional as F


def attention_bias(mask: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """What to add to attention scores so that a mask is obeyed.

    The bias of a masked key is the dtype's lowest number, not minus infinity: a row that is masked throughout then
    still has weights, where the other would give NaN.

    Args:
        mask: 1 where a key may be attended to, 0 where not; [batch, length], [batch, query, key] or
            [batch, heads or 1, query, key].

    Returns:
        [batch, heads or 1, query or 1, key].

    Raises:
        ValueError: the mask has another number of axes.
    """
    match mask.dim():
        case 2:
            mask = mask[:, None, None, :]
        case 3:
            mask = mask[:, None, :, :]
        case 4:
            pass
        case axes:
            raise ValueError(f"attention_mask must have 2, 3 or 4 axes, not {axes} (its shape is {list(mask.shape)})")
    return (1.0 - mask.to(dtype)) * torch.finfo(dtype).min


def head_masks(head_mask: torch.Tensor | None, layers: int) -> tuple[torch.Tensor | None, ...]:
    """One mask [1 or batch, heads, 1, 1] (or None) for each layer.

    Args:
        head_mask: 1 keeps a head, 0 silences it; [heads] for all layers, or [layers, heads].

    Raises:
        ValueError: the mask has another shape.
    """
    if head_mask is None:
        return (None,) * layers
    if head_mask.dim() == 1:
        head_mask = head_mask.expand(layers, -1)
    if head_mask.dim() != 2 or head_mask.shape[0] != layers:
        raise ValueError(f"head_mask must be [heads] or [{layers} layers, heads], not {list(head_mask.shape)}")
    return tuple(head_mask[:, None, :, None, None])


def attend(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    bias: torch.Tensor | None = None,
    *,
    dropout: float = 0.0,
    head_mask: torch.Tensor | None = None,
    need_weights: bool = False,
) -> tuple[torch.Tensor, torch.Tensor | None]:
    """Scaled dot-product attention (https://arxiv.org/abs/1706.03762, eq. 1).

    Args:
        query, key, value: [batch, heads, length, head_dim].
        bias: added to the scores, broadcast to [batch, heads, query, key].
        dropout: probability with which a weight is dropped.
        head_mask: multiplied with the weights, broadcast likewise.
        need_weights: whether to return the weights, which the fused kernel never has as a whole.

    Returns:
        [batch, heads, query, head_dim], and the weights [batch, heads, query, key] if asked for.
    """
    if head_mask is None and not need_weights:
        return F.scaled_dot_product_attention(query, key, value, attn_mask=bias, dropout_p=dropout), None
    scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
    # In half precision a score plus the bias would overflow to minus infinity.
    scores = scores.to(torch.promote_types(scores.dtype, torch.float32))
    weights = (scores if bias is None else scores + bias).softmax(-1).to(value.dtype)
    weights = F.dropout(weights, dropout, training=dropout > 0)
    if head_mask is not None:
        weights = weights * head_mask.to(weights.dtype)
    return weights @ value, weights if need_weights else None


def split_heads(states: torch.Tensor, heads: int) -> torch.Tensor:
    """[batch, length, heads · head_dim] → [batch, heads, length, head_dim]."""
    batch, length, _ = states.shape
    return states.view(batch, length, heads, -1).transpose(1, 2)


def merge_heads(states: torch.Tensor) -> torch.Tensor:
    """[batch, heads, length, head_dim] → [batch, length, heads · head_dim]."""
    return states.transpose(1, 2).flatten(-2)


class SelfAttention(nn.Module):
    """Multi-head self-attention without its output projection: parameters `query`, `key`, `value`."""

    def __init__(self, hidden_size: int, heads: int, *, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.query = nn.Linear(hidden_size, hidden_size)
        self.key = nn.Linear(hidden_size, hidden_size)
        self.value = nn.Linear(hidden_size, hidden_size)

    def forward(
        self,
        hidden_states: torch.Tensor,
        bias: torch.Tensor | None = None,
        head_mask: torch.Tensor | None = None,
        need_weights: bool = False,
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """[batch, length, hidden] → the same, and the weights [batch, heads, length, length] if asked for."""
        context, weights = attend(
            split_heads(self.query(hidden_states), self.heads),
            split_heads(self.key(hidden_states), self.heads),
            split_heads(self.value(hidden_states), self.heads),
            bias,
            dropout=self.dropout if self.training else 0.0,
            head_mask=head_mask,
            need_weights=need_weights,
        )
        return merge_heads(context), weights
