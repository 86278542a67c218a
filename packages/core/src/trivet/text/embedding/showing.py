"""A bar on a terminal while many texts are handled."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_MANY = 256  # texts from which on a bar is shown if the caller does not say


@contextmanager
def shown(label: str, total: int, wanted: bool | None) -> Iterator[Callable[[int], None]]:
    """A function to call with the number of texts that are done.

    Args:
        wanted: whether there is a bar; None: if there are many texts and standard error is a terminal.
    """
    if wanted is False or (wanted is None and (total < _MANY or not sys.stderr.isatty())):
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda count: bar.update(task, advance=count)
