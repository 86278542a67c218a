"""Adding rows to arrays and taking them away, and layers that follow. Knows no models."""

from __future__ import annotations

from typing import Any

import jax


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
