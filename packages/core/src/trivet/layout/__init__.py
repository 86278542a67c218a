"""Names and layouts: kinds of parameters, the dialects, and what moves bytes from one to another."""

from __future__ import annotations

from trivet.layout.dialect import PLAIN_NAMING, Dialect, Naming, PlainNaming
from trivet.layout.flax import FLAX
from trivet.layout.kinds import Kind
from trivet.layout.ops import IDENTITY, Layout
from trivet.layout.params import ParamSpec, join
from trivet.layout.registry import DIALECTS, dialect_named
from trivet.layout.tensorflow import TENSORFLOW
from trivet.layout.torch import TORCH

__all__ = [
    "DIALECTS",
    "FLAX",
    "IDENTITY",
    "PLAIN_NAMING",
    "TENSORFLOW",
    "TORCH",
    "Dialect",
    "Kind",
    "Layout",
    "Naming",
    "ParamSpec",
    "PlainNaming",
    "dialect_named",
    "join",
]
