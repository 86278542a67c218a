"""Writes entries to the disk: in windows that a few threads fill and write, or whole and one ahead; then fsyncs.

Moving a matrix into another layout costs more than writing it, and with whole tensors in fresh memory both cost twice
as much. So a file is cut into windows; each thread fills its window, in memory that it reuses, and writes it. Large
files bypass the page cache, whose fresh pages cost more than everything else; the next reader reads from the disk.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from trivet.progress import Progress
from trivet.tensors.entry import Entry
from trivet.tensors.relayout import empty_aligned, relayout

WINDOW = 16 * 1024 * 1024  # bytes of the file that a thread fills at once: 1024 rows of 8192 two-byte elements
WORKERS = 3  # threads of one file: one waits for the disk while two fill the next windows
DIRECT_FROM = 64 * 1024 * 1024  # bytes of a file; smaller ones are likely to be read again at once
WRITEBACK = 8 * 1024 * 1024  # bytes after which writing to the disk is started, for files that use the page cache
_BLOCK = 4096  # offset, length and address of a write that bypasses the page cache are multiples of this
_SYNC_FILE_RANGE_WRITE = 2

Array = np.ndarray[Any, Any]
Part = tuple[Array, np.dtype[Any], int]  # part of a tensor in its present form, dtype to write, offset in the window


def write_file(path: Path, header: bytes, entries: Sequence[Entry], *, total: int, progress: Progress) -> None:
    """Write a header and the entries' bytes in order, and fsync.

    Args:
        total: bytes of the whole save, for progress.

    Raises:
        ValueError: an entry has another number of bytes than it declares.
    """
    with open(path, "xb", buffering=0) as file:
        size = len(header) + sum(entry.nbytes for entry in entries)
        direct = size >= DIRECT_FROM and _set_direct(file.fileno(), True)
        counted = _without(len(header), progress)
        _Windows(file.fileno(), _windows(header, entries, size), direct, total, counted).write()
        os.fsync(file.fileno())


def _without(overhead: int, progress: Progress) -> Progress:
    """Progress of the tensors' bytes alone, without the first `overhead` bytes that are written."""

    def counted(nbytes: int, total: int) -> None:
        nonlocal overhead
        passed = min(overhead, nbytes)
        overhead -= passed
        progress(nbytes - passed, total)

    return counted


class _Windows:
    """Windows taken by threads in order, filled side by side, and written one at a time."""

    def __init__(
        self, handle: int, windows: Iterator[tuple[int, int, list[Part]]], direct: bool, total: int, progress: Progress
    ) -> None:
        self._handle, self._windows, self._direct = handle, windows, direct
        self._total, self._progress = total, progress
        self._taking, self._writing = threading.Lock(), threading.Lock()
        self._failed = False
        self._rest: tuple[Array, int] | None = None  # the end of the last window, which does not fill a block

    def write(self) -> None:
        """Write them all; after a failure or Ctrl-C, the other threads stop at their next window."""
        with ThreadPoolExecutor(WORKERS) as pool:
            jobs = [pool.submit(self._work) for _ in range(WORKERS)]
            try:
                for job in jobs:
                    job.result()
            except BaseException:
                self._failed = True
                raise
        if self._rest is not None:
            _set_direct(self._handle, False)
            self._put(*self._rest)

    def _work(self) -> None:
        try:
            window = np.empty(0, np.uint8)
            while (taken := self._next()) is not None:
                position, nbytes, parts = taken
                if window.size < nbytes:
                    window = empty_aligned((nbytes,), np.dtype(np.uint8))
                for view, dtype, start in parts:
                    out = window[start : start + view.size * dtype.itemsize].view(dtype).reshape(view.shape)
                    relayout(view, dtype, out=out, threads=1)
                del taken, parts
                with self._writing:
                    self._write(window[:nbytes], position)
        except BaseException:
            self._failed = True
            raise

    def _next(self) -> tuple[int, int, list[Part]] | None:
        with self._taking:
            return None if self._failed else next(self._windows, None)

    def _write(self, window: Array, position: int) -> None:
        whole = window.size - window.size % _BLOCK if self._direct else window.size
        self._put(window[:whole], position)
        if whole < window.size:
            self._rest = window[whole:].copy(), position + whole
        self._progress(window.size, self._total)

    def _put(self, window: Array, position: int) -> None:
        try:
            _write_at(self._handle, window.data, position)
        except OSError as error:
            # Some file systems take the flag and then refuse its writes; a full disk may leave half a block written.
            if error.errno != errno.EINVAL or not self._direct:
                raise
            self._direct = not _set_direct(self._handle, False)
            _write_at(self._handle, window.data, position)
        if not self._direct:
            start_writeback(self._handle, position, window.size)


def _windows(header: bytes, entries: Sequence[Entry], size: int) -> Iterator[tuple[int, int, list[Part]]]:
    """(position in the file, bytes, parts) of each window, in file order."""
    parts: list[Part] = []
    position, filled = 0, 0
    for view, dtype in _contents(header, entries):
        done, count = 0, view.size
        while done < count:
            room = (WINDOW - filled) // dtype.itemsize
            for part in _elements(view, done, min(done + room, count)):
                parts.append((part, dtype, filled))
                filled += part.size * dtype.itemsize
            done = min(done + room, count)
            if filled + dtype.itemsize > WINDOW:
                yield position, filled, parts
                position, filled, parts = position + filled, 0, []
    if filled:
        yield position, filled, parts
    assert position + filled == size, "the entries are as long as they say"


def _contents(header: bytes, entries: Sequence[Entry]) -> Iterator[tuple[Array, np.dtype[Any]]]:
    """Header and tensors as arrays, each with the dtype to write; bytes if a tensor can only be fetched."""
    yield np.frombuffer(header, np.uint8), np.dtype(np.uint8)
    for entry in entries:
        if entry.view is None:
            yield _fetched_bytes(entry), np.dtype(np.uint8)
            continue
        view = entry.view()
        if view.shape != entry.shape:
            raise ValueError(f"{entry.name}: its view is {list(view.shape)}, declared {list(entry.shape)}")
        yield view, entry.dtype.numpy


def _elements(view: Array, start: int, stop: int) -> Iterator[Array]:
    """Elements `start` to `stop` of a view in C order: the end of a row, whole rows, the beginning of a row."""
    if start == stop:
        return
    if start == 0 and stop == view.size:
        yield view
    elif view.ndim == 1:
        yield view[start:stop]
    else:
        row = view.size // len(view)
        first, last = -(-start // row), stop // row
        if first > last:
            yield from _elements(view[last], start - last * row, stop - last * row)
            return
        if start % row:
            yield from _elements(view[first - 1], start % row, row)
        if first < last:
            yield view[first:last]
        if stop % row:
            yield from _elements(view[last], 0, stop % row)


def _set_direct(handle: int, direct: bool) -> bool:
    """Set whether writes bypass the page cache; returns whether that was possible."""
    if not hasattr(os, "O_DIRECT"):
        return False
    import fcntl

    flags = fcntl.fcntl(handle, fcntl.F_GETFL)
    try:
        fcntl.fcntl(handle, fcntl.F_SETFL, flags | os.O_DIRECT if direct else flags & ~os.O_DIRECT)
    except OSError:  # not on this file system
        return False
    return True


def _fetched_bytes(entry: Entry) -> Array:
    data = entry.fetch()
    if data.nbytes != entry.nbytes:
        raise ValueError(f"{entry.name}: fetched {data.nbytes} bytes, declared {entry.nbytes}")
    return data


def fetched(entries: Sequence[Entry], ahead: ThreadPoolExecutor) -> Iterator[tuple[Entry, memoryview]]:
    """Each entry with its bytes, fetched one ahead.

    Raises:
        ValueError: an entry has another number of bytes than it declares.
    """
    waiting = deque(ahead.submit(_fetched_bytes, entry) for entry in entries[:1])
    for entry, following in zip_longest(entries, entries[1:]):
        data = memoryview(waiting.popleft().result().data)
        if following is not None:
            waiting.append(ahead.submit(_fetched_bytes, following))
        yield entry, data


def _write_at(handle: int, data: memoryview, offset: int) -> None:
    if not hasattr(os, "pwrite"):  # Windows; writes to one file are never concurrent
        os.lseek(handle, offset, os.SEEK_SET)
    while data.nbytes:
        written = os.pwrite(handle, data, offset) if hasattr(os, "pwrite") else os.write(handle, data)
        data, offset = data[written:], offset + written


def start_writeback(handle: int, offset: int, nbytes: int) -> None:
    """Ask the system to start writing a range of a file to the disk, without waiting. Does nothing if it cannot."""
    libc = _libc()
    if libc is not None:
        libc.sync_file_range(handle, ctypes.c_int64(offset), ctypes.c_int64(nbytes), _SYNC_FILE_RANGE_WRITE)


@cache
def _libc() -> ctypes.CDLL | None:
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if hasattr(libc, "sync_file_range") else None
