"""`ACT2FN`, `get_tf_activation` and activation functions by the names that code for `transformers` has for them."""

from __future__ import annotations

from trivet_tf.framework import keras, tf
from trivet_tf.layers.activations import (
    ACTIVATIONS,
    Activation,
    activation,
    clipped_gelu,
    mish,
    quick_gelu,
    tanh_gelu,
)

__all__ = [
    "ACT2FN",
    "approximate_gelu_wrap",
    "gelu",
    "gelu_10",
    "gelu_fast",
    "gelu_new",
    "get_tf_activation",
    "glu",
    "mish",
    "quick_gelu",
]

ACT2FN = ACTIVATIONS
"""Name → function of a tensor."""

gelu, gelu_10 = ACTIVATIONS["gelu"], clipped_gelu
approximate_gelu_wrap = gelu_fast = gelu_new = tanh_gelu


def get_tf_activation(activation_string: str) -> Activation:
    """The activation function that a config names.

    Raises:
        InvalidConfigError: there is no function of that name.
    """
    return activation(activation_string)


def glu(x: tf.Tensor, axis: int = -1) -> tf.Tensor:
    """The first half of an axis, each value times the logistic function of its counterpart in the second.

    From https://arxiv.org/abs/1612.08083, section 2.
    """
    return keras.ops.glu(x, axis=axis)
