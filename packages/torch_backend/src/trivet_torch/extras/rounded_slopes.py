"""Falcon's bias by position, which code written for `transformers` imports from its module."""

from __future__ import annotations

import torch

from trivet.families.blocks import Slopes

Tensor = torch.Tensor

__all__ = ["build_alibi_tensor"]


def build_alibi_tensor(attention_mask: Tensor, num_heads: int, dtype: torch.dtype) -> Tensor:
    """Falcon's bias [batch * heads, 1, length] of scores, of slopes that are rounded to bfloat16.

    Args:
        attention_mask: [batch, length]; padding is not counted.
    """
    counted = (attention_mask.cumsum(-1) - 1) * attention_mask
    slopes = torch.tensor(Slopes(num_heads).slopes, device=attention_mask.device).bfloat16()
    bias = slopes[:, None] * counted[:, None]
    return bias.reshape(-1, 1, attention_mask.shape[1]).to(dtype)
