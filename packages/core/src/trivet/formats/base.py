"""What every container shares: the Entry to be written, and how a file of entries reaches the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trivet.dtypes import DType
from trivet.progress import Progress

if TYPE_CHECKING:
    import numpy as np

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


def write_file(path: Path, header: bytes, entries: Sequence[Entry], *, total: int, progress: Progress) -> None:
    """Write a header and the entries' bytes in order, one entry in memory at a time, and fsync.

    Args:
        total: bytes of the whole job, for progress.
    """
    with open(path, "xb", buffering=0) as file:
        _write_all(file.fileno(), memoryview(header))
        for entry in entries:
            data = memoryview(entry.fetch().data)
            if data.nbytes != entry.nbytes:
                raise ValueError(f"{entry.name}: fetched {data.nbytes} bytes, declared {entry.nbytes}")
            _write_all(file.fileno(), data)
            progress(entry.nbytes, total)
        os.fsync(file.fileno())


def _write_all(handle: int, data: memoryview) -> None:
    while data.nbytes:
        data = data[os.write(handle, data) :]
