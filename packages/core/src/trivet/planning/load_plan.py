"""The load plan as data: which stored tensor becomes which parameter, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trivet.dtypes import DType
from trivet.layout import Dialect, Layout, ParamSpec
from trivet.planning.copies import Stored
from trivet.planning.placement import DevicePlan
from trivet.tensors import TensorSpec


@dataclass(frozen=True, slots=True)
class Step:
    """One stored tensor on its way to one parameter.

    Attributes:
        target: the parameter's own name in the model.
        param: the parameter, canonical.
        source: the stored tensor.
        layout: takes the stored layout to the model's.
        dtype: what the parameter gets.
        placement: what the backend understands as a place (a device, a sharding), or None for its default.
    """

    target: str
    param: ParamSpec
    source: TensorSpec
    layout: Layout
    dtype: DType
    placement: Any = None

    @property
    def is_cast(self) -> bool:
        """Whether the dtype changes."""
        return self.dtype is not self.source.dtype

    @property
    def nbytes(self) -> int:
        """Bytes of the parameter."""
        return self.dtype.nbytes(self.source.size)


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What a load will do. Everything that could be refused has been.

    Attributes:
        source: the checkpoint, for messages.
        dialect: the checkpoint's.
        steps: in file-offset order.
        tied: own name → own name of the parameter whose memory it shares.
        missing: own names that have no source and keep their initial values.
        mismatched: (own name, stored shape, expected shape), both canonical; not loaded, as the caller allowed.
        unexpected: stored names that no parameter asked for.
        skipped: stored names that need no loading: buffers, and copies of tied tensors.
        devices: how the parameters were spread over devices, if they were.
        copies: tied tensors that are skipped, each with the one that is loaded in its stead and that it has to equal.
        apart: stored name → stored name of what config.json ties it to, of tied tensors that differ and are both kept.
        unread: stored name → stored name of the tied tensor that models compute with, where the two differ.
        buffers: those of the skipped tensors for which the model has no parameter.
    """

    source: str
    dialect: Dialect
    steps: tuple[Step, ...]
    tied: Mapping[str, str]
    missing: tuple[str, ...]
    mismatched: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]
    unexpected: tuple[str, ...]
    skipped: tuple[str, ...]
    devices: DevicePlan | None = None
    copies: tuple[tuple[Stored, Stored], ...] = ()
    apart: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    buffers: tuple[Stored, ...] = ()

    @property
    def nbytes(self) -> int:
        """Bytes of all parameters that will be loaded."""
        return sum(step.nbytes for step in self.steps)
