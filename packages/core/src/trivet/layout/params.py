"""ParamSpec: what a parameter is, in canonical (PyTorch) terms, wherever it comes from."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum

from trivet.layout.kinds import Kind, Leaf, leaf_of


class Role(Enum):
    """How a parameter takes part when one model is split over several devices (https://arxiv.org/abs/1909.08053).

    A COLUMN parameter splits what its layer puts out, the ROW parameter behind it what its layer takes in, and a VOCAB
    parameter its words. What is NONE lies whole on every device.
    """

    NONE = "none"
    COLUMN = "column"
    ROW = "row"
    VOCAB = "vocab"


@dataclass(frozen=True, slots=True)
class ParamSpec:
    """One parameter of a model.

    Attributes:
        name: canonical name, qualified by the base model's prefix (`bert.encoder.layer.0.attention.self.query.weight`).
        shape: canonical (PyTorch) shape.
        kind: selects leaf name and layout in each dialect.
        tied: name of the parameter that it shares its memory with and that is stored in its stead, or None.
        block: path of the repeated block it belongs to (`bert.encoder.layer.0`), or None.
        buffer: stored by some writers but no parameter: may be absent, is carried along by conversion, and is never
            required.
        prevails: of a tied parameter, whether its own stored value is the one that models compute with, where its owner
            is stored with another. Of others that is an error, unless a config holds the two apart.
        beside: of a tied parameter, whether PyTorch files store it beside its owner, because loaders there may hold the
            two apart.
        role: how it is split where a model is split over devices.
    """

    name: str
    shape: tuple[int, ...]
    kind: Kind = Kind.RAW
    tied: str | None = None
    block: str | None = None
    buffer: bool = False
    prevails: bool = False
    beside: bool = False
    role: Role = Role.NONE

    @property
    def module(self) -> str:
        """Path of the module that holds it (empty for the top)."""
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
        """The same parameter with memory of its own."""
        return self if self.tied is None else replace(self, tied=None, prevails=False, beside=False)

    def renamed(self, name: str) -> ParamSpec:
        """The same parameter under another canonical name."""
        return replace(self, name=name)

    def moved(self, prefix: str, *, block: str | None = None) -> ParamSpec:
        """The same parameter with `prefix.` before name, owner and block, or as part of another block."""
        tied = self.tied and f"{prefix}.{self.tied}"
        inside = block or (self.block and f"{prefix}.{self.block}")
        name = f"{prefix}.{self.name}"
        return replace(self, name=name, tied=tied, block=inside)


def join(*parts: str) -> str:
    """A dotted path of the non-empty parts."""
    return ".".join(part for part in parts if part)
