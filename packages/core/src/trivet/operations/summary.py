"""A checkpoint in a line."""

from __future__ import annotations

from collections.abc import Sequence

from trivet.families.registry import architecture, architecture_points
from trivet.operations.inspect import Group, Inspection
from trivet.sizes import human_count, human_size


def summary(report: Inspection) -> str:
    """`BERT, 22.7 M parameters, 90.9 MB, F32, 1 file`; names are as the checkpoint has them, not made safe to print."""
    known = report.model_type in architecture_points()
    title = architecture(str(report.model_type)).title if known else report.model_type
    what = title or "unknown model (no config.json)"
    if report.architecture and report.architecture.lower() != what.lower():
        what += f" ({report.architecture})"
    dtypes = [group.name for group in by_size(report.dtypes)]
    counted = f"{human_count(report.size)} {'elements' if report.quantized else 'parameters'}"
    files = f"{len(report.shards)} file{'s' * (len(report.shards) != 1)}"
    return ", ".join((what, counted, human_size(report.nbytes), " and ".join(dtypes) or "no tensors", files))


def by_size(groups: Sequence[Group]) -> list[Group]:
    """The groups with the most bytes first."""
    return sorted(groups, key=lambda group: -group.nbytes)
