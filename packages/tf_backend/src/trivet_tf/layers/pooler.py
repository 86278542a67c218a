"""The pooling layer of encoders."""

from __future__ import annotations

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.places import Place

ops = keras.ops


class Pooler(Composite):
    """`tanh(dense(first token's state))`."""

    def __init__(self, block: blocks.Linear, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.linear_name = block.at
        self.put_leaf(block.at, linear_class(block), block)

    def call(self, first: tf.Tensor) -> tf.Tensor:
        """[batch, size] → the same."""
        return ops.tanh(getattr(self, self.linear_name)(first))
