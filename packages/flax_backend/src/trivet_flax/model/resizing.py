"""Adding rows to arrays and taking them away, and layers that follow. Knows no models."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

# Part of the covariance that new rows have: near enough to the mean not to be likelier than any other word.
_SPREAD = 1e-9


def resized(old: Any, fresh: jax.Array) -> Any:
    """An array of the shape of another one, from whose values it has what the old one has not; the old dtype stays.

    Args:
        old: an array, or its shape and dtype, which then are resized.
    """
    if isinstance(old, jax.ShapeDtypeStruct):
        return jax.ShapeDtypeStruct(fresh.shape, old.dtype)  # type: ignore[no-untyped-call]
    common = tuple(slice(0, min(pair)) for pair in zip(old.shape, fresh.shape, strict=True))
    return fresh.astype(old.dtype).at[common].set(old[common])


def around_mean(old: jax.Array, shape: tuple[int, ...], key: jax.Array) -> jax.Array:
    """Values of another length on one axis, each drawn around the mean along it, with a small part of the covariance.

    Words that are as likely as an average word leave what the model predicts for the others nearly as it was
    (https://nlp.stanford.edu/~johnhew/vocab-expansion.html). A sum of the centred rows with normal coefficients has
    their covariance; no matrix is factored.
    """
    axis = next(place for place, pair in enumerate(zip(old.shape, shape, strict=True)) if len({*pair}) == 2)
    rows = jnp.moveaxis(old, axis, 0).astype(jnp.float32)
    mean = rows.mean(0)
    coefficients = jax.random.normal(key, (shape[axis], len(rows))) * (_SPREAD / len(rows)) ** 0.5
    drawn = mean + jnp.tensordot(coefficients, rows - mean, 1)
    return jnp.moveaxis(drawn, 0, axis).astype(old.dtype)


def follow(layer: Any, model: Any) -> None:
    """Let a layer's own account of its sizes be that of another layer of its type."""
    for name, value in vars(model).items():
        if isinstance(value, int) and not isinstance(value, bool):
            setattr(layer, name, value)
