"""ParamSpec: what a parameter is, in canonical (PyTorch) terms, wherever it comes from."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum

from trivet.layout.kinds import Kind, Leaf, leaf_of


class Role(Enum):
    """How a parameter takes part when one model is split over several devices (https://arxiv.org/abs/1909.08053).

    A COLUMN parameter is split along its layer's output, the ROW parameter after it along its layer's input, a VOCAB
    parameter along its vocabulary, and an EXPERT parameter, which is of many experts, along its first axis. A parameter
    with NONE is whole on every device.
    """

    NONE = "none"
    COLUMN = "column"
    ROW = "row"
    VOCAB = "vocab"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class ParamSpec:
    """One parameter of a model.

    Attributes:
        name: canonical name, qualified by the base model's prefix (`bert.encoder.layer.0.attention.self.query.weight`).
        shape: canonical (PyTorch) shape.
        kind: selects leaf name and layout in each dialect.
        tied: name of the parameter whose memory it shares and which is stored instead, or None.
        block: path of the repeated block it belongs to (`bert.encoder.layer.0`), or None.
        buffer: whether it is not a parameter but a buffer that some writers store: conversion keeps it, nothing
            requires it.
        prevails: of a tied parameter, whether models compute with its own stored value if its owner is stored with
            another. For other tied parameters that is an error, unless a config unties the two.
        beside: of a tied parameter, the dialects whose files store it as well as its owner, because loaders may untie
            the two.
        role: how it is split when a model is split over devices.
    """

    name: str
    shape: tuple[int, ...]
    kind: Kind = Kind.RAW
    tied: str | None = None
    block: str | None = None
    buffer: bool = False
    prevails: bool = False
    beside: tuple[str, ...] = ()
    role: Role = Role.NONE

    @property
    def module(self) -> str:
        """Path of its module (empty for the model itself)."""
        return self.name.rpartition(".")[0]

    @property
    def leaf(self) -> Leaf:
        """Its row in the table of kinds."""
        return leaf_of(self.kind, self.name.rpartition(".")[2])

    @property
    def size(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)

    def untied(self) -> ParamSpec:
        """The same parameter, not tied to another."""
        return self if self.tied is None else replace(self, tied=None, prevails=False, beside=())

    def renamed(self, name: str) -> ParamSpec:
        """The same parameter under another canonical name."""
        return self if name == self.name else replace(self, name=name)

    def moved(self, prefix: str, *, block: str | None = None) -> ParamSpec:
        """The same parameter with `prefix.` before name, owner and block, or as part of another block."""
        tied = self.tied and f"{prefix}.{self.tied}"
        inside = block or (self.block and f"{prefix}.{self.block}")
        name, facts = f"{prefix}.{self.name}", (self.buffer, self.prevails, self.beside, self.role)
        return ParamSpec(name, self.shape, self.kind, tied, inside, *facts)


def join(*parts: str) -> str:
    """A dotted path of the non-empty parts."""
    return ".".join(part for part in parts if part)
