"""Feed-forward layers, with and without a gate."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import blocks
from trivet_flax.layers.activations import activation
from trivet_flax.layers.linear import dropout, linear
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.step import Step

Array = jax.Array


class FeedForwardParts(nnx.Module):
    """`down(dropout(activation(up(x))))`; with a gate `down(dropout(activation(gate(x)) · up(x)))`."""

    def add_feed_forward(self, block: blocks.FeedForward, setup: Setup, *, holds_output: bool) -> None:
        """
        Args:
            holds_output: whether the last projection is here.
        """
        *into, last = block.projections()
        for each in (*into, last) if holds_output else into:
            put(self, each.at, linear(each, setup))
        # One value, because each attribute of a module has a cost: paths, the last empty if it is elsewhere, function,
        # and whether gate and up are one projection, in which order.
        paths, behind = tuple(each.at for each in into), last.at if holds_output else ""
        order = (-1 if block.gate_last else 1) if block.fused else 0
        self.feed_forward_facts = paths, behind, activation(block.activation), order
        self.activation_dropout = dropout(block.dropout)

    def fed(self, hidden: Array, step: Step) -> Array:
        """[…, size] → […, size], or […, inner] if the last projection is elsewhere."""
        into, last, function, order = self.feed_forward_facts
        first, *second = (at(self, path)(hidden) for path in into)
        if order:
            first, *second = jnp.split(first, 2, axis=-1)[::order]
        inner = function(first)
        inner = step.drop(self.activation_dropout, inner * second[0] if second else inner)
        output: Array = at(self, last)(inner) if last else inner
        return output


class FeedForward(FeedForwardParts):
    """Feed-forward layers as a separate module."""

    def __init__(self, block: blocks.FeedForward, setup: Setup, *, holds_output: bool = True) -> None:
        self.add_feed_forward(block, setup, holds_output=holds_output)

    def __call__(self, hidden: Array, step: Step) -> Array:
        """As `fed`."""
        return self.fed(hidden, step)
