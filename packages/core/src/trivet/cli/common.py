"""Helpers that the subcommands share: error handling, options, tables."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer
import typer.core
from rich.console import Console
from rich.table import Table

from trivet.errors import TrivetError
from trivet.sources.options import SourceOptions

SOURCE_HELP = "A checkpoint folder, a weights file, a shard index, a repository (organisation/name) or an address."
StateKey = Annotated[
    str | None, typer.Option("--state-key", help="Key of the state dict within a .bin; dots lead further down.")
]
Revision = Annotated[str | None, typer.Option(help="Branch, tag or commit of a repository.")]


def source_options(revision: str | None) -> SourceOptions:
    """How to reach a source; tokens, caches and endpoints come from huggingface_hub's own settings."""
    return SourceOptions(revision=revision)


def checked_backend(backend: str | None) -> str | None:
    """The backend that an option names.

    Raises:
        typer.BadParameter: there is no such backend.
    """
    from trivet.backends.registry import KNOWN_BACKENDS

    if backend is not None and backend not in KNOWN_BACKENDS:
        raise typer.BadParameter(f"{backend!r} is not one of {', '.join(KNOWN_BACKENDS)}", param_hint="--backend")
    return backend


def quiet_frameworks() -> None:
    """Keep TensorFlow's messages at startup out of the output."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


class TrivetGroup(typer.core.TyperGroup):
    """Exits with one clear message and code 1 on an error, and with code 130 on Ctrl-C, never with a traceback.

    Errors are those that trivet raises, and errors of the system about files, such as one that cannot be read.
    """

    def invoke(self, ctx: Any) -> Any:
        """Run a subcommand."""
        try:
            return super().invoke(ctx)
        except (TrivetError, OSError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # the reader of a pipe has closed it, as `head` does: typer exits silently
            Console(stderr=True, highlight=False).print(f"[bold red]error:[/] {plain(str(error))}", soft_wrap=True)
            sys.exit(1)
        except KeyboardInterrupt:
            Console(stderr=True).print("interrupted; the destination is unchanged")
            sys.exit(130)


def plain(text: str) -> str:
    """Text from a checkpoint, safe to print: without markup and without control codes for the terminal."""
    from rich.markup import escape

    shown = (each if each.isprintable() or each == "\n" else each.encode("unicode_escape").decode() for each in text)
    return escape(text if text.isprintable() else "".join(shown))


def console() -> Console:
    """The console for results. Piped output is not cut at 80 columns."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 160)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()) -> Table:
    """A plain table; the columns named in `right` are right-aligned."""
    named = any(columns)
    built = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=named)
    for column in columns:
        built.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        built.add_row(*(plain(str(cell)).replace("\n", "\\n") for cell in row))
    return built
