"""Keys that a class says need no mention: patterns of names, searched for as regular expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from trivet.planning.refusals import found_in
from trivet.planning.report import LoadReport

Value = TypeVar("Value")


def unmentioned(report: LoadReport, missing: Sequence[str] | None, unexpected: Sequence[str] | None) -> LoadReport:
    """The report without missing names, and with unexpected ones counted as skipped, where a pattern is found."""
    lacked, ignored = (
        dict.fromkeys(_matching(*each)) for each in ((report.missing, missing), (report.unexpected, unexpected))
    )
    return replace(
        report,
        missing=tuple(name for name in report.missing if name not in lacked),
        unexpected=tuple(name for name in report.unexpected if name not in ignored),
        skipped=(*report.skipped, *ignored),
    )


def stored(values: Mapping[str, Value], on_save: Sequence[str] | None, keep: Iterable[str] = ()) -> dict[str, Value]:
    """What is stored of tensors by name: all in whose name no pattern is found, and those named in `keep`."""
    ignored = {*_matching(values, on_save)} - {*keep}
    return {name: value for name, value in values.items() if name not in ignored}


def _matching(names: Iterable[str], patterns: Sequence[str] | None) -> list[str]:
    return [name for name in names if found_in(name, patterns or ())]
