"""Detects whether files changed while a checkpoint was opened, by recording each path and the file that it named.

Files are opened one after another, while another process may be saving over them. If every path still names the file
that was opened after the last of them was opened, there was a moment at which all of them existed together.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from trivet.checkpoint.staging_folders import REPLACING, is_in_use, is_part_new
from trivet.errors import CheckpointChangedError, TrivetError
from trivet.tensors.source_files import SourceFile, Stamp

Opened = TypeVar("Opened")

_TRIES = 8
_PART_NEW = (
    "the folder's files are being replaced one by one, or a save was stopped while it did so: old files may be mixed "
    "with new ones, so nothing was loaded. If no save is running there, save again, or remove this file to load the "
    "files as they are."
)
_PAUSE = 0.005  # seconds before the second try; each further try waits that much longer


class Watch:
    """Paths, and the files that they named when they were first recorded."""

    def __init__(self) -> None:
        self._files: dict[Path, Stamp | None] = {}
        self._folders: dict[Path, Stamp | None] = {}
        self._sources: list[SourceFile] = []

    def folder(self, path: Path) -> None:
        """Record a folder: only whether the path still names it matters, not its other files."""
        self._folders.setdefault(path, _identity(path))

    def file(self, path: Path) -> None:
        """Record a file that is about to be read by its path."""
        self._files.setdefault(path, Stamp.at(path))

    def sources(self, sources: Iterable[SourceFile]) -> None:
        """Record files that were opened."""
        self._sources.extend(sources)

    def changed(self) -> Path | None:
        """The first path that names another file now, or that named none when it was recorded; None if none does."""
        for path, folder in self._folders.items():
            if _identity(path) != folder:
                return path
            if is_part_new(path):
                return path / REPLACING
        for path, file in self._files.items():
            if file is None or Stamp.at(path) != file:
                return path
        return next((source.path for source in self._sources if not source.is_in_place()), None)

    def is_being_written(self) -> Path | None:
        """A folder into which another process is saving now."""
        return next((path for path in self._folders if is_in_use(path)), None)


def settled(attempt: Callable[[Watch], Opened]) -> Opened:
    """The result of an attempt to open files during which none of them changed. Tries again a few times.

    Args:
        attempt: opens files, and records their paths in the watch.

    Raises:
        CheckpointChangedError: the files changed at every attempt.
        and whatever the attempt raises for files that do not change.
    """
    changed: Path | None = None
    problem: TrivetError | None = None
    for number in range(_TRIES):
        if number:
            time.sleep(_PAUSE * number)
        watch, problem = Watch(), None
        try:
            opened = attempt(watch)
        except CheckpointChangedError as error:
            changed, problem = error.path, error
        except TrivetError as error:
            changed, problem = watch.changed() or watch.is_being_written(), error
            if changed is None:
                raise
        else:
            changed = watch.changed()
            if changed is None:
                return opened
    assert changed is not None
    raise CheckpointChangedError(changed, _PART_NEW if changed.name == REPLACING else None) from problem


def _identity(path: Path) -> Stamp | None:
    stamp = Stamp.at(path)
    return None if stamp is None else replace(stamp, size=0, modified=0)
