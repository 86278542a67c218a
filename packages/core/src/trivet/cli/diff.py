"""`trivet diff`: compares two checkpoints by value, whatever their containers and dialects."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated

import typer

from trivet.cli.common import SOURCE_HELP, Revision, StateKey, console, source_options, table
from trivet.operations.diff import Outcome
from trivet.operations.diff import diff as run
from trivet.progress import progress_bar


def diff(
    first: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    second: Annotated[str, typer.Argument(help="Another checkpoint, in any container and dialect.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    most: Annotated[int, typer.Option(help="How many differing parameters to list.")] = 50,
    state_key: StateKey = None,
    second_state_key: Annotated[str | None, typer.Option(help="The same for SECOND.")] = None,
    revision: Revision = None,
    second_revision: Annotated[str | None, typer.Option(help="The same for SECOND, if it differs.")] = None,
) -> None:
    """Compare two checkpoints parameter by parameter, worst first. Exit code 0 means identical, 1 different."""
    with progress_bar("comparing") as progress:
        report = run(
            first,
            second,
            options=source_options(revision),
            state_key=state_key,
            second_state_key=second_state_key,
            second_options=source_options(second_revision or revision),
            progress=progress,
        )
    if as_json:
        typer.echo(json.dumps(report.to_json(), indent=2))
    else:
        out = console()
        worst = [each for each in report.differences if each.outcome is not Outcome.IDENTICAL]
        rows = [(d.name, d.outcome.value, f"{d.max_abs:.3g}", f"{d.max_rel:.3g}", d.detail) for d in worst[:most]]
        if rows:
            columns = ("parameter", "difference", "max abs", "max rel", "")
            out.print(table("Differences", columns, rows, right=("max abs", "max rel")))
        counts = Counter(each.outcome.value for each in report.differences)
        out.print(", ".join(f"{count:,} {outcome}" for outcome, count in counts.items()) or "nothing to compare")
    if not report.is_identical:
        raise typer.Exit(1)
