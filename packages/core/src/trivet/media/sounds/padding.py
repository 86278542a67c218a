"""Sounds of one length: padding, and masks of what is sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from trivet.errors import InvalidInputError


def padded_to(
    padding: Any, lengths: Sequence[int], max_length: int | None, multiple: int | None, truncation: bool
) -> int | None:
    """The length that all are padded to; None if they keep their own.

    Args:
        padding: True or `longest`, `max_length`, False or `do_not_pad`.
        lengths: of the sounds, after truncation.
        max_length: the most, or the length that `max_length` means.
        multiple: of which the length is a multiple.

    Raises:
        InvalidInputError: `max_length` is needed and missing, or there is no such padding.
    """
    way = {True: "longest", False: "do_not_pad"}.get(padding, str(getattr(padding, "value", padding)))
    if way not in ("longest", "max_length", "do_not_pad"):
        raise InvalidInputError(f"padding is {padding!r}: it may be True, False, 'longest' or 'max_length'")
    if max_length is None and (way == "max_length" or truncation):
        named = "padding='max_length'" if way == "max_length" else "truncation=True"
        raise InvalidInputError(f"{named} needs max_length, the number of samples or frames")
    if way == "do_not_pad":
        return None
    return up_to(max(lengths, default=0) if way == "longest" else max_length or 0, multiple)


def up_to(length: int, multiple: int | None) -> int:
    """The next multiple of a number."""
    return length if not multiple else -(-length // multiple) * multiple


def padded(values: Sequence[np.ndarray], length: int | None, side: str, value: float) -> list[np.ndarray]:
    """Arrays [n, …] with a value before (`left`) or behind (`right`) what there is of each, up to a length.

    Raises:
        InvalidInputError: there is no such side.
    """
    if side not in ("left", "right"):
        raise InvalidInputError(f"padding_side is {side!r}: it may be 'left' or 'right'")
    result = []
    for each in values:
        missing = 0 if length is None else max(length - len(each), 0)
        around = (missing, 0) if side == "left" else (0, missing)
        rest = [(0, 0)] * (each.ndim - 1)
        result.append(np.pad(each, [around, *rest], constant_values=value) if missing else each)
    return result
