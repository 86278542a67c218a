"""Normalisation."""

from __future__ import annotations

from typing import Any

from trivet_tf.framework import keras, tf
from trivet_tf.losses import in_full

ops = keras.ops


def normal(stddev: float) -> keras.initializers.Initializer:
    """A normal distribution around 0. One for each variable: a Keras initialiser gives the same values every time."""
    return keras.initializers.RandomNormal(0.0, stddev)


class LayerNorm(keras.layers.LayerNormalization):
    """Layer normalisation (https://arxiv.org/abs/1607.06450) of a size that is known."""

    def __init__(self, size: int, *, eps: float, **kwargs: Any) -> None:
        super().__init__(epsilon=eps, **kwargs)
        self.size = size

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the size is known without a shape."""
        super().build((None, None, self.size))


class RMSNorm(keras.layers.Layer):
    """Root mean square normalisation (https://arxiv.org/abs/1910.07467), computed in float32 at least.

    Args:
        centred: whether to multiply by 1 + `weight`, in float32 too, instead of by `weight`.
    """

    def __init__(self, size: int, *, eps: float, centred: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size, self.eps, self.centred = size, eps, centred

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` [size]."""
        initializer = "zeros" if self.centred else "ones"
        self.weight = self.add_weight(shape=(self.size,), initializer=initializer, autocast=False, name="weight")

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[..., size] → the same."""
        full = in_full(states)
        full = full * ops.rsqrt(ops.mean(ops.square(full), axis=-1, keepdims=True) + self.eps)
        if self.centred:
            return ops.cast(full * (1.0 + in_full(self.weight)), states.dtype)
        return ops.cast(full, states.dtype) * ops.cast(self.weight, states.dtype)
