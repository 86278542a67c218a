"""Moving bytes into another layout or dtype on the host: one destination allocation, blocked, with a few threads.

Reading a transposed view row by row touches a cache line for each element. Copying narrow bars keeps both sides in
cache, and numpy releases the GIL while it copies, so threads help.
"""

from __future__ import annotations

import math
import mmap
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import ml_dtypes
import numpy as np

from trivet.tensors.entry import ALIGNMENT

# A bar of 1024 rows by 16 columns of the destination: its 16 source rows are read as runs, its 1024 destination rows
# stay in the second-level cache until they are full. Twice as fast as square blocks of 64 for 2- and 4-byte elements.
BAR_ROWS, BAR_COLUMNS = 1024, 16

WORD_COLUMNS = 128  # columns whose words are transposed before they are split: 256 KB for a bar of two-byte elements
_WORD = 8  # bytes
_SATURATING, _LARGEST = np.dtype(ml_dtypes.float8_e4m3fn), 448.0

_HUGE_FROM = 4 * 1024 * 1024  # below, a huge page would mostly be padding
_SLOW = 0.001  # seconds for the first touch of a huge page: five times what clearing its two megabytes takes
_LINE = 1024 * 1024  # elements of a vector that are copied at once
_SMALL_MATRIX = 4096  # elements; below, the last two axes are not worth a loop of their own (convolution kernels)
_THREADED_FROM = 32 * 1024 * 1024  # bytes; below this, threads that share a tensor spend more time waiting than copying

Array = np.ndarray[Any, Any]


class HugePages:
    """Memory in huge pages, as long as the system provides them quickly.

    They make the first touch of memory several times cheaper, unless none is available: a virtual machine whose host
    has reclaimed free memory must get each page from the host, and a fragmented system must compact memory first.
    """

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        """
        Args:
            clock: returns this thread's CPU time in seconds, so that time spent waiting for others does not count.
        """
        self._clock = clock
        self.are_slow = False

    def memory(self, nbytes: int) -> mmap.mmap:
        """Zeroed memory; some of its pages may already be resident."""
        # private: the default is a shared map, which a forked child would write through and which gets no huge pages
        memory = mmap.mmap(-1, nbytes, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        if not self.are_slow:
            memory.madvise(mmap.MADV_HUGEPAGE)
            began = self._clock()
            memory[nbytes // 2] = 0  # not at an end, which may lie in a huge page only in part
            self.are_slow = self._clock() - began > _SLOW
            if self.are_slow:
                memory.madvise(mmap.MADV_NOHUGEPAGE)
        return memory


_HUGE_PAGES = HugePages()


def empty_aligned(shape: Sequence[int], dtype: np.dtype[Any]) -> Array:
    """An uninitialised C-ordered array that starts at a multiple of 64 bytes, in huge pages if the system has them."""
    count = int(np.prod(shape, dtype=np.int64))
    nbytes = count * dtype.itemsize
    if nbytes >= _HUGE_FROM and hasattr(mmap, "MADV_HUGEPAGE"):
        return np.frombuffer(_HUGE_PAGES.memory(nbytes), dtype=dtype, count=count).reshape(shape)
    raw = np.empty(nbytes + ALIGNMENT, np.uint8)
    return np.ndarray(shape, dtype, buffer=raw, offset=-raw.ctypes.data % ALIGNMENT)


def is_aligned(array: Array) -> bool:
    """Whether the array is C-contiguous and starts at a multiple of 64 bytes."""
    return array.flags.c_contiguous and array.ctypes.data % ALIGNMENT == 0


def relayout(view: Array, dtype: np.dtype[Any], *, out: Array | None = None, threads: int | None = None) -> Array:
    """A contiguous, aligned copy of a strided view, cast to `dtype` on the way.

    Args:
        out: where to put it (shape of `view`, `dtype`, C-contiguous); allocated when None.
        threads: how many to use; None uses one per CPU for a large array, and a single one for any other.
    """
    if out is None:
        out = empty_aligned(view.shape, dtype)
    if not view.size:
        return out
    same = view.dtype == dtype
    # Equal widths move as plain integers: numpy copies those faster than the dtypes that ml_dtypes registers.
    source, target = (_as_integers(view), _as_integers(out)) if same else (view, out)
    workers = threads or min(8, os.cpu_count() or 1)
    jobs = _jobs(source, target, workers)
    if workers == 1 or len(jobs) == 1 or (threads is None and out.nbytes < _THREADED_FROM):
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


def _jobs(source: Array, target: Array, workers: int) -> list[Callable[[], None]]:
    """Independent copies that together make the whole, a few for each worker."""
    if source.ndim < 2 or math.prod(source.shape[-2:]) < _SMALL_MATRIX:
        return [partial(_copy, source[part], target[part]) for part in _bands(source, workers)]
    jobs: list[Callable[[], None]] = []
    for index in np.ndindex(source.shape[:-2]):
        for part in _bands(source[index], workers):
            jobs.append(partial(_copy_bars, source[index][part], target[index][part]))
    return jobs


def _bands(array: Array, workers: int) -> Iterator[Any]:
    """Slices of the first axis: at most BAR_ROWS long, and short enough that every worker has some."""
    if array.ndim == 0:
        yield ...  # not (), which would return scalars
        return
    share = array.shape[0] if workers == 1 else -(-array.shape[0] // (2 * workers))
    rows = min(BAR_ROWS, -(-share // 64) * 64) if array.ndim > 1 else _LINE
    for start in range(0, array.shape[0], rows):
        yield slice(start, start + rows)


def _copy_bars(source: Array, target: Array) -> None:
    """Copy a matrix; one whose columns are the contiguous axis goes bar by bar."""
    if abs(source.strides[1]) <= abs(source.strides[0]) or 1 in source.shape:
        _copy(source, target)
        return
    if source.dtype == target.dtype and target.flags.c_contiguous and _lies_in_words(source):
        width = _WORD // source.itemsize
        first = -source.ctypes.data % _WORD // source.itemsize
        last = first + (len(source) - first) // width * width
        _copy_words(source[first:last], target[first:last])
        for part in (slice(0, first), slice(last, None)):  # the few rows before the first whole word, after the last
            np.copyto(target[part], source[part])
        return
    for column in range(0, source.shape[1], BAR_COLUMNS):
        bar = slice(column, column + BAR_COLUMNS)
        _copy(source[:, bar], target[:, bar])


def _copy(source: Array, target: Array) -> None:
    """Cast part of an array. A dtype without infinity saturates, as in PyTorch; numpy would produce NaN."""
    with np.errstate(over="ignore", invalid="ignore"):  # overflows are counted and reported elsewhere
        if target.dtype == _SATURATING and source.dtype != _SATURATING:
            source = np.clip(source.astype(np.float32, copy=False), -_LARGEST, _LARGEST)
        np.copyto(target, source, casting="unsafe")


def _lies_in_words(source: Array) -> bool:
    """Whether neighbours in a column of a transposed matrix can be read as 8-byte words, except for a few at its ends.

    Only for elements of two bytes: copying wider ones one by one is faster than splitting words.
    """
    return (
        source.itemsize == 2
        and source.strides[0] == source.itemsize
        and source.strides[1] % _WORD == 0
        and source.ctypes.data % source.itemsize == 0
        and len(source) >= 2 * _WORD
    )


def _copy_words(source: Array, target: Array) -> None:
    """Transpose words of several elements, then split them: fewer strided steps than element by element."""
    width, columns = _WORD // source.itemsize, source.shape[1]
    words = source.T.view(np.uint64).T
    parted = target.reshape(len(words), width, columns)
    for first in range(0, columns, WORD_COLUMNS):
        last = min(first + WORD_COLUMNS, columns)
        part = np.empty((len(words), last - first), np.uint64)
        for column in range(first, last, BAR_COLUMNS):
            bar = slice(column, min(column + BAR_COLUMNS, last))
            np.copyto(part[:, bar.start - first : bar.stop - first], words[:, bar])
        elements = part.view(source.dtype).reshape(*part.shape, width)
        for index in range(width):
            np.copyto(parted[:, index, first:last], elements[:, :, index])
