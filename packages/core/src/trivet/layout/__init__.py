"""The three dialects by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trivet.errors import UnknownDialectError
from trivet.layout.dialect import PLAIN_NAMING, Dialect, DialectName, Naming, PlainNaming
from trivet.layout.flax import FLAX
from trivet.layout.kinds import Kind, kinds_with
from trivet.layout.ops import IDENTITY, Layout
from trivet.layout.params import ParamSpec, join
from trivet.layout.tensorflow import TENSORFLOW
from trivet.layout.torch import TORCH

DIALECTS: Mapping[str, Dialect] = MappingProxyType({dialect.name: dialect for dialect in (TORCH, TENSORFLOW, FLAX)})

_ALIASES = {"pt": "torch", "pytorch": "torch", "tf": "tensorflow", "keras": "tensorflow", "jax": "flax"}


def dialect_named(name: str) -> Dialect:
    """The dialect for a framework's name (`torch`, `tensorflow`, `flax`, or a usual alias such as `pt`, `tf`, `jax`).

    Raises:
        UnknownDialectError: no framework is called so.
    """
    found = DIALECTS.get(_ALIASES.get(name.lower(), name.lower()))
    if found is None:
        raise UnknownDialectError(name, list(DIALECTS))
    return found


__all__ = [
    "DIALECTS",
    "FLAX",
    "IDENTITY",
    "PLAIN_NAMING",
    "TENSORFLOW",
    "TORCH",
    "Dialect",
    "DialectName",
    "Kind",
    "Layout",
    "Naming",
    "ParamSpec",
    "PlainNaming",
    "dialect_named",
    "join",
    "kinds_with",
]
