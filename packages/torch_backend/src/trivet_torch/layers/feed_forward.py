"""Feed-forward sublayers, and the small networks of heads."""

from __future__ import annotations

from typing import cast

import torch
from torch import nn

from trivet_torch.activations import activation


class ActivatedLinear(nn.Module):
    """`activation(dense(x))`. Parameter `dense`."""

    def __init__(self, inputs: int, outputs: int, hidden_act: str) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, outputs)
        self.activation = activation(hidden_act)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """[..., inputs] → [..., outputs]."""
        return self.activation(self.dense(states))


class GatedFeedForward(nn.Module):
    """`down_proj(activation(gate_proj(x)) · up_proj(x))` (https://arxiv.org/abs/2002.05202)."""

    def __init__(self, size: int, inner: int, hidden_act: str, *, bias: bool) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(size, inner, bias=bias)
        self.up_proj = nn.Linear(size, inner, bias=bias)
        self.down_proj = nn.Linear(inner, size, bias=bias)
        self.activation = activation(hidden_act)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """[..., size] → the same."""
        return cast(torch.Tensor, self.down_proj(self.activation(self.gate_proj(states)) * self.up_proj(states)))


class ClassificationHead(nn.Module):
    """Two linear layers on one state of each input, with dropout before either. Parameters `dense`, `out_proj`."""

    def __init__(self, hidden_size: int, num_labels: int, dropout: float, hidden_act: str) -> None:
        super().__init__()
        self.dense = nn.Linear(hidden_size, hidden_size)
        self.dropout = nn.Dropout(dropout)
        self.out_proj = nn.Linear(hidden_size, num_labels)
        self.activation = activation(hidden_act)

    def forward(self, state: torch.Tensor) -> torch.Tensor:
        """[batch, hidden] → [batch, num_labels]."""
        inner = self.activation(self.dense(self.dropout(state)))
        return cast(torch.Tensor, self.out_proj(self.dropout(inner)))
