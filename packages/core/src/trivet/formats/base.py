"""What every container shares: the Entry to be written, and how a file of entries reaches the disk."""

from __future__ import annotations

import ctypes
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trivet.dtypes import DType
from trivet.errors import ConversionError
from trivet.progress import Progress

if TYPE_CHECKING:
    import numpy as np

WRITEBACK = 32 * 1024 * 1024  # bytes after which the disk is set to work
_SYNC_FILE_RANGE_WRITE = 2
ALIGNMENT = 64  # bytes; from this on JAX and TensorFlow alias host memory instead of copying it


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor to be written.

    Attributes:
        name: as the file is to have it.
        dtype, shape: as written.
        fetch: gives its bytes when they are needed: C-contiguous uint8 [nbytes], not kept after writing.
    """

    name: str
    dtype: DType
    shape: tuple[int, ...]
    fetch: Callable[[], np.ndarray[Any, Any]]

    @property
    def nbytes(self) -> int:
        """Bytes of the tensor."""
        count = 1
        for length in self.shape:
            count *= length
        return self.dtype.nbytes(count)


def refuse_duplicate_names(entries: Sequence[Entry]) -> None:
    """
    Raises:
        ConversionError: two entries have one name.
    """
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            raise ConversionError(f"two tensors would be stored as {entry.name!r}")
        seen.add(entry.name)


def write_file(path: Path, header: bytes, entries: Sequence[Entry], *, total: int, progress: Progress) -> None:
    """Write a header and the entries' bytes in order, and fsync. The next entry is fetched while one is written.

    The system is asked to begin writing to the disk as bytes come in, so that little is left for the fsync.

    Args:
        total: bytes of the whole job, for progress.
    """
    with open(path, "xb", buffering=0) as file, ThreadPoolExecutor(1) as ahead:
        handle, begun = file.fileno(), 0
        position = _write_all(handle, memoryview(header))
        for entry, data in fetched(entries, ahead):
            position += _write_all(handle, data)
            del data  # before the next one is waited for: at most two are in memory
            if position - begun >= WRITEBACK:
                start_writeback(handle, begun, position - begun)
                begun = position
            progress(entry.nbytes, total)
        os.fsync(handle)


def fetched(entries: Sequence[Entry], ahead: ThreadPoolExecutor) -> Iterator[tuple[Entry, memoryview]]:
    """Each entry with its bytes, fetched one ahead.

    Raises:
        ValueError: an entry's bytes are not as many as it declares.
    """
    waiting = deque(ahead.submit(entry.fetch) for entry in entries[:1])
    for entry, following in zip_longest(entries, entries[1:]):
        data = memoryview(waiting.popleft().result().data)
        if following is not None:
            waiting.append(ahead.submit(following.fetch))
        if data.nbytes != entry.nbytes:
            raise ValueError(f"{entry.name}: fetched {data.nbytes} bytes, declared {entry.nbytes}")
        yield entry, data


def _write_all(handle: int, data: memoryview) -> int:
    total = data.nbytes
    while data.nbytes:
        data = data[os.write(handle, data) :]
    return total


def start_writeback(handle: int, offset: int, nbytes: int) -> None:
    """Ask the system to begin writing a range of a file to the disk, without waiting. Does nothing where it cannot."""
    libc = _libc()
    if libc is not None:
        libc.sync_file_range(handle, ctypes.c_int64(offset), ctypes.c_int64(nbytes), _SYNC_FILE_RANGE_WRITE)


@cache
def _libc() -> ctypes.CDLL | None:
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if hasattr(libc, "sync_file_range") else None
