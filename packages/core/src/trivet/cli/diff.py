"""`trivet diff`: compares two checkpoints by value, whatever their containers and dialects."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from trivet.cli.common import StateKey, print_json
from trivet.cli.reach import SOURCE_HELP, Reach, reaching
from trivet.cli.rows import bar, lines, show, visible, width_of_output
from trivet.operations.diff import Comparison, Difference, Outcome, by_layer, largest
from trivet.operations.diff import diff as run
from trivet.progress import progress_bar


@reaching()
def diff(
    first: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    second: Annotated[str, typer.Argument(help="Another checkpoint, in any container and dialect.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    most: Annotated[
        int, typer.Option("--limit", "--most", min=0, help="How many differing layers and parameters to list.")
    ] = 20,
    state_key: StateKey = None,
    second_state_key: Annotated[str | None, typer.Option(help="The same for SECOND.")] = None,
    second_revision: Annotated[str | None, typer.Option(help="Revision of SECOND. Default: --revision.")] = None,
    second_subfolder: Annotated[str | None, typer.Option(help="Folder of SECOND. Default: --subfolder.")] = None,
    second_variant: Annotated[str | None, typer.Option(help="Variant of SECOND. Default: --variant.")] = None,
    *,
    reach: Reach,
) -> None:
    """Compare two checkpoints parameter by parameter, worst first. Exit code 0 means identical, 1 different."""
    options = reach.options if second_revision is None else replace(reach.options, revision=second_revision)
    with progress_bar("comparing") as progress:
        report = run(
            first,
            second,
            second_subfolder=second_subfolder,
            second_variant=second_variant,
            second_options=options,
            state_key=state_key,
            second_state_key=second_state_key,
            progress=progress,
            **reach.opening(),
        )
    if as_json:
        print_json(report.to_json())
    else:
        show(_text(report, most))
    if not report.is_identical:
        raise typer.Exit(1)


def _text(report: Comparison, most: int) -> Iterator[str]:
    counts = Counter(each.outcome for each in report.differences)
    total = len(report.differences)
    if report.is_identical:
        yield f"identical: {total:,} parameters" if total else "nothing to compare"
        return
    named = (f"{counts[outcome]:,} {outcome.value}" for outcome in Outcome if counts[outcome])
    yield f"different: {total - counts[Outcome.IDENTICAL]:,} of {total:,} parameters ({', '.join(named)})"
    layers = by_layer(report.differences)
    if len(layers) > 1 and most:
        yield ""
        yield from _table(("layer", "differ", "max abs", ""), [_layer(*each, layers) for each in layers], most, "layer")
    worst = [each for each in report.differences if each.outcome is not Outcome.IDENTICAL]
    if most:
        yield ""
        columns = ("parameter", "difference", "max abs", "max rel", "")
        rows = [
            (visible(d.name), d.outcome.value, f"{d.max_abs:.3g}", f"{d.max_rel:.3g}", visible(d.detail)) for d in worst
        ]
        yield from _table(columns, rows, most, "parameter")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], most: int, flexible: str) -> Iterator[str]:
    right = ("differ", "max abs", "max rel")
    yield from lines(columns, rows[:most], right=right, flexible=flexible, width=width_of_output())
    if len(rows) > most:
        yield f"and {len(rows) - most:,} more; --limit lists more, --json all"


def _layer(
    name: str, differences: Sequence[Difference], layers: Sequence[tuple[str, Sequence[Difference]]]
) -> tuple[str, str, str, str]:
    """A row: how many parameters of a layer differ, how much, and a bar beside the other layers' bars."""
    finite = [size for _, each in layers if math.isfinite(size := largest(each))]
    size, whole = largest(differences), max(finite, default=0.0)
    part = 1.0 if math.isinf(size) else size / whole if whole else 0.0
    differing = sum(each.outcome is not Outcome.IDENTICAL for each in differences)
    return visible(name), f"{differing:,} of {len(differences):,}", f"{size:.3g}", bar(part, 20)
