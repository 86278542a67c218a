"""Counts the values that a narrower dtype cannot hold, so that no load or conversion creates infinities silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import ml_dtypes
import numpy as np

from trivet.dtypes import DType
from trivet.errors import shorten

_BLOCK = 64 * 1024  # elements checked at once: they stay in the second-level cache

Array = np.ndarray[Any, Any]


def can_overflow(source: DType, target: DType) -> bool:
    """Whether a cast can turn a finite value into NaN or infinity. Casts to `F8_E4M3` saturate instead."""
    if target is DType.F8_E4M3 or not (source.is_floating and target.is_floating):
        return False
    if source.is_sub_byte or target.is_sub_byte or DType.F8_E8M0 in (source, target):
        return False
    return _largest(source) > _largest(target)


def count_overflow(array: Array, source: DType, target: DType) -> int:
    """How many finite elements become NaN or infinite in a cast to `target`.

    Magnitudes are compared as integers, which sort like the numbers and which numpy compares fast in every dtype; only
    blocks that hold a value that is too large are cast.

    Args:
        array: of `source`, of any strides.
    """
    if not can_overflow(source, target):
        return 0
    limit, sign = _limit(source, target)
    width = source.numpy.itemsize
    signed, unsigned = np.dtype(f"i{width}"), np.dtype(f"u{width}")
    count = 0
    for block in _blocks(array):
        # as signed integers the largest is the largest positive number, as unsigned ones it is the largest negative one
        if block.view(signed).max() <= limit and block.view(unsigned).max() <= sign + limit:
            continue
        with np.errstate(over="ignore", invalid="ignore"):
            count += int(np.count_nonzero(np.isfinite(block) & ~np.isfinite(block.astype(target.numpy))))
    return count


def overflow_warning(source: object, overflowed: Mapping[str, int]) -> str:
    """The warning that a user gets before using the model.

    Args:
        overflowed: name → how many of its values became NaN or infinite.
    """
    names, count = list(overflowed), sum(overflowed.values())
    return (
        f"{source}: {count:,} value(s) of {len(names)} parameter(s) are too large for the dtype asked for, and became "
        f"NaN or infinite: {shorten(names, 4)}. Ask for a dtype of a wider range, such as bfloat16."
    )


def _blocks(array: Array) -> Iterator[Array]:
    """The elements in runs of a bounded length, in whatever order they lie."""
    if array.flags.f_contiguous:
        array = array.T
    if array.flags.c_contiguous:
        flat = array.reshape(-1)
        yield from (flat[start : start + _BLOCK] for start in range(0, flat.size, _BLOCK))
    elif array.ndim:
        for part in array:
            yield from _blocks(part)


def _largest(dtype: DType) -> float:
    return float(ml_dtypes.finfo(dtype.numpy).max)  # type: ignore[no-untyped-call]


@cache
def _limit(source: DType, target: DType) -> tuple[int, int]:
    """(the magnitude up to which nothing overflows, the bit of the sign), as integers of `source`."""
    unsigned = np.dtype(f"u{source.numpy.itemsize}")
    largest = np.array([_largest(target)]).astype(source.numpy)
    bits = int(largest.view(unsigned)[0])
    return bits - (float(largest[0]) > _largest(target)), 1 << (8 * unsigned.itemsize - 1)
