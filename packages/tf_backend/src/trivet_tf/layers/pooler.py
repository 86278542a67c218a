"""The pooled output of encoders."""

from __future__ import annotations

from typing import Any

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.places import Address, Place, follow

ops = keras.ops


class Pooling:
    """The parts of a pooling layer in a holder: see `blocks.Pooler`."""

    def __init__(self, holder: Any, block: blocks.Pooler) -> None:
        self.mean_from = block.mean_from
        self.norm_at: Address | None = None
        self.linear_at: Address | None = None
        if block.norm is not None:
            self.norm_at = holder.put_at(block.norm.at, norm_class(block.norm), block.norm)
        if block.linear is not None:
            self.linear_at = holder.put_at(block.linear.at, linear_class(block.linear), block.linear)

    def pooled(self, holder: Any, states: tf.Tensor) -> tf.Tensor:
        """[batch, length, size] → [batch, size]."""
        pooled = states[:, 0] if self.mean_from is None else ops.mean(states[:, self.mean_from :], axis=1)
        if self.norm_at is not None:
            pooled = follow(holder, self.norm_at)(pooled)
        return pooled if self.linear_at is None else ops.tanh(follow(holder, self.linear_at)(pooled))


class Pooler(Composite):
    """The pooling layer as a separate layer."""

    def __init__(self, block: blocks.Pooler, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.pooling = Pooling(self, block)

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[batch, length, size] → [batch, size]."""
        return self.pooling.pooled(self, states)
