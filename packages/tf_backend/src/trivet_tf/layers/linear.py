"""Projections."""

from __future__ import annotations

from typing import Any

from trivet.families import blocks
from trivet.layout import Kind
from trivet_tf.framework import keras
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


class Conv1D(keras.layers.Dense):
    """`x · weight + bias`, with `weight` [inputs, outputs] and `bias` [1, outputs]: a convolution of width one."""

    def __init__(self, block: blocks.Linear, *, place: Place, name: str) -> None:
        super().__init__(block.outputs, use_bias=block.bias, dtype=place.policy, name=name)
        self.input_size = block.inputs
        self.std = std_of(block, place)

    @property
    def weight(self) -> Any:
        """The variable, which Keras calls a kernel."""
        return self._kernel

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` and `bias`; the sizes are known without a shape."""
        shape = self.input_size, self.units
        self._kernel = self.add_weight(shape=shape, initializer=normal(self.std), name="weight")
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(shape=(1, self.units), initializer="zeros", name="bias")
        self.built = True

    def call(self, inputs: Any, training: Any = None) -> Any:
        """[..., inputs] → [..., outputs]."""
        states = ops.matmul(inputs, self.kernel)
        return states if self.bias is None else states + self.bias[0]
