"""What is known of tensors that one checkpoint stores for one tied parameter: values only, no bytes."""

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
    """What became of tied parameters that are stored more than once.

    Attributes:
        apart: stored name → stored name of what the config ties it to; their values differ, and both are kept.
        fields: config fields with which models hold those apart.
        unread: stored name → stored name of the tied tensor that models compute with, where the two differ.
        equal: pairs of stored names that were seen to be copies.
    """

    apart: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    equal: frozenset[tuple[str, str]] = frozenset()


NO_TIES = Ties()
