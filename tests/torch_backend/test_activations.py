"""Every activation against its formula, written out."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable

import pytest
import torch

from trivet.errors import InvalidConfigError, InvalidInputError
from trivet.families.activation_names import ACTIVATIONS
from trivet_torch.layers.activations import ACTIVATIONS as FUNCTIONS
from trivet_torch.layers.activations import activation

X = torch.linspace(-12, 12, 481, dtype=torch.float64)


def exact_gelu(x: torch.Tensor) -> torch.Tensor:
    return x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))


def tanh_gelu(x: torch.Tensor) -> torch.Tensor:
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


FORMULAS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "gelu": exact_gelu,
    "gelu_python": exact_gelu,
    "gelu_10": lambda x: exact_gelu(x).clamp(-10, 10),
    "gelu_accurate": tanh_gelu,
    "gelu_fast": tanh_gelu,
    "gelu_new": tanh_gelu,
    "gelu_pytorch_tanh": tanh_gelu,
    "laplace": lambda x: 0.5 * (1 + torch.erf((x - 0.707107) / (0.282095 * math.sqrt(2)))),
    "leaky_relu": lambda x: torch.where(x > 0, x, 0.01 * x),
    "linear": lambda x: x,
    "mish": lambda x: x * torch.tanh(torch.log(1 + torch.exp(x))),
    "quick_gelu": lambda x: x / (1 + torch.exp(-1.702 * x)),
    "relu": lambda x: torch.where(x > 0, x, 0),
    "relu2": lambda x: torch.where(x > 0, x * x, 0),
    "relu6": lambda x: x.clamp(0, 6),
    "sigmoid": lambda x: 1 / (1 + torch.exp(-x)),
    "silu": lambda x: x / (1 + torch.exp(-x)),
    "swish": lambda x: x / (1 + torch.exp(-x)),
    "tanh": lambda x: 1 - 2 / (1 + torch.exp(2 * x)),
}


def test_every_activation_has_a_formula_here() -> None:
    assert FORMULAS.keys() == FUNCTIONS.keys() == set(ACTIVATIONS)


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_activation_is_its_formula_and_can_be_pickled(name: str) -> None:
    function = pickle.loads(pickle.dumps(activation(name)))
    torch.testing.assert_close(function(X), FORMULAS[name](X).to(X.dtype), rtol=0, atol=2e-6)


def test_refuses_an_unknown_activation_and_names_the_nearest() -> None:
    with pytest.raises(
        InvalidConfigError, match=r"unknown activation 'gelu_old' \(did you mean '.*'\?\)\. Known: gelu,"
    ):
        activation("gelu_old")


def test_the_classes_compute_what_their_names_say() -> None:
    from trivet.activations import (
        ACT2CLS,
        ACT2FN,
        ClassInstantier,
        ClippedGELUActivation,
        LaplaceActivation,
        get_activation,
    )
    from trivet.activations import GELUActivation as Gelu

    values = torch.linspace(-12, 12, 9)
    assert isinstance(ACT2FN, ClassInstantier) and ACT2FN.keys() == ACT2CLS.keys()
    for name in ACT2FN:
        torch.testing.assert_close(ACT2FN[name](values), activation(name)(values))
    assert isinstance(ACT2FN["gelu"], Gelu) and isinstance(get_activation("gelu_python"), Gelu)
    assert ClippedGELUActivation(-1, 2)(values).max() == 2
    with pytest.raises(InvalidInputError, match="min must not be above max"):
        ClippedGELUActivation(2, -1)
    wide = LaplaceActivation()(values, mu=0.0, sigma=4.0)
    torch.testing.assert_close(wide, torch.distributions.Normal(0.0, 4.0).cdf(values))
    assert ClassInstantier({"clipped": (ClippedGELUActivation, {"min": 0, "max": 1})})["clipped"].max == 1
