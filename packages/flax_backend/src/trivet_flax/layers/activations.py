"""Activation functions by their names in configs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import jax
import jax.numpy as jnp

from trivet.families.activations import activation_of

Activation = Callable[[jax.Array], jax.Array]


def gelu(x: jax.Array) -> jax.Array:
    """x · Φ(x), exact (https://arxiv.org/abs/1606.08415)."""
    return jax.nn.gelu(x, approximate=False)


def gelu_tanh(x: jax.Array) -> jax.Array:
    """The tanh approximation of `gelu`, which has several names."""
    return jax.nn.gelu(x, approximate=True)


def gelu_10(x: jax.Array) -> jax.Array:
    """`gelu`, clipped to [-10, 10] (https://arxiv.org/abs/2004.09602)."""
    return jnp.clip(gelu(x), -10, 10)


def quick_gelu(x: jax.Array) -> jax.Array:
    """The sigmoid approximation of `gelu`: x · σ(1.702 x)."""
    return x * jax.nn.sigmoid(1.702 * x)


def relu2(x: jax.Array) -> jax.Array:
    """The square of `relu` (https://arxiv.org/abs/2109.08668)."""
    return jnp.square(jax.nn.relu(x))


def laplace(x: jax.Array) -> jax.Array:
    """The Laplace distribution function that approximates `relu2` (https://arxiv.org/abs/2209.10655, equation 24)."""
    mean, deviation = math.sqrt(0.5), math.sqrt(0.25 / math.pi)
    return 0.5 * (1 + jax.lax.erf((x - mean) / (deviation * math.sqrt(2))))


def linear(x: jax.Array) -> jax.Array:
    """Nothing."""
    return x


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "gelu": gelu,
        "gelu_10": gelu_10,
        "gelu_accurate": gelu_tanh,
        "gelu_fast": gelu_tanh,
        "gelu_new": gelu_tanh,
        "gelu_python": gelu,
        "gelu_pytorch_tanh": gelu_tanh,
        "laplace": laplace,
        "leaky_relu": jax.nn.leaky_relu,
        "linear": linear,
        "mish": jax.nn.mish,
        "quick_gelu": quick_gelu,
        "relu": jax.nn.relu,
        "relu2": relu2,
        "relu6": jax.nn.relu6,
        "sigmoid": jax.nn.sigmoid,
        "silu": jax.nn.silu,
        "swish": jax.nn.silu,
        "tanh": jnp.tanh,
    }
)


def activation(name: str) -> Activation:
    """The function of that name.

    Raises:
        InvalidConfigError: there is no function of that name; the message lists the known ones.
    """
    return activation_of(ACTIVATIONS, name)
