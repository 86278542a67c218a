"""Assembles tensors on the host: one destination, into which each part is moved and cast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from trivet.tensors.relayout import empty_aligned, relayout

Array = np.ndarray[Any, Any]


class Place(Protocol):
    """Selects the elements of an array that a part fills."""

    def of(self, array: Array, /) -> Array:
        """A view of those elements."""
        ...


def assembled(
    moves: Sequence[tuple[Array, Place]], shape: Sequence[int], dtype: np.dtype[Any], *, shift: float = 0.0
) -> Array:
    """A tensor that is put together from parts, which fill every element of it.

    Args:
        moves: each part in its own dtype, and where it goes, in the same shape.
        shift: a number that is added to all values.
    """
    whole = empty_aligned(shape, dtype)
    for part, place in moves:
        target = place.of(whole)
        relayout(shifted(part, shift) if shift else part, dtype, out=target)
    return whole


def shifted(part: Array, shift: float) -> Array:
    """The values with a number added, as float64, so that they are rounded only once, to the final dtype."""
    return part.astype(np.float64) + shift
