"""Quantized checkpoints as the reference packages write them, and the values that those packages decode from them.

Needs PyTorch and the packages of `requirements/quantized.txt`. Each case draws random weights of awkward shapes, has them
quantized by the package itself, and returns the stored tensors, the fields of config.json, and the decoded values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import torch


@dataclass
class Case:
    """One quantized checkpoint.

    Attributes:
        tensors: as stored.
        config: fields of config.json.
        expected: name of a weight → its decoded values.
        metadata: of the file.
    """

    tensors: dict[str, torch.Tensor] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, torch.Tensor] = field(default_factory=dict)
    metadata: dict[str, str] = field(default_factory=lambda: {"format": "pt"})


MODULES = ("bits_and_bytes", "compressed", "others", "packed_words")
CASES: dict[str, Callable[[], Case]] = {}


def case(name: str, **options: Any) -> Callable[[Callable[..., Case]], Callable[..., Case]]:
    """Register a function as the case of that name, called with the options."""

    def register(make: Callable[..., Case]) -> Callable[..., Case]:
        CASES[name] = lambda: make(**options)
        return make

    return register


def drawn(*shape: int, dtype: torch.dtype = torch.bfloat16, seed: int = 0) -> torch.Tensor:
    """Random weights with some zeros and outliers."""
    generator = torch.Generator().manual_seed(seed)
    values = torch.randn(*shape, generator=generator)
    values[torch.rand(*shape, generator=generator) < 0.05] = 0
    values[torch.rand(*shape, generator=generator) < 0.01] *= 20
    return values.to(dtype)


def made(name: str) -> Case:
    """The case of that name."""
    names()
    return CASES[name]()


def names() -> list[str]:
    """Names of all cases."""
    for module in MODULES:
        import_module(module)
    return list(CASES)
