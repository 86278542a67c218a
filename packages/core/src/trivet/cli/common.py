"""Helpers that the subcommands share: error handling, options, tables."""

from __future__ import annotations

import errno
import io
import json
import math
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any

import typer
import typer.core
from rich.console import Console
from rich.table import Table

from trivet.cli.rows import visible
from trivet.errors import TrivetError

StateKey = Annotated[
    str | None, typer.Option("--state-key", help="Key of the state dict within a .bin; dots lead further down.")
]


def checked_backend(backend: str | None) -> str | None:
    """The backend that an option names.

    Raises:
        typer.BadParameter: there is no such backend.
    """
    from trivet.backends.registry import KNOWN_BACKENDS

    if backend is not None and backend not in KNOWN_BACKENDS:
        raise typer.BadParameter(f"{backend!r} is not one of {', '.join(KNOWN_BACKENDS)}", param_hint="--backend")
    return backend


def quiet_frameworks(framework: str | None) -> None:
    """Keep TensorFlow's messages at startup out of the output, which it writes past Python's `sys.stderr`.

    Args:
        framework: the backend that will be used; None is the first that is installed.
    """
    from trivet.backends.registry import KNOWN_BACKENDS, backend_points

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    used = framework or next((name for name in KNOWN_BACKENDS if name in backend_points()), None)
    if used != "tensorflow" or "tensorflow" in sys.modules or find_spec("tensorflow") is None:
        return
    with tempfile.TemporaryFile() as file:
        kept = os.dup(2)
        try:
            os.dup2(file.fileno(), 2)
            import_module("tensorflow")
        except BaseException:
            file.seek(0)
            os.write(kept, file.read())
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)


class TrivetApp(typer.Typer):
    """Exits with code 130 on Ctrl-C before a subcommand runs, without a traceback."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command of this process."""
        try:
            return super().__call__(*args, **kwargs)
        except KeyboardInterrupt:
            sys.exit(130)


class TrivetGroup(typer.core.TyperGroup):
    """Exits with one clear message and code 2 on an error, and with code 130 on Ctrl-C, never with a traceback.

    Code 1 is the answer "no" of commands that compare or check.

    Errors are those that trivet raises, and errors of the system about files, such as one that cannot be read.
    """

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the command; what the output's encoding cannot say is written as an escape."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*arguments, **options)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Read the command line."""
        try:
            return super().make_context(*args, **kwargs)
        except KeyboardInterrupt:
            sys.exit(130)

    def invoke(self, ctx: Any) -> Any:
        """Run a subcommand."""
        try:
            return super().invoke(ctx)
        except (TrivetError, OSError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # the reader of a pipe has closed it, as `head` does: typer exits silently
            message = plain(_in_its_words(str(error), self.commands.get(ctx.invoked_subcommand or "")))
            Console(stderr=True, highlight=False).print(f"[bold red]error:[/] {message}", soft_wrap=True)
            sys.exit(2)
        except KeyboardInterrupt:
            Console(stderr=True).print("interrupted; the destination is unchanged")
            sys.exit(130)


_NAMED_OTHERWISE = {"local_files_only": "--offline", "check_sums": "--check-sums"}


def _in_its_words(message: str, command: Any) -> str:
    """A message of a function, with its arguments called as the options of a command are: `--overwrite`."""
    options = {each.name: each.opts[0] for each in getattr(command, "params", ()) if each.opts[0].startswith("--")}
    for name, option in {**options, **_NAMED_OTHERWISE}.items():
        message = re.sub(rf"(?<![\w-]){name}=True\b", option, message)
        message = re.sub(rf"(?<![\w-]){name}=(?=\s)", option, message)
        message = re.sub(rf"(?<![\w-]){name}=", f"{option} ", message)
        if "_" in name:
            message = re.sub(rf"(?<![\w-]){name}(?![\w-])", option, message)
    return message


def plain(text: str) -> str:
    """Text from a checkpoint, safe to print by rich: without markup and without control codes for the terminal."""
    from rich.markup import escape

    return escape("\n".join(map(visible, text.split("\n"))))


def print_json(document: object) -> None:
    """Print a document as JSON that every program reads: what is no number is the text `inf`, `-inf` or `nan`."""
    typer.echo(json.dumps(_strict(document), indent=2, allow_nan=False))


def _strict(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _strict(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_strict(each) for each in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


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
