"""The installed containers, and which of them a file is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast

from trivet.errors import CorruptFileError, SourceNotFoundError, UnknownFormatError
from trivet.plugins import Format, format_points
from trivet.tensors import Catalog


@cache
def formats() -> tuple[Format, ...]:
    """Every installed format."""
    loaded = (point.load() for point in format_points().values())
    return tuple(cast(Format, each() if isinstance(each, type) else each) for each in loaded)


def format_of(path: Path) -> Format:
    """The format that a file is in: by its suffix, else by its first bytes.

    Raises:
        SourceNotFoundError: no such file.
        CorruptFileError: it is none of the installed formats.
    """
    if not path.is_file():
        raise SourceNotFoundError(path, "there is no such file.")
    for candidate in formats():
        if path.name.endswith(tuple(candidate.suffixes)):
            return candidate
    for candidate in formats():
        if candidate.sniff(path):
            return candidate
    known = ", ".join(candidate.name for candidate in formats())
    raise CorruptFileError(path, f"is in no container that is installed ({known})")


def open_file(path: Path) -> Catalog:
    """The header of one file, in whatever container it is."""
    return format_of(path).open(path)


@cache
def format_named(name: str) -> Format:
    """The installed format of that name.

    Raises:
        UnknownFormatError: none is called so.
    """
    found = {candidate.name: candidate for candidate in formats()}
    if name not in found:
        raise UnknownFormatError(name, list(found))
    return found[name]
