"""What scales or drops the results of sublayers before they are added: learned factors, and dropped paths."""

from __future__ import annotations

from typing import Any

import jax
from flax import nnx

from trivet.families import blocks
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import Constant, Setup

Array = jax.Array


class LayerScale(nnx.Module):
    """A learned factor for each number: see `blocks.LayerScale`."""

    def __init__(self, block: blocks.LayerScale, setup: Setup) -> None:
        self.leaf_name = block.leaf
        own_parameter(self, block, setup)

    def __call__(self, states: Array) -> Array:
        """[…, size] → the same."""
        return _times(self, self.leaf_name, states)


def own_parameter(holder: Any, block: blocks.LayerScale, setup: Setup) -> None:
    """Create the factors as a parameter of a module itself."""
    initial = Constant(block.initial)
    setattr(holder, f"{block.leaf}_init", initial)
    setattr(holder, block.leaf, setup.parameter(initial, block.size))


def put_layer_scale(holder: Any, block: blocks.LayerScale | None, setup: Setup) -> None:
    """Create the factors of a sublayer, if there are any."""
    if block is not None and block.module:
        put(holder, block.module, LayerScale(block, setup))
    elif block is not None:
        own_parameter(holder, block, setup)


def scaled(holder: Any, block: blocks.LayerScale | None, states: Array) -> Array:
    """The states times the factors of a block; the same without one."""
    if block is None:
        return states
    if block.module:
        result: Array = at(holder, block.module)(states)
        return result
    return _times(holder, block.leaf, states)


def path_dropout(rate: float) -> nnx.Dropout | None:
    """Drops all numbers of some rows of a batch in training; None for a rate of 0."""
    return nnx.Dropout(rate, broadcast_dims=(1, 2), deterministic=True) if rate else None


def _times(holder: Any, leaf: str, states: Array) -> Array:
    factors: Array = getattr(holder, leaf)[...].astype(states.dtype)
    return states * factors
