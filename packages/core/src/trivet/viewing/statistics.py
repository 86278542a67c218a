"""Statistics of the values of stored tensors, in blocks of bounded memory."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from trivet.formats.storage import Storage
from trivet.tensors import TensorSpec
from trivet.tensors.elements import blocks

BINS = 41
"""Number of bars of a histogram; the middle one is around the mean."""

_SPAN = 5.0  # standard deviations on either side of the mean that a histogram shows
_FAR = 6.0  # standard deviations from the mean beyond which a value is an outlier

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The values of one tensor; figures are of its finite values, as float64.

    Attributes:
        least, most, mean, deviation: NaN if no value is finite; `deviation` is the standard deviation.
        zeros: number of values that are 0.
        not_finite: number of values that are NaN or infinite.
        outliers: number of values more than 6 standard deviations from the mean.
        histogram: number of values in each of `BINS` bars of equal width, from 5 standard deviations below the mean to
            5 above; the first and the last have all that is farther away, too.
    """

    least: float
    most: float
    mean: float
    deviation: float
    zeros: int
    not_finite: int
    outliers: int
    histogram: tuple[int, ...]


def statistics_of(spec: TensorSpec, storage: Storage) -> Statistics | None:
    """Statistics of a tensor, which is read twice; None if its elements are packed below a byte.

    Sums are of deviations from the first finite value, so that a mean that is large beside them costs no digits.
    """
    if spec.dtype.is_sub_byte and spec.coded is None:
        return None
    array = storage.array(spec)
    count = zeros = not_finite = 0
    least, most, origin, total, squares = math.inf, -math.inf, None, 0.0, 0.0
    for block, _ in blocks(array, array):
        values = _wide(block)
        finite = values[np.isfinite(values)]
        not_finite += values.size - finite.size
        zeros += int((finite == 0).sum())
        if not finite.size:
            continue
        origin = float(finite.flat[0]) if origin is None else origin
        moved = finite - origin
        count, total, squares = count + finite.size, total + float(moved.sum()), squares + float(moved @ moved)
        least, most = min(least, float(finite.min())), max(most, float(finite.max()))
    if origin is None:
        return Statistics(math.nan, math.nan, math.nan, math.nan, 0, not_finite, 0, (0,) * BINS)
    mean = origin + total / count
    deviation = math.sqrt(max(squares / count - (total / count) ** 2, 0.0))
    bars, outliers = np.zeros(BINS, np.int64), 0
    for block, _ in blocks(array, array):
        values = _wide(block)
        distance = (values[np.isfinite(values)] - mean) / (deviation or 1.0)
        outliers += int((np.abs(distance) > _FAR).sum())
        places = np.floor((distance + _SPAN) / (2 * _SPAN) * BINS)
        bars += np.bincount(places.clip(0, BINS - 1).astype(np.int64), minlength=BINS)
    return Statistics(least, most, mean, deviation, zeros, not_finite, outliers, tuple(bars.tolist()))


def _wide(block: Array) -> Array:
    """A block as a flat array of float64; of complex numbers the magnitudes."""
    values = np.abs(block) if block.dtype.kind == "c" else block
    return values.astype(np.float64).reshape(-1)
