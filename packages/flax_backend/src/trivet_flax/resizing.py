"""Adding rows to arrays and taking them away, and layers that follow. Knows no models."""

from __future__ import annotations

import math
from typing import Any

import jax


def wanted_rows(current: int, wanted: int | None, multiple: int | None = None) -> int:
    """How many rows there shall be.

    Raises:
        ValueError: a number is not a positive integer.
    """
    rows = current if wanted is None else wanted
    counts: tuple[tuple[str, Any], ...] = (
        ("new_num_tokens", rows),
        ("pad_to_multiple_of", 1 if multiple is None else multiple),
    )
    for name, number in counts:
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise ValueError(f"{name} must be a positive integer, not {number!r}")
    return rows if multiple is None else math.ceil(rows / multiple) * multiple


def resized(old: Any, fresh: jax.Array) -> Any:
    """An array of the shape of another one, from whose values it has what the old one has not; the old dtype stays.

    Args:
        old: an array, or its shape and dtype, which then are resized.
    """
    if isinstance(old, jax.ShapeDtypeStruct):
        return jax.ShapeDtypeStruct(fresh.shape, old.dtype)  # type: ignore[no-untyped-call]
    common = tuple(slice(0, min(pair)) for pair in zip(old.shape, fresh.shape, strict=True))
    return fresh.astype(old.dtype).at[common].set(old[common])


def follow(layer: Any, model: Any) -> None:
    """Let a layer's own account of its sizes be that of another layer of its type."""
    for name, value in vars(model).items():
        if isinstance(value, int) and not isinstance(value, bool):
            setattr(layer, name, value)
