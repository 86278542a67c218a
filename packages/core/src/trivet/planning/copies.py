"""Records of the tensors that one checkpoint stores for one tied parameter. Holds no bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trivet.layout import ParamSpec
from trivet.tensors import TensorSpec


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored tensor, and the parameter under whose name and in whose layout it is stored."""

    param: ParamSpec
    spec: TensorSpec


@dataclass(frozen=True, slots=True)
class Ties:
    """How tied parameters that are stored more than once were resolved.

    Attributes:
        apart: stored name → stored name of its tied owner, where their values differ and both are kept.
        fields: config fields with which models untie those.
        unread: stored name → stored name of the tied tensor that models compute with, where the two differ.
        equal: pairs of stored names whose values were compared and are equal.
    """

    apart: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    equal: frozenset[tuple[str, str]] = frozenset()


NO_TIES = Ties()
