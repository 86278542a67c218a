"""Numbers of few bits: the values of their codes, and codes taken out of bytes."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

E2M1 = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.0, -0.5, -1, -1.5, -2, -3, -4, -6], np.float32)
"""Values of the four-bit floating point of the OCP MX formats
(https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf): bit 3 is the sign."""


def pair_table(values: Array, *, high_first: bool) -> Array:
    """byte → the two values of its nibbles, as one element of eight bytes: [256].

    Args:
        values: of the sixteen codes: [16], float32.
        high_first: whether the value of the upper nibble comes first.
    """
    byte = np.arange(256)
    low, high = values[byte & 15], values[byte >> 4]
    pairs = np.stack([high, low] if high_first else [low, high], -1)
    return np.ascontiguousarray(pairs, np.float32).view(np.uint64)[:, 0]


@cache
def e2m1_pairs() -> Array:
    """The table of bytes that hold two values of `E2M1`, the lower nibble first."""
    return pair_table(E2M1, high_first=False)


def look_up(table: Array, codes: Array) -> Array:
    """The elements of a table of 256 for the bytes of an array: in its shape, C-contiguous."""
    found: Array = np.take(table, codes.astype(np.intp), mode="clip")
    return found


def nibbles(codes: Array) -> Array:
    """The codes of four bits in bytes, the lower nibble first: [..., 2 n] for [..., n]."""
    out = np.empty((*codes.shape, 2), np.uint8)
    np.bitwise_and(codes, 15, out=out[..., 0])
    np.right_shift(codes, 4, out=out[..., 1])
    return out.reshape(*codes.shape[:-1], 2 * codes.shape[-1])
