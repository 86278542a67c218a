"""Computation in float32 for values in half precision."""

from __future__ import annotations

from trivet_tf.framework import keras, tf

ops = keras.ops


def in_full(tensor: tf.Tensor) -> tf.Tensor:
    """The tensor in float32, or in float64 if it has that dtype."""
    return ops.cast(tensor, keras.backend.result_type(tensor.dtype, "float32"))
