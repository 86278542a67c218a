"""`ACT2FN` and `get_activation`: activation functions as modules, by the names that configs have for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from torch import nn

from trivet_torch.layers.activations import ACTIVATIONS, activation

__all__ = [
    "ACT2FN",
    "ActivationModule",
    "gelu",
    "gelu_fast",
    "gelu_new",
    "gelu_python",
    "get_activation",
    "linear_act",
    "mish",
    "quick_gelu",
    "silu",
]


class ActivationModule(nn.Module):
    """A module that applies an activation function.

    Args:
        name: as configs have it.

    Raises:
        InvalidConfigError: no function has this name.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.function = name, activation(name)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Any shape → the same."""
        return self.function(inputs)

    def extra_repr(self) -> str:
        """The name."""
        return self.name


class _Activations(Mapping[str, nn.Module]):
    """Name → a new module."""

    def __getitem__(self, name: str) -> nn.Module:
        if name not in ACTIVATIONS:
            raise KeyError(name)
        return ActivationModule(name)

    def __iter__(self) -> Iterator[str]:
        return iter(ACTIVATIONS)

    def __len__(self) -> int:
        return len(ACTIVATIONS)


ACT2FN = _Activations()
"""Name → module, a new one each time."""


def get_activation(activation_string: str) -> nn.Module:
    """The module of an activation function.

    Raises:
        InvalidConfigError: no function has this name.
    """
    return ActivationModule(activation_string)


gelu, gelu_new, gelu_fast, gelu_python = map(get_activation, ("gelu", "gelu_new", "gelu_fast", "gelu_python"))
mish, quick_gelu, silu, linear_act = map(get_activation, ("mish", "quick_gelu", "silu", "linear"))
