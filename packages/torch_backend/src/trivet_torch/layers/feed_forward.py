"""The feed-forward network of a layer."""

from __future__ import annotations

import torch
from torch import nn

from trivet.families import blocks
from trivet_torch.layers.activations import Activation, activation
from trivet_torch.layers.linear import linear
from trivet_torch.layers.places import Path, child, put, put_dropout, reach, state

Tensor = torch.Tensor


class FeedForwardParts(nn.Module):
    """A module with the projections of a feed-forward network: see `blocks.FeedForward`."""

    activation: Activation
    _up: Path
    _gated: Path | None
    _down: Path | None
    _is_fused: bool
    _order: int
    _casts: bool
    _inner_dropout: str | None

    def add_feed_forward(self, block: blocks.FeedForward, *, holds_output: bool = True) -> None:
        """Create the projections.

        Args:
            holds_output: whether the last is among them; else its input is the result.
        """
        *into, last = block.projections()
        for each in (*into, *((last,) if holds_output else ())):
            put(self, each.at, linear(each))
        state(
            self,
            activation=activation(block.activation),
            _up=_path(into[0].at),
            _gated=_path(into[1].at) if len(into) == 2 else None,
            _is_fused=block.fused,
            _order=-1 if block.gate_last else 1,
            _down=_path(last.at) if holds_output else None,
            _casts=block.last_in_float32,
            _inner_dropout=put_dropout(self, block.dropout, "inner_dropout"),
        )

    def fed(self, states: Tensor) -> Tensor:
        """[..., size] → the same, or [..., inner] without the last projection; its dtype is that of the weight."""
        up = reach(self, self._up)(states)
        gate, up = up.chunk(2, -1)[:: self._order] if self._is_fused else (up, None)
        inner: Tensor = self.activation(gate)
        if self._gated is not None:
            up = reach(self, self._gated)(states)
        if up is not None:
            inner = inner * up
        if self._inner_dropout is not None:
            inner = child(self, self._inner_dropout)(inner)
        if self._down is None:
            return inner
        last = reach(self, self._down)
        result: Tensor = last(_in_dtype_of(last, inner) if self._casts else inner)
        return result


def _in_dtype_of(layer: nn.Module, states: Tensor) -> Tensor:
    """States in the dtype of a layer's weight; unchanged where the layer quantizes them or its weight by itself."""
    weight = layer.weight  # a method, of layers that PyTorch quantizes
    return states.to(weight.dtype) if isinstance(weight, Tensor) and weight.is_floating_point() else states


def _path(at: str) -> Path:
    return tuple(at.split("."))


class FeedForward(FeedForwardParts):
    """The network as a separate module."""

    def __init__(self, block: blocks.FeedForward, *, holds_output: bool = True) -> None:
        super().__init__()
        self.add_feed_forward(block, holds_output=holds_output)

    def forward(self, states: Tensor) -> Tensor:
        """As `fed`."""
        return self.fed(states)
