"""A file that lies elsewhere as a run of bytes: what is looked at is fetched, in few requests, and little is kept."""

from __future__ import annotations

from collections import deque
from typing import Protocol

WINDOW = 32 * 1024  # bytes asked for at once: a `.bin` of some 250 tensors takes one at its start and one at its end
_KEPT = 4  # windows: start, end, and what lies between


class Readable(Protocol):
    """A folder of which files can be read in part."""

    def size(self, name: str) -> int:
        """Bytes of a file."""
        ...

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes [start, stop) of a file."""
        ...


class RangedFile:
    """The bytes of one file. A run that is longer than a window is fetched without what is kept of it, and not kept."""

    def __init__(self, place: Readable, name: str) -> None:
        self._place, self._name, self._size = place, name, place.size(name)
        self._kept: deque[tuple[int, bytes]] = deque(maxlen=_KEPT)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, run: slice, /) -> bytes:
        """
        Raises:
            RemoteSourceError: the bytes cannot be had.
        """
        at, stop, _ = run.indices(self._size)
        found = []
        while at < stop:
            begin, window = self._window(at, stop)
            part = window[at - begin : stop - begin]
            found.append(part)
            at += len(part)
        return b"".join(found)

    def _window(self, at: int, stop: int) -> tuple[int, bytes]:
        """Bytes with the one at `at`, and where they begin; fetched up to `stop`, or to what is kept from there on."""
        after = self._size
        for begin, kept in self._kept:
            if begin <= at < begin + len(kept):
                return begin, kept
            if at < begin < after:
                after = begin
        begin = min(at, max(0, self._size - WINDOW))  # the last one whole: what is at the end is looked for backwards
        end = min(max(stop, at + WINDOW), after)
        fetched = self._place.read(self._name, begin, end)
        if len(fetched) <= WINDOW:
            self._kept.append((begin, fetched))
        return begin, fetched
