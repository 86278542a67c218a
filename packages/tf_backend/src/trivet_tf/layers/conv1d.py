"""GPT-2's dense layer, which its code calls a convolution of width one."""

from __future__ import annotations

from typing import Any

from trivet_tf.framework import keras, tf
from trivet_tf.layers.norms import normal

ops = keras.ops


class Conv1D(keras.layers.Layer):
    """`x · weight + bias`, with `weight` [inputs, outputs] and `bias` [1, outputs], as the family's checkpoints do."""

    def __init__(self, inputs: int, outputs: int, *, initializer_range: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.input_size, self.output_size = inputs, outputs
        self.initializer_range = initializer_range

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` and `bias`; the sizes are known without a shape."""
        initializer = normal(self.initializer_range)
        self.weight = self.add_weight(shape=(self.input_size, self.output_size), initializer=initializer, name="weight")
        self.bias = self.add_weight(shape=(1, self.output_size), initializer="zeros", name="bias")

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[..., inputs] → [..., outputs]."""
        return ops.matmul(states, self.weight) + self.bias[0]
