"""Normalisation, and what stands before it at the end of a sublayer."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import nn
from torch.nn import functional as F


class RMSNorm(nn.RMSNorm):
    """`x / √(mean(x²) + eps) · (weight + offset)` (https://arxiv.org/abs/1910.07467). Parameter `weight`.

    Attributes:
        offset: 1 where the weight is stored as its difference from one.
    """

    offset: ClassVar[float] = 0.0

    def __init__(self, size: int, eps: float) -> None:
        super().__init__(size, eps=eps)

    def reset_parameters(self) -> None:
        """Let the norm multiply with one."""
        nn.init.constant_(self.weight, 1 - self.offset)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """[..., size] → the same, computed in float32 and returned in its own dtype."""
        weight = self.weight.float() + self.offset if self.offset else self.weight.float()
        return F.rms_norm(states.float(), self.normalized_shape, weight, self.eps).to(states.dtype)


class OffsetRMSNorm(RMSNorm):
    """The norm whose weight is stored as its difference from one."""

    offset = 1.0


class ResidualOutput(nn.Module):
    """End of a post-norm sublayer: `LayerNorm(residual + dropout(dense(x)))`. Parameters `dense`, `LayerNorm`."""

    def __init__(self, inputs: int, hidden_size: int, *, eps: float, dropout: float) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, hidden_size)
        self.LayerNorm = nn.LayerNorm(hidden_size, eps=eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: torch.Tensor, residual: torch.Tensor) -> torch.Tensor:
        """[batch, length, inputs] and [batch, length, hidden] → [batch, length, hidden]."""
        normed: torch.Tensor = self.LayerNorm(self.dropout(self.dense(states)) + residual)
        return normed
