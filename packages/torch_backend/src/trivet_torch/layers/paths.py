"""What scales or drops the results of sublayers before they are added: learned factors, and dropped paths."""

from __future__ import annotations

from typing import cast

import torch
from torch import nn

from trivet.families import blocks
from trivet_torch.layers.places import Path, child, put, reach, state

Tensor = torch.Tensor


class LayerScale(nn.Module):
    """A learned factor for each number: see `blocks.LayerScale`."""

    def __init__(self, block: blocks.LayerScale) -> None:
        super().__init__()
        state(self, _leaf=block.leaf)
        own_parameter(self, block.leaf, block.size, block.initial)

    def forward(self, states: Tensor) -> Tensor:
        """[..., size] → the same."""
        return states * cast(Tensor, getattr(self, vars(self)["_leaf"]))


class PathDropout(nn.Module):
    """Drops all numbers of some rows of a batch in training (https://arxiv.org/abs/1603.09382).

    Attributes:
        p: probability with which a row is dropped.
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, states: Tensor) -> Tensor:
        """[batch, ...] → the same."""
        if not self.training or not self.p:
            return states
        kept = torch.rand(states.shape[0], device=states.device) >= self.p
        factor = 1 / (1 - self.p) if self.p < 1 else 0.0  # no row is kept
        return states * (kept.to(states.dtype) * factor).view(-1, *(1,) * (states.dim() - 1))

    def extra_repr(self) -> str:
        """The probability."""
        return f"p={self.p}"


def own_parameter(holder: nn.Module, name: str, size: int, initial: float) -> None:
    """Create a parameter [size] of a module itself, with the value that all of its numbers have initially."""
    setattr(holder, name, nn.Parameter(torch.full((size,), initial)))
    state(holder, initial_values={**vars(holder).get("initial_values", {}), name: initial})


def put_layer_scale(holder: nn.Module, block: blocks.LayerScale | None) -> Path:
    """Create the factors of a sublayer; returns the path of their parameter, which is empty if there are none."""
    if block is None:
        return ()
    if block.module:
        put(holder, block.module, LayerScale(block))
    else:
        own_parameter(holder, block.leaf, block.size, block.initial)
    return tuple(block.at.split("."))


def scaled(holder: nn.Module, path: Path, states: Tensor) -> Tensor:
    """The states times the factors at a path of `put_layer_scale`."""
    if not path:
        return states
    if len(path) > 1:
        return cast(Tensor, reach(holder, path[:-1])(states))
    return states * cast(Tensor, getattr(holder, path[0]))


def put_path_dropout(holder: nn.Module, probability: float, name: str) -> str | None:
    """The name of the holder's module that drops paths; None for a probability of 0."""
    if not probability:
        return None
    unique, number = name, 0
    while unique in holder._modules:
        number += 1
        unique = f"{name}_{number}"
    setattr(holder, unique, PathDropout(probability))
    return unique


def path_dropped(holder: nn.Module, name: str | None, states: Tensor) -> Tensor:
    """The states after a module of `put_path_dropout`."""
    return states if name is None else cast(Tensor, child(holder, name)(states))
