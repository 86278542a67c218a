"""Feed-forward networks."""

from __future__ import annotations

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.activations import activation
from trivet_tf.layers.building import Composite, Holds
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.places import Address, Place, follow

ops = keras.ops


class FeedForwardParts(Holds):
    """Mixin of objects with the projections of a feed-forward network."""

    def add_feed_forward(self, block: blocks.FeedForward, *, holds_output: bool = True) -> None:
        """Create the projections.

        Args:
            holds_output: whether the last is here.
        """
        *into, last = block.projections()
        for each in (*into, last) if holds_output else into:
            self.put_leaf(each.at, linear_class(each), each)
        self.fed_by = tuple(self.below(each.at, leaf=True) for each in into)
        self.fed_to: Address = self.below(last.at, leaf=True) if holds_output else ()
        self.activation, self.is_fused = activation(block.activation), block.fused
        self.fused_order = -1 if block.gate_last else 1
        self.put_dropout("inner_dropout", block.dropout)

    def fed(self, states: tf.Tensor, training: bool) -> tf.Tensor:
        """[..., size] → the same, or the input of the last projection if that is not here."""
        first, *second = (follow(self, each)(states) for each in self.fed_by)
        if self.is_fused:
            first, *second = ops.split(first, 2, axis=-1)[:: self.fused_order]
        inner = self.activation(first)
        if second:
            inner = inner * second[0]
        inner = self.dropped("inner_dropout", inner, training)
        return follow(self, self.fed_to)(inner) if self.fed_to else inner


class FeedForward(FeedForwardParts, Composite):
    """A feed-forward network as a separate layer."""

    def __init__(self, block: blocks.FeedForward, holds_output: bool, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.add_feed_forward(block, holds_output=holds_output)

    def call(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """As `fed`."""
        return self.fed(states, training)
