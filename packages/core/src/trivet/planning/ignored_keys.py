"""Keys that a model class excludes from reports: regular expressions that are searched for in names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from trivet.planning.refusals import matches_any
from trivet.planning.report import LoadReport

Value = TypeVar("Value")


def unmentioned(report: LoadReport, missing: Sequence[str] | None, unexpected: Sequence[str] | None) -> LoadReport:
    """The report without missing names, and with unexpected ones counted as skipped, if a pattern matches."""
    ignored_missing, ignored_unexpected = (
        dict.fromkeys(_matching(*each)) for each in ((report.missing, missing), (report.unexpected, unexpected))
    )
    return replace(
        report,
        missing=tuple(name for name in report.missing if name not in ignored_missing),
        unexpected=tuple(name for name in report.unexpected if name not in ignored_unexpected),
        skipped=(*report.skipped, *ignored_unexpected),
    )


def stored(values: Mapping[str, Value], on_save: Sequence[str] | None, keep: Iterable[str] = ()) -> dict[str, Value]:
    """The tensors to store, by name: all whose names match no pattern, and those named in `keep`."""
    ignored = {*_matching(values, on_save)} - {*keep}
    return {name: value for name, value in values.items() if name not in ignored}


def _matching(names: Iterable[str], patterns: Sequence[str] | None) -> list[str]:
    return [name for name in names if matches_any(name, patterns or ())]
