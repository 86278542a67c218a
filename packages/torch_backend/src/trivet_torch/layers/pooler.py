"""The pooling layer of encoders."""

from __future__ import annotations

import torch
from torch import nn

from trivet.families import blocks
from trivet_torch.layers.linear import linear
from trivet_torch.layers.places import child

Tensor = torch.Tensor


class Pooler(nn.Module):
    """The first token's state through a dense layer and tanh."""

    def __init__(self, block: blocks.Linear) -> None:
        super().__init__()
        self._dense = block.at
        setattr(self, block.at, linear(block))

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, size] → [batch, size]."""
        return torch.tanh(child(self, self._dense)(states[:, 0]))
