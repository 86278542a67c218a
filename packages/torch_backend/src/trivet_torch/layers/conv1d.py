"""GPT-2's linear layer. It has a module of its own because its class determines its kind of parameter."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

import torch
from torch import nn

_CLASS: Any = vars(object)["__class__"]


class Conv1D(nn.Module):
    """`x · weight + bias`: a linear layer whose weight is [nx, nf], under the name that GPT-2 gave it.

    Where `transformers` is imported, the layer counts as an instance of its class of that name too, as libraries ask
    that adapt layers.

    Args:
        nf: outputs.
        nx: inputs.
    """

    def __init__(self, nf: int, nx: int, bias: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(nx, nf))
        self.bias = nn.Parameter(torch.empty(nf)) if bias else None
        self.reset_parameters()

    @property
    def nf(self) -> int:
        """Outputs."""
        return self.weight.shape[1]

    @property
    def __class__(self) -> type[Any]:
        """The class that `isinstance` asks for after the type itself."""
        reference = getattr(sys.modules.get("transformers.pytorch_utils"), "Conv1D", None)
        # What PyTorch derives, such as a parametrized layer, has its class changed by that name.
        return _also(reference) if reference is not None and type(self) is Conv1D else type(self)

    @__class__.setter
    def __class__(self, value: type[Any]) -> None:
        _CLASS.__set__(self, value)  # as `torch.nn.utils.parametrize` does

    def __reduce__(self) -> tuple[Any, ...]:
        return _blank, (type(self),), vars(self).copy()

    def reset_parameters(self) -> None:
        """Small normal weights, no bias."""
        nn.init.normal_(self.weight, std=0.02)
        if self.bias is not None:
            nn.init.zeros_(self.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """[..., nx] → [..., nf]."""
        if self.bias is None:
            return x @ self.weight
        flat = torch.addmm(self.bias, x.flatten(0, -2), self.weight)
        return flat.view(*x.shape[:-1], -1)


@cache
def _also(reference: type[Any]) -> type[Any]:
    """A class that is both, which is only asked for its name and bases: nothing is created of it."""
    return type("Conv1D", (Conv1D, reference), {"__module__": Conv1D.__module__, "__qualname__": "Conv1D"})


def _blank(layer_class: type[Conv1D]) -> Conv1D:
    """A layer whose state is still to be set, as copies and pickles begin."""
    return layer_class.__new__(layer_class)
