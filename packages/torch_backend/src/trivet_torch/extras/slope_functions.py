"""Biases by position, and sums with dropout, that code written for `transformers` imports from modules of models."""

from __future__ import annotations

import torch
from torch.nn import functional

from trivet.families.blocks import Slopes

Tensor = torch.Tensor

__all__ = ["build_alibi_tensor", "build_mpt_alibi_tensor", "dropout_add"]


def build_alibi_tensor(attention_mask: Tensor, num_heads: int, dtype: torch.dtype) -> Tensor:
    """BLOOM's bias [batch * heads, 1, length] of scores (https://arxiv.org/abs/2108.12409).

    Args:
        attention_mask: [batch, length]; padding is not counted.
    """
    counted = (attention_mask.cumsum(-1) - 1) * attention_mask
    bias = _slopes(num_heads, attention_mask.device)[:, None] * counted[:, None]
    return bias.reshape(-1, 1, attention_mask.shape[1]).to(dtype)


def build_mpt_alibi_tensor(
    num_heads: int, sequence_length: int, alibi_bias_max: int = 8, device: torch.device | str | None = None
) -> Tensor:
    """MPT's bias [heads, 1, length] of scores, which is zero at the last position.

    Args:
        alibi_bias_max: the last head's slope is 2 to the power of minus it.
    """
    places = torch.arange(1 - sequence_length, 1, device=device)
    return _slopes(num_heads, device, alibi_bias_max)[:, None, None] * places


def _slopes(heads: int, device: torch.device | str | None, most: float = 8.0) -> Tensor:
    return torch.tensor(Slopes(heads, most).slopes, device=device)


def dropout_add(x: Tensor, residual: Tensor, prob: float, training: bool) -> Tensor:
    """`residual` with `x` added, of which dropout of the probability `prob` has taken elements in training."""
    return residual + functional.dropout(x, prob, training)
