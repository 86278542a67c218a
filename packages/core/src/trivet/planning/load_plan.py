"""The load plan as data: which stored tensor becomes which parameter, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from trivet.dtypes import DType
from trivet.layout import Dialect, Layout, ParamSpec
from trivet.layout.views import View
from trivet.planning.copies import Stored
from trivet.planning.placement import DevicePlan
from trivet.shown import Rows, Shown, first_rows
from trivet.sizes import human_size
from trivet.tensors import TensorSpec


class Piece(NamedTuple):
    """Elements of a stored tensor that are elements of a parameter, in the layouts of the file and of the model."""

    source: TensorSpec
    take: View
    into: View


@dataclass(frozen=True, slots=True)
class Step:
    """How one parameter is filled from stored tensors.

    Attributes:
        target: the parameter's own name in the model.
        param: the parameter, canonical.
        source: the stored tensor, or the first of several.
        layout: takes the stored layout to the model's, if the parameter is one whole tensor. A parameter that is
            assembled from pieces has the model's layout from the start.
        dtype: the parameter's dtype.
        placement: where the backend puts it (a device, a sharding), or None for its default.
        pieces: the pieces of a parameter that is not one whole tensor.
        shift: as for `Recipe`.
    """

    target: str
    param: ParamSpec
    source: TensorSpec
    layout: Layout
    dtype: DType
    placement: Any = None
    pieces: tuple[Piece, ...] = ()
    shift: float = 0.0

    @property
    def sources(self) -> tuple[TensorSpec, ...]:
        """Every stored tensor that it reads."""
        return tuple({each.source.name: each.source for each in self.pieces}.values()) or (self.source,)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the parameter, in the model's layout."""
        return self.pieces[0].into.tensor_shape if self.pieces else self.layout.shape(self.source.shape)

    @property
    def is_cast(self) -> bool:
        """Whether the dtype changes."""
        if self.pieces:
            return any(self.dtype is not source.dtype for source in self.sources)
        return self.dtype is not self.source.dtype

    @property
    def nbytes(self) -> int:
        """Bytes of the parameter."""
        return self.dtype.nbytes(self.param.size if self.pieces else self.source.size)


@dataclass(frozen=True, slots=True, repr=False)
class LoadPlan(Shown):
    """What a load will do. All checks that may refuse it have passed.

    Attributes:
        source: the checkpoint, for messages.
        dialect: the dialect of the checkpoint.
        steps: in file-offset order.
        tied: own name → own name of the parameter whose memory it shares.
        missing: own names of parameters that have no source and keep their initial values.
        mismatched: (own name, stored shape, expected shape), both canonical; not loaded, as the caller allowed.
        unexpected: stored names that no parameter reads.
        skipped: stored names that need no loading: buffers, and copies of tied tensors.
        devices: how the parameters were spread over devices, if they were.
        copies: tied tensors that are skipped, each with the one that is loaded instead and that it has to equal.
        apart: stored name → stored name of its tied owner, for tied tensors that differ and are both kept.
        unread: stored name → stored name of the tied tensor that models compute with, where the two differ.
        buffers: those skipped tensors for which the model has no parameter.
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

    def summary(self) -> str:
        """What will be done, in a line."""
        casts = sum(step.is_cast for step in self.steps)
        words = [f"{len(self.steps):,} parameters, {human_size(self.nbytes)}, from {self.source} ({self.dialect.name})"]
        words += [f"{casts:,} cast"] * bool(casts) + [f"{len(self.missing):,} initialised"] * bool(self.missing)
        return ", ".join(words)

    def rows(self) -> Rows:
        """The steps in order."""
        columns = ("parameter", "source", "dtype", "size>")
        return first_rows(
            columns, ((step.target, step.source.name, step.dtype.name, human_size(step.nbytes)) for step in self.steps)
        )

    @property
    def nbytes(self) -> int:
        """Bytes of all parameters that will be loaded."""
        return sum(step.nbytes for step in self.steps)
