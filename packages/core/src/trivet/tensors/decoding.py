"""Decoding of coded tensors: bands of rows that stay in the second-level cache, in a few threads, into one array."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from trivet.tensors.catalog import Coded
from trivet.tensors.relayout import empty_aligned

_BAND = 128 * 1024  # values that are decoded at once: with their temporaries they stay in the second-level cache
_THREADED_FROM = 1024 * 1024  # values; below, starting threads takes longer than decoding

Array = np.ndarray[Any, Any]


def decoded(coded: Coded, parts: Sequence[Array], dtype: np.dtype[Any], *, threads: int | None = None) -> Array:
    """All values, in an aligned array of `coded.shape`.

    Args:
        parts: the stored tensors.
        dtype: of the result: the scheme's own, or another float dtype to which the rounded values are cast.
        threads: how many to use; None uses one per CPU for a large tensor.
    """
    out = empty_aligned(coded.shape, dtype)
    if out.size:
        decode_rows(coded, parts, 0, out.reshape(coded.rows, coded.columns), threads=threads)
    return out


def decode_rows(coded: Coded, parts: Sequence[Array], first: int, out: Array, *, threads: int | None = None) -> None:
    """Fill an array with some rows.

    Args:
        first: index of the first row, a multiple of `coded.unit`.
        out: [rows, columns], C-contiguous; a multiple of `coded.unit` rows, unless it reaches the end.
    """
    step = max(1, _BAND // max(1, coded.columns * coded.unit)) * coded.unit
    starts = range(0, len(out), step)
    workers = threads or min(8, os.cpu_count() or 1)

    def run(mine: Sequence[int]) -> None:
        # codes may decode to infinities, and be cast to a narrower dtype: both are counted and reported elsewhere
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            for start in mine:
                coded.decoder.decode(parts, first + start, out[start : start + step])

    if workers == 1 or len(starts) == 1 or (threads is None and out.size < _THREADED_FROM):
        run(starts)
        return
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(run, starts[index::workers]) for index in range(workers)]:
            done.result()


def covering_rows(coded: Coded, bounds: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The rows that have to be decoded for a part: first index and end.

    Args:
        bounds: of the part, on the axes of `coded.shape`.
    """
    if len(bounds) < 2:
        return 0, coded.rows
    inner = math.prod(coded.shape[1:-1])
    first, end = bounds[0][0] * inner, bounds[0][1] * inner
    first -= first % coded.unit
    return first, min(coded.rows, -(-end // coded.unit) * coded.unit)


def store(values: Array, rounded: np.dtype[Any], out: Array) -> None:
    """Round values to a scheme's dtype and store them.

    Args:
        values: of float32, in the shape of `out`.
        rounded: the scheme's dtype.
    """
    if rounded not in (values.dtype, out.dtype):
        values = values.astype(rounded)
    if values is not out:
        np.copyto(out, values, casting="unsafe")
