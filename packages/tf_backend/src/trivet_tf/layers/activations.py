"""Activation functions by their names in configs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from trivet.families.activations import activation_of
from trivet_tf.framework import keras, tf

ops = keras.ops
Activation = Callable[[tf.Tensor], tf.Tensor]


def quick_gelu(x: tf.Tensor) -> tf.Tensor:
    """`x · sigmoid(1.702 x)`, the cheaper approximation of GELU (https://arxiv.org/abs/1606.08415, section 2)."""
    return x * ops.sigmoid(1.702 * x)


def clipped_gelu(x: tf.Tensor) -> tf.Tensor:
    """GELU bounded to [-10, 10], as in quantised models (https://arxiv.org/abs/2004.09602)."""
    return ops.clip(ops.gelu(x, approximate=False), -10.0, 10.0)


def squared_relu(inputs: tf.Tensor) -> tf.Tensor:
    """`max(x, 0)²` (https://arxiv.org/abs/2109.08668)."""
    return ops.square(ops.relu(inputs))


def laplace(inputs: tf.Tensor) -> tf.Tensor:
    """The Laplace distribution function that approximates `squared_relu` (https://arxiv.org/abs/2209.10655, eq. 24)."""
    mean, deviation = math.sqrt(0.5), math.sqrt(0.25 / math.pi)
    return 0.5 * (1.0 + ops.erf((inputs - mean) / (deviation * math.sqrt(2.0))))


def mish(x: tf.Tensor) -> tf.Tensor:
    """`x · tanh(ln(1 + exp(x)))` (https://arxiv.org/abs/1908.08681)."""
    return x * ops.tanh(ops.softplus(x))


def identity(inputs: tf.Tensor) -> tf.Tensor:
    """The input."""
    return inputs


def tanh_gelu(x: tf.Tensor) -> tf.Tensor:
    """GELU with the distribution function approximated: `0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))`."""
    return ops.gelu(x, approximate=True)


_gelu = partial(ops.gelu, approximate=False)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "gelu": _gelu,
        "gelu_python": _gelu,
        "gelu_10": clipped_gelu,
        # four names for one formula
        "gelu_accurate": tanh_gelu,
        "gelu_fast": tanh_gelu,
        "gelu_new": tanh_gelu,
        "gelu_pytorch_tanh": tanh_gelu,
        "laplace": laplace,
        # Keras's default slope differs.
        "leaky_relu": partial(ops.leaky_relu, negative_slope=0.01),
        "linear": identity,
        "mish": mish,
        "quick_gelu": quick_gelu,
        "relu": ops.relu,
        "relu2": squared_relu,
        "relu6": ops.relu6,
        "sigmoid": ops.sigmoid,
        "silu": ops.silu,
        "swish": ops.silu,
        "tanh": ops.tanh,
    }
)


def activation(name: str) -> Activation:
    """The activation function that a config names.

    Raises:
        InvalidConfigError: there is no function of that name.
    """
    return activation_of(ACTIVATIONS, name)
