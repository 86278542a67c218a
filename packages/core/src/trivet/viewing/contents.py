"""What a page and a drawing show: the contents of a checkpoint as plain lists and numbers, ready for JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trivet.operations.diff import Comparison, Outcome, by_layer, largest
from trivet.operations.inspect import Inspection, by_size
from trivet.operations.parts import Part, tree_of
from trivet.planning.placement import DISK, DevicePlan
from trivet.viewing.statistics import Statistics

Json = Any


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is shown of one checkpoint.

    Attributes:
        devices: where its parts would go, or None.
        statistics: of its tensors, by name; empty if values were not read.
        comparison: with another checkpoint, or None.
    """

    inspection: Inspection
    devices: DevicePlan | None = None
    statistics: Mapping[str, Statistics] | None = None
    comparison: Comparison | None = None

    def tree(self) -> Part:
        """Its parts, those that are alike merged."""
        return tree_of(self.inspection.tensors)

    def to_json(self) -> dict[str, Json]:
        """Everything, for `json.dumps`: without infinities and NaN, which JSON does not have."""
        report = self.inspection
        dtypes = [group.name for group in by_size(report.dtypes)]
        return {
            "summary": report.summary(),
            "facts": facts(report),
            "dtypes": dtypes,
            "tree": _node(self.tree(), dtypes),
            "tensors": _columns(report, dtypes),
            "files": [[group.name, group.tensors, group.nbytes] for group in report.shards],
            "tied": [list(group) for group in report.tied],
            "devices": _devices(self.devices),
            "values": [_values(name, each) for name, each in (self.statistics or {}).items()],
            "difference": _difference(self.comparison),
        }


def facts(report: Inspection) -> list[tuple[str, str]]:
    """What there is to say besides the summary: name and text."""
    rows = [("path", report.path), ("dialect", report.dialect), ("tensors", f"{len(report.tensors):,}")]
    rows += [(key, value) for key, value in report.metadata.items()]
    rows += [("quantized", report.quantized)] if report.quantized else []
    rows += [("codes", f"{each.weights:,} weights of {each.name}") for each in report.schemes]
    rows += [("not decoded", reason) for reason in report.undecoded]
    if report.aligned is not None:
        rows.append(("aligned", f"{report.aligned:,} of {len(report.tensors):,} tensors at multiples of 64 bytes"))
    return rows


def _node(part: Part, dtypes: Sequence[str]) -> list[Json]:
    """[name, how many it stands for, tensors, elements, bytes, dtypes, shape or null, parts]."""
    kinds = [dtypes.index(each) for each in part.dtypes]
    shape = None if part.shape is None else list(part.shape)
    below = [_node(each, dtypes) for each in part.parts]
    return [part.name, part.count, part.tensors, part.size, part.nbytes, kinds, shape, below]


def _columns(report: Inspection, dtypes: Sequence[str]) -> dict[str, list[Json]]:
    """The tensors in columns, which take a third of what a list of objects would."""
    places = {name: place for place, name in enumerate(dtypes)}
    files = {group.name: place for place, group in enumerate(report.shards)}
    rows = report.tensors
    return {
        "name": [row.name for row in rows],
        "dtype": [places[row.dtype] for row in rows],
        "shape": [list(row.shape) for row in rows],
        "nbytes": [row.nbytes for row in rows],
        "file": [files[row.file] for row in rows],
        "offset": [row.offset for row in rows],
    }


def _devices(plan: DevicePlan | None) -> Json:
    if plan is None:
        return None
    budgets = [
        [str(device), nbytes, None if device == DISK else plan.budgets[device]] for device, nbytes in plan.used.items()
    ]
    parts = [[each.unit.path, each.unit.nbytes, str(each.device), plan.why(each)] for each in plan.choices]
    return {"devices": budgets, "parts": parts}


def _values(name: str, each: Statistics) -> list[Json]:
    """[name, least, most, mean, deviation, zeros, not finite, outliers, histogram]."""
    figures = (each.least, each.most, each.mean, each.deviation)
    return [name, *map(_number, figures), each.zeros, each.not_finite, each.outliers, list(each.histogram)]


def _difference(comparison: Comparison | None) -> Json:
    if comparison is None:
        return None
    rows = [each for each in comparison.differences if each.outcome is not Outcome.IDENTICAL]
    layers = [
        [name, sum(each.outcome is not Outcome.IDENTICAL for each in below), len(below), _number(largest(below))]
        for name, below in by_layer(comparison.differences)
    ]
    return {
        "first": comparison.first,
        "second": comparison.second,
        "parameters": len(comparison.differences),
        "layers": layers,
        "rows": [[d.name, d.outcome.value, _number(d.max_abs), _number(d.max_rel), d.detail] for d in rows],
    }


def _number(value: float) -> float | str:
    """A number, or the name of one that JSON does not have."""
    return value if math.isfinite(value) else str(value)
