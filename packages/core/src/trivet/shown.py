"""Results as a person looks at them: one line where Python prints them, a table in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

MOST_ROWS = 40
"""Of a table in a notebook: more than fit on a screen, and few enough to scroll past."""


class Rows(NamedTuple):
    """A table.

    Attributes:
        columns: titles; those of numbers end with `>`, and their cells are right-aligned.
        rows: cells.
        more: rows that are left out.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    more: int = 0


def first_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Rows:
    """The first rows of a table, and how many more there are."""
    listed = list(rows)
    return Rows(columns, listed[:MOST_ROWS], max(len(listed) - MOST_ROWS, 0))


class Shown:
    """Gives a class a short `repr` and a table in notebooks; it says its `summary` and its `rows`."""

    __slots__ = ()

    def summary(self) -> str:
        """The result in one line."""
        raise NotImplementedError

    def rows(self) -> Rows:
        """What there is to see below the line."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.summary()}>"

    def _repr_html_(self) -> str:
        return html_table(self.summary(), self.rows())


def html_table(title: str, table: Rows) -> str:
    """A table as HTML, with the colours of the page that it is in."""
    aligned = [
        " style='text-align:right'" if name.endswith(">") else " style='text-align:left'" for name in table.columns
    ]
    head = "".join(
        f"<th{style}>{escape(name.rstrip('>'))}</th>" for name, style in zip(table.columns, aligned, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{style}>{escape(str(cell))}</td>" for cell, style in zip(row, aligned, strict=True))
        + "</tr>"
        for row in table.rows
    )
    more = f"<p>and {table.more:,} more</p>" if table.more else ""
    shown = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if table.rows else ""
    return f"<p><b>{escape(title)}</b></p>{shown}{more}"
