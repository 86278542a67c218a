"""Feed-forward sublayers, up to their output projection."""

from __future__ import annotations

from typing import Any

from trivet_tf.activations import activation
from trivet_tf.framework import keras, tf
from trivet_tf.layers.norms import normal


class ActivatedLinear(keras.layers.Layer):
    """`activation(dense(x))`. Layer `dense`."""

    def __init__(self, inputs: int, outputs: int, hidden_act: str, *, initializer_range: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.input_size = inputs
        self.dense = keras.layers.Dense(
            outputs, kernel_initializer=normal(initializer_range), dtype=self.dtype_policy, name="dense"
        )
        self.activation = activation(hidden_act)

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        self.dense.build((None, None, self.input_size))

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[..., inputs] → [..., outputs]."""
        return self.activation(self.dense(states))
