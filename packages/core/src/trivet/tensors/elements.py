"""Comparison of arrays in blocks of a bounded number of elements, whatever their size and strides."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import ml_dtypes
import numpy as np

_ELEMENTS = 2 * 1024 * 1024  # compared at once: bounds memory whatever the tensor's size

_COMPUTED = 1e-6  # how far results of the same formula in float32 may differ

Array = np.ndarray[Any, Any]


def blocks(left: Array, right: Array) -> Iterator[tuple[Array, Array]]:
    """Matching parts of two arrays of one shape along the first axis."""
    if left.ndim == 0:
        yield left[None], right[None]
        return
    rows = max(1, _ELEMENTS // max(1, math.prod(left.shape[1:])))
    for start in range(0, left.shape[0], rows):
        yield left[start : start + rows], right[start : start + rows]


def same_bits(left: Array, right: Array) -> bool:
    """Whether two arrays of one dtype and shape have the same bytes: NaNs of different bits differ."""
    void = np.dtype(f"V{left.dtype.itemsize}")
    return bool((left.view(void) == right.view(void)).all())


def same_values(left: Array, right: Array) -> bool:
    """Whether two arrays of one shape, perhaps of different dtypes, hold the same numbers."""
    if left.dtype == right.dtype:
        return all(same_bits(x, y) for x, y in blocks(left, right))
    wide = ((x.astype(np.float64), y.astype(np.float64)) for x, y in blocks(left, right))
    return all(np.array_equal(x, y, equal_nan=True) for x, y in wide)


def same_but_for_rounding(stored: Array, exact: Array) -> bool:
    """Whether an array of floats holds numbers of magnitude 1 at most, each rounded to its dtype."""
    try:
        eps = float(ml_dtypes.finfo(stored.dtype).eps)  # type: ignore[no-untyped-call]
    except ValueError:  # integers, or elements that numpy knows as bytes only
        return False
    tolerance = max(eps, _COMPUTED)
    wide = ((x.astype(np.float64), y.astype(np.float64)) for x, y in blocks(stored, exact))
    return all(bool((np.abs(x - y) <= tolerance).all()) for x, y in wide)
