"""Decoders of tensors whose values a GGUF file stores in another order, or with a number added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from trivet.tensors import Decoder
from trivet.tensors.decoding import store

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Plainly:
    """Values that are stored as they are."""

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        rows = parts[0].reshape(-1, out.shape[1])[first : first + len(out)]
        if rows.dtype == out.dtype:
            np.copyto(out, rows)
        else:
            store(rows.astype(np.float32), np.dtype(np.float32), out)


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Rows of which the two of a rotary pair are adjacent: decoded, those that come first in their pairs come first.

    Attributes:
        size: rows of a head, which are decoded together.
    """

    inner: Decoder
    size: int

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`; a tensor of one axis is one row, whose values are turned."""
        stored = np.empty_like(out)
        self.inner.decode(parts, first, stored)
        heads = out.size // (self.size * (out.shape[1] if len(out) > 1 else 1))
        halves = out.reshape(heads, 2, self.size // 2, -1)
        np.copyto(halves, stored.reshape(heads, self.size // 2, 2, -1).swapaxes(1, 2))


@dataclass(frozen=True, slots=True)
class Shifted:
    """Values that are stored with a number added."""

    inner: Decoder
    shift: float
    rounded: np.dtype[Any]

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        values = np.empty(out.shape, np.float32)
        self.inner.decode(parts, first, values)
        values -= np.float32(self.shift)
        store(values, self.rounded, out)
