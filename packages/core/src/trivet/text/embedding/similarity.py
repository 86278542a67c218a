"""How similar vectors of texts are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from trivet.text.embedding.steps import Normalize

Array = np.ndarray[Any, Any]
_AT_ONCE = 1 << 24  # numbers of a table of differences


def _dot(one: Array, other: Array) -> Array:
    result: Array = one @ other.T
    return result


def _cosine(one: Array, other: Array) -> Array:
    unit = Normalize()
    return _dot(unit(one), unit(other))


def _euclidean(one: Array, other: Array) -> Array:
    return -_distances(one, other, lambda differences: np.sqrt((differences * differences).sum(-1)))


def _manhattan(one: Array, other: Array) -> Array:
    return -_distances(one, other, lambda differences: np.abs(differences).sum(-1))


def _distances(one: Array, other: Array, measure: Callable[[Array], Array]) -> Array:
    """Distances of all pairs; a few rows at a time, so that the differences take little memory."""
    rows = max(1, _AT_ONCE // max(1, other.size))
    parts = [measure(one[start : start + rows, None] - other[None]) for start in range(0, len(one), rows)]
    return np.concatenate(parts) if parts else np.zeros((0, len(other)), np.float32)


SIMILARITIES: Mapping[str, Callable[[Array, Array], Array]] = MappingProxyType(
    {"cosine": _cosine, "dot": _dot, "euclidean": _euclidean, "manhattan": _manhattan}
)
"""Similarity by name: of vectors [a, size] and [b, size], as [a, b]. Distances are negated."""
