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
    if block.rms:
        return RMSNorm
    is_plain = block.weighted and block.bias and not block.offset and block.heads is None
    return LayerNorm if is_plain else FreeLayerNorm


class LayerNorm(keras.layers.LayerNormalization):
    """Layer normalisation (https://arxiv.org/abs/1607.06450) of known size."""

    def __init__(self, block: blocks.Norm, *, place: Place, name: str) -> None:
        super().__init__(epsilon=block.eps, dtype=place.policy, name=name)
        self.size = block.size

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the size is known without a shape."""
        super().build((None, None, self.size))


class FreeLayerNorm(keras.layers.Layer):
    """The same, computed in float32 at least, with or without `gamma` and `beta`, which may differ between heads.

    The result is multiplied by offset + `gamma`.
    """

    def __init__(self, block: blocks.Norm, *, place: Place, name: str) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.block = block

    def build(self, input_shape: Any = None) -> None:
        """Create `gamma` and `beta` [size] or [heads, size]."""
        block, initial = self.block, keras.initializers.Constant(self.block.initial)
        self.gamma = self.beta = None
        if block.weighted:
            self.gamma = self.add_weight(shape=block.shape, initializer=initial, autocast=False, name="gamma")
        if block.bias:
            self.beta = self.add_weight(shape=block.shape, initializer="zeros", autocast=False, name="beta")

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[..., size] or [..., heads, size] → the same."""
        full = in_full(states)
        full = full - ops.mean(full, axis=-1, keepdims=True)
        full = full * ops.rsqrt(ops.mean(ops.square(full), axis=-1, keepdims=True) + self.block.eps)
        if self.gamma is not None:
            full = full * (self.block.offset + in_full(self.gamma))
        return ops.cast(full if self.beta is None else full + in_full(self.beta), states.dtype)


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
