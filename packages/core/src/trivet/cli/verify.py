"""`trivet verify`: checks that a checkpoint is complete, consistent and equal to its manifest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from trivet.cli.common import StateKey, console, print_json, table
from trivet.cli.reach import SOURCE_HELP, Reach, reaching
from trivet.operations.verify import verify as run
from trivet.operations.verify import write_manifest as write
from trivet.progress import progress_bar
from trivet.sizes import human_size


@reaching()
def verify(
    path: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    values: Annotated[
        bool, typer.Option("--values", help="Also look for NaN and infinity in every tensor, and check checksums.")
    ] = False,
    manifest: Annotated[Path | None, typer.Option(help="Also compare with the checksums in this file.")] = None,
    write_manifest: Annotated[
        bool, typer.Option("--write-manifest", help="Write trivet.manifest.json beside the weights, if all is well.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    state_key: StateKey = None,
    *,
    reach: Reach,
) -> None:
    """Check a checkpoint. Exit code 0 means that it is sound, 1 that there are problems."""
    with progress_bar("verifying") as progress:
        how = {**reach.opening(), "options": replace(reach.options, state_key=state_key)}
        report = run(path, values=values, manifest=manifest, progress=progress, **how)
    if as_json:
        print_json(report.to_json())
    out = console()
    if not report.is_sound:
        if not as_json:
            out.print(table("Problems", ("",), [(problem,) for problem in report.problems]))
        raise typer.Exit(1)
    facts = [("path", report.path), ("checked", ", ".join(report.checked))]
    facts += [("note", note) for note in report.notes]
    facts.append(("sound", f"{report.tensors:,} tensors, {human_size(report.nbytes)}"))
    if write_manifest:
        with progress_bar("summing") as progress:
            facts.append(("manifest", str(write(path, manifest, progress=progress, **how))))
    if not as_json:
        out.print(table("Verified", ("", ""), facts))
