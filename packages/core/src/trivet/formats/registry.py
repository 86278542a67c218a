"""The installed formats, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import cast

from trivet.entry_points import origin, points, require_api
from trivet.errors import (
    CheckpointChangedError,
    CorruptFileError,
    SourceNotFoundError,
    UnknownContainerError,
    UnsupportedFileError,
)
from trivet.formats.foreign_files import HEAD, guess_file
from trivet.formats.protocols import FORMAT_API_VERSION, Format, KeyedFormat
from trivet.tensors import Catalog
from trivet.tensors.source_files import SourceFile, let_go_beyond

_GROUP = "trivet.formats"
_OWN = {"gguf": "trivet.formats.gguf:GgufFormat"}
"""Core's formats that its metadata do not list: an editable install's may be outdated."""


@cache
def format_points() -> Mapping[str, EntryPoint]:
    """Entry points of the formats by name. None is loaded."""
    installed = points(_GROUP)
    if not any(origin(point) == "trivet" for point in installed.values()):
        return installed
    return {**{name: EntryPoint(name, value, _GROUP) for name, value in _OWN.items()}, **installed}


@cache
def formats() -> tuple[Format, ...]:
    """Every installed format.

    Raises:
        PluginVersionError: one was written for another version of the protocol.
    """
    installed = []
    for point in format_points().values():
        loaded = point.load()
        require_api(loaded, point, _GROUP, FORMAT_API_VERSION)
        installed.append(cast(Format, loaded() if isinstance(loaded, type) else loaded))
    return tuple(installed)


def format_of(path: Path) -> Format:
    """The format that a file is in: by its suffix, else by its first bytes.

    Raises:
        SourceNotFoundError: no such file.
        CorruptFileError: it is not in any installed format.
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
    with path.open("rb") as file:
        guess = guess_file(file.read(HEAD))
    seeming = f"; it seems to be {guess}" if guess else ""
    raise CorruptFileError(path, f"is not in any installed format ({known}){seeming}")


def open_file(path: Path, *, mmap: bool | None = None, is_cache: bool = False, state_key: str | None = None) -> Catalog:
    """The header of one file, in whatever container it is. Its tensors' bytes come from the same open file.

    Args:
        mmap: whether tensors are views of a map of the file, or read; None maps every file that other programs do not
            rewrite in place.
        is_cache: whether the file lies in a cache of downloads, which no other program writes to.
        state_key: the key of the tensors within the file, as in `SourceOptions`.

    Raises:
        SourceNotFoundError: no such file.
        CorruptFileError: the file is malformed, or not in any installed format.
        UnsupportedFileError: it holds nothing that can be read as weights.
        CheckpointChangedError: it was replaced while it was opened.
    """
    return open_with(format_of(path), path, mmap=mmap, is_cache=is_cache, state_key=state_key)


def open_with(
    container: Format, path: Path, *, mmap: bool | None = None, is_cache: bool = False, state_key: str | None = None
) -> Catalog:
    """`open_file` of a file whose container is known."""
    source = SourceFile(path)
    try:
        catalog = container.open(path) if state_key is None else _open_within(container, path, state_key)
    except CorruptFileError as error:
        raise _with_guess(error, container, path) from None
    if not catalog.sources:
        source.is_reopened = True
        catalog = _with_source(catalog, source)
    for each in catalog.sources:
        if each.is_reopened and not each.is_in_place():
            raise CheckpointChangedError(path)
        each.rewritten_in_place = getattr(container, "rewritten_in_place", False)
        each.choose(mmap, is_cache=is_cache)
    return catalog


def _with_guess(error: CorruptFileError, container: Format, path: Path) -> CorruptFileError:
    """The error, or one that says what the file seems to be if its first bytes belong to another format."""
    if error.path != path or container.sniff(path):
        return error
    with path.open("rb") as file:
        head = file.read(HEAD)
    guess = guess_file(head) if head else None
    if guess is None or guess.startswith("text"):
        return error
    return CorruptFileError(path, f"is not in the {container.name} format; it seems to be {guess}")


def _open_within(container: Format, path: Path, key: str) -> Catalog:
    if not isinstance(container, KeyedFormat):
        reason = f"is a {container.name} file, which has no keys above its tensors: leave out state_key={key!r}"
        raise UnsupportedFileError(path, reason)
    return container.open_within(path, key)


def open_files(
    paths: Iterable[Path], *, mmap: bool | None = None, is_cache: bool = False, state_key: str | None = None
) -> list[Catalog]:
    """The headers of the files of one checkpoint, not all of which may be held open.

    Raises:
        as `open_file`.
    """
    catalogs, held = [], 0
    for path in paths:
        catalogs.append(open_file(path, mmap=mmap, is_cache=is_cache, state_key=state_key))
        held = let_go_beyond(catalogs[-1].sources, held)
    return catalogs


def _with_source(catalog: Catalog, source: SourceFile) -> Catalog:
    """The catalog of a format that does not use open files, with the source added."""
    file = str(source.path)
    specs = [replace(spec, source=source) if spec.file == file else spec for spec in catalog.values()]
    return Catalog(specs, files=catalog.files, metadata=catalog.metadata, sources=[source])


@cache
def format_named(name: str) -> Format:
    """The installed format of that name.

    Raises:
        UnknownContainerError: no installed format has that name.
    """
    by_name = {candidate.name: candidate for candidate in formats()}
    if name not in by_name:
        raise UnknownContainerError(name, list(by_name))
    return by_name[name]
