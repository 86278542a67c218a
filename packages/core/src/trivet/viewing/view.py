"""`view`: a checkpoint as a page or a picture. The object behind `trivet view`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from trivet.checkpoint.staging import write_atomically
from trivet.errors import DestinationError
from trivet.formats.storage import Storage
from trivet.operations.diff import diff
from trivet.operations.inspect import inspect
from trivet.planning.abstract import plan
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.planning.placement import Device
from trivet.progress import Progress, silent
from trivet.sources.options import SourceOptions, read_with
from trivet.viewing.contents import Contents
from trivet.viewing.drawing import png, svg
from trivet.viewing.page import page
from trivet.viewing.statistics import Statistics, statistics_of

_WRITERS: Mapping[str, Callable[[Contents], bytes]] = {".html": page, ".svg": svg, ".png": png}


def view(
    source: str | os.PathLike[str],
    other: str | os.PathLike[str] | None = None,
    *,
    out: str | os.PathLike[str] | None = None,
    values: bool = False,
    max_memory: Mapping[Device, int | str] | None = None,
    subfolder: str = "",
    variant: str | None = None,
    state_key: str | None = None,
    options: SourceOptions | None = None,
    progress: Progress = silent,
) -> Path:
    """Write a picture of a checkpoint: its modules, where its bytes are, what is tied and how it is quantized.

    Only headers are read, unless values are shown or compared. No framework is needed. A page (`.html`) is one file
    that needs no network; `.svg` and `.png` are pictures for papers, which show the same but for values and tables.

    Args:
        source: as for `open_checkpoint`.
        other: another checkpoint, in any container and dialect: its differences are shown, too.
        out: the file to write; what it is follows from its ending. None writes a page into the working folder, named
            after the source.
        values: whether to read every tensor and show histograms and outliers.
        max_memory: as for `plan`: device → bytes; shows where the parts would go.
        subfolder, variant, state_key, options: as for `inspect`; for both checkpoints.

    Returns:
        The path that was written.

    Raises:
        As for `inspect`; as for `diff` if there is another, and as for `plan` with `max_memory`; also
        DestinationError: the ending is none of those, or the file cannot be written; PackageNotInstalledError: Pillow,
        which draws `.png`, is not installed.
    """
    path = Path(_name_for(source)) if out is None else Path(out)
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise DestinationError(path, f"name a file that ends in {', '.join(_WRITERS)}.")
    where: dict[str, Any] = {"subfolder": subfolder, "variant": variant}
    report = inspect(source, state_key=state_key, options=options, **where)
    statistics: dict[str, Statistics] = {}
    devices = comparison = None
    if max_memory:
        placed = plan(source, to="torch", device_map="auto", max_memory=max_memory, options=options, **where)
        devices = placed.devices
    if values:
        statistics = _statistics(
            open_checkpoint(source, options=read_with(options, state_key=state_key), **where), progress
        )
    if other is not None:
        comparison = diff(source, other, state_key=state_key, options=options, progress=progress, **where)
    write_atomically(path, writer(Contents(report, devices, statistics, comparison)))
    return path


def _statistics(checkpoint: Checkpoint, progress: Progress) -> dict[str, Statistics]:
    """The statistics of every tensor; of quantized weights those of their values."""
    storage, found = Storage(), {}
    specs = checkpoint.catalog
    total = sum(spec.nbytes for spec in specs.values())
    for name, spec in specs.items():
        figures = statistics_of(spec, storage)
        if figures is not None:
            found[name] = figures
        storage.release(spec)
        progress(spec.nbytes, total)
    storage.require_unchanged()
    return found


def _name_for(source: str | os.PathLike[str]) -> str:
    """The file name of a page about a source: its last part, with the parts before it if that is no name."""
    last = re.split(r"[/\\]", os.fspath(source).rstrip("/\\"))[-1].partition("@")[0]
    return f"{re.sub(r'[^A-Za-z0-9._-]', '_', last).strip('.') or 'checkpoint'}.html"
