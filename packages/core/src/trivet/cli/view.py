"""`trivet view`: a checkpoint as a page or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trivet.cli.common import StateKey, print_json
from trivet.cli.reach import SOURCE_HELP, Reach, budgets, reaching
from trivet.progress import progress_bar
from trivet.viewing import view as run


@reaching()
def view(
    path: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    other: Annotated[str | None, typer.Argument(help="Another checkpoint, to show what differs.")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="A file that ends in .html, .svg or .png. Default: NAME.html, here."),
    ] = None,
    values: Annotated[
        bool, typer.Option("--values", help="Also read every tensor: histograms, outliers, NaN and infinity.")
    ] = False,
    max_memory: Annotated[
        list[str] | None,
        typer.Option(help="DEVICE=SIZE, such as 0=8GB or cpu=30GB, once for each: show where the parts would go."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the path as JSON.")] = False,
    state_key: StateKey = None,
    *,
    reach: Reach,
) -> None:
    """Write one page that shows a checkpoint: modules, bytes of files, ties, codes; or its difference from another."""
    with progress_bar("reading") as progress:
        written = run(
            path,
            other,
            out=out,
            values=values,
            max_memory=budgets(max_memory),
            state_key=state_key,
            progress=progress,
            **reach.opening(),
        )
    if as_json:
        print_json({"path": str(written), "nbytes": written.stat().st_size})
    else:
        typer.echo(written)
