"""Seeing that what a checkpoint was opened from is still there: the paths that were looked at, and what they named.

Files are opened one after another, while somebody may be saving over them. If every path still names the file that was
opened once all of them are, there was a moment at which all of them lay there together.
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
    "the folder's files are being replaced one by one, or a save was stopped while it did so: old ones may lie beside "
    "new ones, so nothing was loaded. If nobody is saving there now, save again, or remove this file to load what is "
    "there."
)
_PAUSE = 0.005  # seconds before the second try; each further one waits that much longer


class Watch:
    """Paths, and what they named when they were first looked at."""

    def __init__(self) -> None:
        self._files: dict[Path, Stamp | None] = {}
        self._folders: dict[Path, Stamp | None] = {}
        self._sources: list[SourceFile] = []

    def folder(self, path: Path) -> None:
        """A folder: whether the path still names it counts, not what else lies in it."""
        self._folders.setdefault(path, _identity(path))

    def file(self, path: Path) -> None:
        """A file that is about to be read by its path."""
        self._files.setdefault(path, Stamp.at(path))

    def sources(self, sources: Iterable[SourceFile]) -> None:
        """Files that were opened."""
        self._sources.extend(sources)

    def changed(self) -> Path | None:
        """The first that is no longer what it was, or was gone when it was looked at; None if all are."""
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
        """A folder into which somebody is saving just now."""
        return next((path for path in self._folders if is_in_use(path)), None)


def settled(attempt: Callable[[Watch], Opened]) -> Opened:
    """What an attempt to open files gives, once none of them changed meanwhile. Tries again a few times.

    Args:
        attempt: opens files, and notes in the watch what it looks at.

    Raises:
        CheckpointChangedError: they change all the time.
        and what the attempt raises of files that do not change.
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
