"""Moving bytes into another layout or dtype on the host: one destination allocation, blocked, with a few threads.

Reading a transposed view row by row touches a cache line for each element. Going through square blocks keeps both sides
in cache, and numpy releases the GIL while it copies, so that threads help.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from trivet.formats.base import ALIGNMENT

BLOCK = 64  # elements a side; 64 × 64 × 4 bytes twice fits the first-level cache with room to spare

_HUGE_FROM = 4 * 1024 * 1024  # below, a huge page would mostly be padding
_THREADED_FROM = 1024 * 1024  # bytes; below, starting threads costs more than they bring

Array = np.ndarray[Any, Any]


def empty_aligned(shape: Sequence[int], dtype: np.dtype[Any]) -> Array:
    """An uninitialised C-ordered array from a multiple of 64 bytes on, in huge pages where the system has them."""
    count = int(np.prod(shape, dtype=np.int64))
    nbytes = count * dtype.itemsize
    if nbytes >= _HUGE_FROM and hasattr(mmap, "MADV_HUGEPAGE"):
        memory = mmap.mmap(-1, nbytes)
        memory.madvise(mmap.MADV_HUGEPAGE)
        return np.frombuffer(memory, dtype=dtype, count=count).reshape(shape)
    raw = np.empty(nbytes + ALIGNMENT, np.uint8)
    start = -raw.ctypes.data % ALIGNMENT
    return raw[start : start + nbytes].view(dtype).reshape(shape)


def is_aligned(array: Array) -> bool:
    """Whether the array is C-contiguous and starts at a multiple of 64 bytes."""
    return array.flags.c_contiguous and array.ctypes.data % ALIGNMENT == 0


def relayout(view: Array, dtype: np.dtype[Any], *, out: Array | None = None, threads: int | None = None) -> Array:
    """A contiguous, aligned copy of a strided view, cast to `dtype` on the way.

    Args:
        out: where to put it (shape of `view`, `dtype`, C-contiguous); allocated when None.
        threads: how many to use; None takes the machine's.
    """
    if out is None:
        out = empty_aligned(view.shape, dtype)
    if not view.size:
        return out
    same = view.dtype == dtype
    # Equal widths move as plain integers: numpy copies those faster than the dtypes that ml_dtypes registers.
    source, target = (_as_integers(view), _as_integers(out)) if same else (view, out)
    jobs = _jobs(source, target)
    workers = threads or min(8, os.cpu_count() or 1)
    if workers == 1 or len(jobs) == 1 or out.nbytes < _THREADED_FROM:
        for job in jobs:
            job()
        return out
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(_run, jobs[index::workers]) for index in range(workers)]:
            done.result()
    return out


def _run(jobs: Sequence[Callable[[], None]]) -> None:
    for job in jobs:
        job()


def _as_integers(array: Array) -> Array:
    widths = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}
    return array.view(widths[array.dtype.itemsize]) if array.dtype.itemsize in widths else array


def _jobs(source: Array, target: Array) -> list[Callable[[], None]]:
    """Independent copies that together make the whole: bands of rows of each matrix (the last two axes)."""
    if source.ndim < 2:
        return [lambda: np.copyto(target, source, casting="unsafe")]
    jobs: list[Callable[[], None]] = []
    for index in np.ndindex(source.shape[:-2]):
        rows = source.shape[-2]
        band = max(BLOCK, -(-rows // 32 // BLOCK) * BLOCK)
        for start in range(0, rows, band):
            part = (*index, slice(start, start + band))
            jobs.append(_copy_job(source[part], target[part]))
    return jobs


def _copy_job(source: Array, target: Array) -> Callable[[], None]:
    row_major = abs(source.strides[1]) <= abs(source.strides[0]) or 1 in source.shape

    def copy() -> None:
        if row_major:
            np.copyto(target, source, casting="unsafe")
            return
        for row in range(0, source.shape[0], BLOCK):
            for column in range(0, source.shape[1], BLOCK):
                block = (slice(row, row + BLOCK), slice(column, column + BLOCK))
                np.copyto(target[block], source[block], casting="unsafe")

    return copy
