"""Normalisation, and what stands before it at the end of a sublayer."""

from __future__ import annotations

import torch
from torch import nn


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
