"""Normalisation, and what stands before it at the end of a sublayer."""

from __future__ import annotations

from typing import Any

from trivet_tf.framework import keras, tf


def normal(stddev: float) -> keras.initializers.Initializer:
    """A normal distribution around 0. One for each variable: a Keras initialiser gives the same values every time."""
    return keras.initializers.RandomNormal(0.0, stddev)


class ResidualOutput(keras.layers.Layer):
    """End of a post-norm sublayer: `LayerNorm(residual + dropout(dense(x)))`. Layers `dense`, `LayerNorm`."""

    def __init__(
        self, inputs: int, hidden_size: int, *, eps: float, dropout: float, initializer_range: float, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.input_size, self.hidden_size = inputs, hidden_size
        policy = self.dtype_policy
        self.dense = keras.layers.Dense(
            hidden_size, kernel_initializer=normal(initializer_range), dtype=policy, name="dense"
        )
        self.LayerNorm = keras.layers.LayerNormalization(epsilon=eps, dtype=policy, name="LayerNorm")
        self.dropout = keras.layers.Dropout(dropout, dtype=policy, name="dropout")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        self.dense.build((None, None, self.input_size))
        self.LayerNorm.build((None, None, self.hidden_size))

    def call(self, states: tf.Tensor, residual: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[batch, length, inputs] and [batch, length, hidden] → [batch, length, hidden]."""
        return self.LayerNorm(self.dropout(self.dense(states), training=training) + residual)
