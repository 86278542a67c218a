"""`ACT2FN` and `get_activation`: activation functions as modules, by the names that configs have for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, ClassVar

import torch
from torch import nn
from torch.nn import functional as F

from trivet.errors import InvalidInputError
from trivet_torch.layers.activations import ACTIVATIONS, activation

__all__ = [
    "ACT2CLS",
    "ACT2FN",
    "AccurateGELUActivation",
    "ActivationModule",
    "ClassInstantier",
    "ClippedGELUActivation",
    "FastGELUActivation",
    "GELUActivation",
    "LaplaceActivation",
    "LinearActivation",
    "MishActivation",
    "NewGELUActivation",
    "PytorchGELUTanh",
    "QuickGELUActivation",
    "ReLUSquaredActivation",
    "SiLUActivation",
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

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        """Any shape → the same."""
        return self.function(input)

    def extra_repr(self) -> str:
        """The name."""
        return self.name


class _Named(ActivationModule):
    """A class for one function."""

    of: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.of)


class GELUActivation(_Named):
    """GELU, by the normal distribution function (https://arxiv.org/abs/1606.08415).

    Args:
        use_gelu_python: without effect: both ways of `transformers` compute the same.
    """

    of = "gelu"

    def __init__(self, use_gelu_python: bool = False) -> None:
        super().__init__()


class NewGELUActivation(_Named):
    """GELU approximated by tanh, as GPT-2 computes it."""

    of = "gelu_new"


class FastGELUActivation(_Named):
    """The same, by the name that other configs have for it."""

    of = "gelu_fast"


class AccurateGELUActivation(_Named):
    """The same, by the name that other configs have for it."""

    of = "gelu_accurate"


class PytorchGELUTanh(_Named):
    """The same, by the name that other configs have for it."""

    of = "gelu_pytorch_tanh"


class QuickGELUActivation(_Named):
    """GELU approximated by a logistic function."""

    of = "quick_gelu"


class MishActivation(_Named):
    """`x · tanh(softplus(x))` (https://arxiv.org/abs/1908.08681)."""

    of = "mish"


class SiLUActivation(_Named):
    """`x · sigmoid(x)`."""

    of = "silu"


class LinearActivation(_Named):
    """The input."""

    of = "linear"


class ReLUSquaredActivation(_Named):
    """`max(x, 0)²`."""

    of = "relu2"


class LaplaceActivation(_Named):
    """The Laplace distribution function (https://arxiv.org/abs/2209.10655).

    Called with `mu` and `sigma`, it has that mean and that deviation instead of those which approximate `relu2`.
    """

    of = "laplace"

    def forward(self, input: torch.Tensor, mu: float = 0.707107, sigma: float = 0.282095) -> torch.Tensor:
        """Any shape → the same."""
        if (mu, sigma) == (0.707107, 0.282095):
            return super().forward(input)
        return 0.5 * (1 + torch.erf((input - mu) / (sigma * 2**0.5)))


class ClippedGELUActivation(nn.Module):
    """GELU bounded on both sides, for quantised models (https://arxiv.org/abs/2004.09602).

    Raises:
        InvalidInputError: `min` is above `max`.
    """

    def __init__(self, min: float, max: float) -> None:
        super().__init__()
        if min > max:
            raise InvalidInputError(f"min must not be above max, and they are {min} and {max}")
        self.min, self.max = min, max

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Any shape → the same."""
        return F.gelu(x).clamp(self.min, self.max)


class ClassInstantier(OrderedDict[str, Any]):
    """Name → class, or class and keyword arguments; reading makes an object."""

    def __getitem__(self, key: str) -> Any:
        content = super().__getitem__(key)
        made, options = content if isinstance(content, tuple) else (content, {})
        return made(**options)


_CLASSES: Mapping[str, type[_Named]] = {each.of: each for each in _Named.__subclasses__()}

ACT2CLS: Mapping[str, Any] = {
    **{name: _CLASSES.get(name, (ActivationModule, {"name": name})) for name in ACTIVATIONS},
    "gelu_10": (ClippedGELUActivation, {"min": -10, "max": 10}),
    "gelu_python": (GELUActivation, {"use_gelu_python": True}),
    "swish": SiLUActivation,
}
"""Name → class, or class and keyword arguments."""

ACT2FN = ClassInstantier(ACT2CLS)
"""Name → module, a new one each time."""


def get_activation(activation_string: str) -> nn.Module:
    """The module of an activation function.

    Raises:
        InvalidConfigError: no function has this name.
    """
    return ACT2FN[activation_string] if activation_string in ACT2FN else ActivationModule(activation_string)


gelu, gelu_new, gelu_fast, gelu_python = map(get_activation, ("gelu", "gelu_new", "gelu_fast", "gelu_python"))
mish, quick_gelu, silu, linear_act = map(get_activation, ("mish", "quick_gelu", "silu", "linear"))
