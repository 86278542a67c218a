"""Progress: a callback that is handed in. Silent by default, a rich bar on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Called whenever more bytes are done. `total` is known at the first call."""

    def __call__(self, nbytes: int, total: int) -> None:
        """Report that `nbytes` more of `total` bytes are done."""
        ...


def silent(nbytes: int, total: int) -> None:
    """The default: reports nothing."""


@contextmanager
def progress_bar(label: str, *, minimum: int = 64 * 1024 * 1024) -> Iterator[Progress]:
    """A bar on standard error, if that is a terminal and there are at least `minimum` bytes to do; else silent."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(label), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, visible=False)

        def advance(nbytes: int, total: int) -> None:
            bar.update(task, advance=nbytes, total=total, visible=total >= minimum)

        yield advance
