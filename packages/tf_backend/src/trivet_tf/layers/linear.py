"""Projections."""

from __future__ import annotations

from typing import Any

from trivet.families import blocks
from trivet.layout import Kind
from trivet_tf.framework import keras, tf
from trivet_tf.layers.places import Place

ops = keras.ops


def linear_class(block: blocks.Linear) -> Any:
    """The class of the layer for a block."""
    return Conv1D if block.kind is Kind.CONV1D_GPT2 else Linear


def normal(std: float) -> keras.initializers.Initializer:
    """A normal distribution around 0. One per variable: a Keras initialiser returns the same values every time."""
    return keras.initializers.RandomNormal(0.0, std)


def std_of(block: blocks.Linear | blocks.Embedding | blocks.Convolution2D, place: Place) -> float:
    """Standard deviation of initial weights: the block's, else the model's."""
    return place.std if block.std is None else block.std


class Linear(keras.layers.Dense):
    """A dense layer with a known number of inputs."""

    def __init__(self, block: blocks.Linear, *, place: Place, name: str) -> None:
        initial = normal(std_of(block, place))
        super().__init__(block.outputs, use_bias=block.bias, kernel_initializer=initial, dtype=place.policy, name=name)
        self.input_size = block.inputs

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        super().build((None, None, self.input_size))


class Conv1D(keras.layers.Layer):
    """`x · weight + bias`, with `weight` [inputs, outputs] and `bias` [1, outputs]: a convolution of width one."""

    def __init__(self, block: blocks.Linear, *, place: Place, name: str) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.input_size, self.output_size, self.use_bias = block.inputs, block.outputs, block.bias
        self.std = std_of(block, place)

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` and `bias`; the sizes are known without a shape."""
        shape = self.input_size, self.output_size
        self.weight = self.add_weight(shape=shape, initializer=normal(self.std), name="weight")
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(shape=(1, self.output_size), initializer="zeros", name="bias")

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[..., inputs] → [..., outputs]."""
        states = ops.matmul(states, self.weight)
        return states if self.bias is None else states + self.bias[0]
