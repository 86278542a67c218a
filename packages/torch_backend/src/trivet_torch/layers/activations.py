"""Activation functions by their names in configs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import torch
from torch.nn import functional as F

from trivet.families.activations import activation_of

Activation = Callable[[torch.Tensor], torch.Tensor]


def quick_gelu(inputs: torch.Tensor) -> torch.Tensor:
    """`x · sigmoid(1.702 x)`, the cheaper approximation of GELU (https://arxiv.org/abs/1606.08415, section 2)."""
    return inputs * torch.sigmoid(1.702 * inputs)


def clipped_gelu(inputs: torch.Tensor) -> torch.Tensor:
    """GELU bounded to [-10, 10], as in quantised models (https://arxiv.org/abs/2004.09602)."""
    return F.gelu(inputs).clamp(-10, 10)


def squared_relu(inputs: torch.Tensor) -> torch.Tensor:
    """`max(x, 0)²` (https://arxiv.org/abs/2109.08668)."""
    return F.relu(inputs).square()


def laplace(inputs: torch.Tensor) -> torch.Tensor:
    """The Laplace distribution function that approximates `squared_relu` (https://arxiv.org/abs/2209.10655, eq. 24)."""
    mean, deviation = math.sqrt(0.5), math.sqrt(0.25 / math.pi)
    return 0.5 * (1 + torch.erf((inputs - mean) / (deviation * math.sqrt(2))))


def identity(inputs: torch.Tensor) -> torch.Tensor:
    """The input."""
    return inputs


_tanh_gelu = partial(F.gelu, approximate="tanh")

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "gelu": F.gelu,
        "gelu_python": F.gelu,
        "gelu_10": clipped_gelu,
        # four names for one formula: 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))
        "gelu_accurate": _tanh_gelu,
        "gelu_fast": _tanh_gelu,
        "gelu_new": _tanh_gelu,
        "gelu_pytorch_tanh": _tanh_gelu,
        "laplace": laplace,
        "leaky_relu": F.leaky_relu,
        "linear": identity,
        "mish": F.mish,
        "quick_gelu": quick_gelu,
        "relu": F.relu,
        "relu2": squared_relu,
        "relu6": F.relu6,
        "sigmoid": torch.sigmoid,
        "silu": F.silu,
        "swish": F.silu,
        "tanh": torch.tanh,
    }
)


def activation(name: str) -> Activation:
    """The activation function that a config names.

    Raises:
        InvalidConfigError: there is no function of that name.
    """
    return activation_of(ACTIVATIONS, name)
