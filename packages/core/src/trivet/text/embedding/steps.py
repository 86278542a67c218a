"""What follows pooling: projections, norms. They handle one small vector for each text, so numpy does them for all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np

Array = np.ndarray[Any, Any]
_EPSILON = 1e-5  # of PyTorch's layer norm
_SHORTEST = 1e-12  # no vector is divided by a smaller length


class Step(Protocol):
    """One step after pooling."""

    def __call__(self, vectors: Array) -> Array:
        """Vectors [batch, size] from vectors [batch, size], float32."""
        ...

    def check(self, size: int) -> int:
        """The size of its vectors, from the size of those that it receives.

        Raises:
            ValueError: it does not fit vectors of that size.
        """
        ...


def _gelu(values: Array) -> Array:
    result: Array = values * 0.5 * (1 + _erf(values / math.sqrt(2)))
    return result


_erf = np.vectorize(math.erf, otypes=[np.float32])


def _sigmoid(values: Array) -> Array:
    positive = 1 / (1 + np.exp(-np.abs(values)))  # never overflows
    return np.where(values >= 0, positive, 1 - positive)


ACTIVATIONS: Mapping[str, Callable[[Array], Array]] = MappingProxyType(
    {
        "ELU": lambda values: np.where(values > 0, values, np.expm1(np.minimum(values, 0))),
        "GELU": _gelu,
        "Identity": lambda values: values,
        "LeakyReLU": lambda values: np.where(values > 0, values, 0.01 * values),
        "ReLU": lambda values: np.maximum(values, 0),
        "Sigmoid": _sigmoid,
        "SiLU": lambda values: values * _sigmoid(values),
        "Tanh": np.tanh,
    }
)
"""Name of PyTorch's module for an activation → the function."""


def class_path(activation: str) -> str:
    """Where PyTorch has the module of an activation, as files name it."""
    return f"torch.nn.modules.{'linear' if activation == 'Identity' else 'activation'}.{activation}"


@dataclass(frozen=True, slots=True)
class Dense:
    """A projection and an activation.

    Attributes:
        weight: [out, in].
        bias: [out]; None if there is none.
        activation: a key of `ACTIVATIONS`.
        adds_input: whether the input is added to the result.
        residual: [out, in], what projects the input before it is added; None adds it as it is.
    """

    weight: Array
    bias: Array | None
    activation: str = "Tanh"
    adds_input: bool = False
    residual: Array | None = None

    def __call__(self, vectors: Array) -> Array:
        """As `Step`."""
        projected = vectors @ self.weight.T
        if self.bias is not None:
            projected += self.bias
        result = ACTIVATIONS[self.activation](projected).astype(np.float32, copy=False)
        if not self.adds_input:
            return result
        added: Array = result + (vectors if self.residual is None else vectors @ self.residual.T)
        return added

    def check(self, size: int) -> int:
        """As `Step`."""
        if self.weight.shape[1] != size:
            raise ValueError(f"it projects vectors of {self.weight.shape[1]}, but receives vectors of {size}")
        return int(self.weight.shape[0])


@dataclass(frozen=True, slots=True)
class Normalize:
    """Divides each vector by its length."""

    def __call__(self, vectors: Array) -> Array:
        """As `Step`."""
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        result: Array = vectors / np.maximum(lengths, np.float32(_SHORTEST))
        return result

    def check(self, size: int) -> int:
        """As `Step`."""
        return size


@dataclass(frozen=True, slots=True)
class LayerNorm:
    """Layer norm of each vector.

    Attributes:
        weight, bias: [size].
    """

    weight: Array
    bias: Array

    def __call__(self, vectors: Array) -> Array:
        """As `Step`."""
        centred = vectors - vectors.mean(1, keepdims=True)
        deviation = np.sqrt((centred * centred).mean(1, keepdims=True) + np.float32(_EPSILON))
        result: Array = centred / deviation * self.weight + self.bias
        return result

    def check(self, size: int) -> int:
        """As `Step`."""
        if self.weight.shape[0] != size:
            raise ValueError(f"it normalises vectors of {self.weight.shape[0]}, but receives vectors of {size}")
        return size
