"""`trivet verify`: checks that a checkpoint is complete, consistent and equal to its manifest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from trivet.cli.common import SOURCE_HELP, Revision, StateKey, console, source_options, table
from trivet.operations.verify import verify as run
from trivet.operations.verify import write_manifest as write
from trivet.progress import progress_bar
from trivet.sizes import human_size


def verify(
    path: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    values: Annotated[
        bool, typer.Option("--values", help="Also look for NaN and infinity in every tensor, and check checksums.")
    ] = False,
    manifest: Annotated[Path | None, typer.Option(help="Also compare with the checksums in this file.")] = None,
    write_manifest: Annotated[
        bool, typer.Option("--write-manifest", help="Write trivet.manifest.json beside the weights, if all is well.")
    ] = False,
    state_key: StateKey = None,
    revision: Revision = None,
) -> None:
    """Check a checkpoint. Exit code 0 means that it is sound, 1 that there are problems."""
    with progress_bar("verifying") as progress:
        reading = replace(source_options(revision), state_key=state_key)
        report = run(path, values=values, manifest=manifest, options=reading, progress=progress)
    out = console()
    if not report.is_sound:
        out.print(table("Problems", ("",), [(problem,) for problem in report.problems]))
        raise typer.Exit(1)
    facts = [("path", report.path), ("checked", ", ".join(report.checked))]
    facts += [("note", note) for note in report.notes]
    facts.append(("sound", f"{report.tensors:,} tensors, {human_size(report.nbytes)}"))
    if write_manifest:
        with progress_bar("summing") as progress:
            facts.append(("manifest", str(write(path, manifest, options=reading, progress=progress))))
    out.print(table("Verified", ("", ""), facts))
