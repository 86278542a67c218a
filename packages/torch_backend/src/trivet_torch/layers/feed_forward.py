"""Feed-forward sublayers, up to their output projection."""

from __future__ import annotations

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
