"""The pooled output of encoders."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn

from trivet.families import blocks
from trivet_torch.layers.linear import linear
from trivet_torch.layers.norms import norm
from trivet_torch.layers.places import child

Tensor = torch.Tensor


class Pooling(NamedTuple):
    """What a block says, for the module that holds its parts: see `blocks.Pooler`."""

    norm: str | None
    linear: str | None
    mean_from: int | None

    def pooled(self, holder: nn.Module, states: Tensor) -> Tensor:
        """[batch, length, size] → [batch, size]."""
        pooled = states[:, 0] if self.mean_from is None else states[:, self.mean_from :].mean(1)
        if self.norm is not None:
            pooled = child(holder, self.norm)(pooled)
        return pooled if self.linear is None else torch.tanh(child(holder, self.linear)(pooled))


def add_pooling(holder: nn.Module, block: blocks.Pooler) -> Pooling:
    """Create the parts in a module."""
    if block.norm is not None:
        setattr(holder, block.norm.at, norm(block.norm))
    if block.linear is not None:
        setattr(holder, block.linear.at, linear(block.linear))
    normed, dense = (None if each is None else each.at for each in (block.norm, block.linear))
    return Pooling(normed, dense, block.mean_from)


class Pooler(nn.Module):
    """The pooling layer as a separate module."""

    def __init__(self, block: blocks.Pooler) -> None:
        super().__init__()
        self._pooling = add_pooling(self, block)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, size] → [batch, size]."""
        return self._pooling.pooled(self, states)
