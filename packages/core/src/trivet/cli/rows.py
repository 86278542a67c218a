"""Rows of text: columns that line up, printed as they come, and never wider than a terminal."""

from __future__ import annotations

import pydoc
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence

import typer
from rich.cells import cell_len, set_cell_size

_GAP = "  "
_LEAST = 12  # cells of the column that is shortened


def visible(text: str) -> str:
    """Text from a checkpoint, safe to print: without control codes for the terminal, on one line."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def width_of_output() -> int | None:
    """Cells of a line of the terminal; None if the output goes elsewhere and has no end."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def can_print(text: str) -> bool:
    """Whether the output's encoding has the characters."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def shortened(text: str, cells: int) -> str:
    """Text with its middle left out, if it is too long."""
    if cell_len(text) <= cells:
        return text
    mark = "…" if can_print("…") else "..."
    room = max(cells - len(mark), 2)
    return f"{text[: room - room // 2]}{mark}{text[-(room // 2) :]}"


def bar(part: float, cells: int = 10) -> str:
    """A part of a whole, from 0 to 1, as a bar of at most so many cells."""
    eighths = round(max(0.0, min(part, 1.0)) * cells * 8)
    if can_print("█▏"):
        rest = "▏▎▍▌▋▊▉"[eighths % 8 - 1] if eighths % 8 else ""
        return "█" * (eighths // 8) + rest
    return "#" * round(eighths / 8)


def lines(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[str] = (),
    flexible: str = "",
    width: int | None = None,
) -> Iterator[str]:
    """A table, line by line.

    Args:
        columns: their titles; if all are empty there is no line of titles.
        rows: cells, already safe to print.
        right: columns that end at the right.
        flexible: the column whose cells are shortened in the middle if lines are too wide.
        width: cells of a line; None is no limit.
    """
    widths = [max([cell_len(title), *(cell_len(row[place]) for row in rows)]) for place, title in enumerate(columns)]
    if width is not None and flexible in columns:
        place = columns.index(flexible)
        over = sum(widths) + len(_GAP) * (len(columns) - 1) - width
        if over > 0:
            widths[place] = max(widths[place] - over, _LEAST)
    if any(columns):
        yield _line(columns, columns, widths, right)
    for row in rows:
        yield _line(row, columns, widths, right)


def _line(cells: Sequence[str], columns: Sequence[str], widths: Sequence[int], right: Sequence[str]) -> str:
    written = []
    for cell, title, width in zip(cells, columns, widths, strict=True):
        text = shortened(cell, width)
        room = width - cell_len(text)
        written.append(" " * room + text if title in right else set_cell_size(text, width))
    return _GAP.join(written).rstrip()


def show(text: Iterable[str]) -> None:
    """Print lines; on a terminal that they do not fit on, through a pager."""
    if not sys.stdout.isatty():
        for line in text:
            typer.echo(line)
        return
    whole = list(text)
    if len(whole) < shutil.get_terminal_size().lines:
        typer.echo("\n".join(whole))
    else:
        pydoc.pager("\n".join(whole))
