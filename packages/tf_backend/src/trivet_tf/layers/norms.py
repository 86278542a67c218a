"""Normalisation over the last axis."""

from __future__ import annotations

from typing import Any

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.full import in_full
from trivet_tf.layers.places import Place

ops = keras.ops


def norm_class(block: blocks.Norm) -> Any:
    """The class of the layer for a block."""
    return RMSNorm if block.rms else LayerNorm


class LayerNorm(keras.layers.LayerNormalization):
    """Layer normalisation (https://arxiv.org/abs/1607.06450) of known size."""

    def __init__(self, block: blocks.Norm, *, place: Place, name: str) -> None:
        super().__init__(epsilon=block.eps, dtype=place.policy, name=name)
        self.size = block.size

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the size is known without a shape."""
        super().build((None, None, self.size))


class RMSNorm(keras.layers.Layer):
    """Root mean square normalisation (https://arxiv.org/abs/1910.07467), computed in float32 at least.

    With an offset the result is multiplied by offset + `weight` in float32 as well, else by `weight` in its own dtype.
    """

    def __init__(self, block: blocks.Norm, *, place: Place, name: str) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.size, self.eps, self.offset, self.initial = block.size, block.eps, block.offset, block.initial

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` [size]."""
        initializer = keras.initializers.Constant(self.initial)
        self.weight = self.add_weight(shape=(self.size,), initializer=initializer, autocast=False, name="weight")

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[..., size] → the same."""
        full = in_full(states)
        full = full * ops.rsqrt(ops.mean(ops.square(full), axis=-1, keepdims=True) + self.eps)
        if self.offset:
            return ops.cast(full * (self.offset + in_full(self.weight)), states.dtype)
        return ops.cast(full, states.dtype) * ops.cast(self.weight, states.dtype)
