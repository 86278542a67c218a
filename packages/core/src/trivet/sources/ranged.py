"""A remote file as a sequence of bytes: slices are fetched in few requests, and little is cached."""

from __future__ import annotations

from collections import deque
from typing import Protocol

WINDOW = 32 * 1024  # bytes of a request: a `.bin` of some 250 tensors takes one at its start and one at its end
_KEPT = 4  # cached windows: start, end, and some between


class Readable(Protocol):
    """A folder whose files can be read in part."""

    def size(self, name: str) -> int:
        """Size of a file in bytes."""
        ...

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes [start, stop) of a file."""
        ...


class RangedFile:
    """The bytes of one file. Slices longer than a window are not cached; cached parts of them are not fetched."""

    def __init__(self, place: Readable, name: str) -> None:
        self._place, self._name, self._size = place, name, place.size(name)
        self._kept: deque[tuple[int, bytes]] = deque(maxlen=_KEPT)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, run: slice, /) -> bytes:
        """
        Raises:
            RemoteSourceError: the bytes cannot be read.
        """
        at, stop, _ = run.indices(self._size)
        parts = []
        while at < stop:
            begin, window = self._window(at, stop)
            part = window[at - begin : stop - begin]
            parts.append(part)
            at += len(part)
        return b"".join(parts)

    def _window(self, at: int, stop: int) -> tuple[int, bytes]:
        """Start and bytes of a run that contains `at`; fetched up to `stop`, or up to the next cached window."""
        after = self._size
        for begin, kept in self._kept:
            if begin <= at < begin + len(kept):
                return begin, kept
            if at < begin < after:
                after = begin
        begin = min(at, max(0, self._size - WINDOW))  # the last window is whole: footers are searched backwards
        end = min(max(stop, at + WINDOW), after)
        fetched = self._place.read(self._name, begin, end)
        if len(fetched) <= WINDOW:
            self._kept.append((begin, fetched))
        return begin, fetched
