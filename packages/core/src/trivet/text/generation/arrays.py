"""The array operations that generation uses, and their numpy implementation; each backend implements them as well.

Arrays also have Python's operators (`+`, `<`, `&`, indexing with slices and None). Ids are [rows, capacity]: only the
first `length` columns are text, so that a compiled program keeps its shapes; `length` may be traced.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np


class Arrays(Protocol):
    """Operations on one framework's arrays. They work along the last axis unless stated otherwise."""

    def constant(self, values: Any, like: Any) -> Any:
        """Python numbers as an array on the device of `like`: integers as ids, others as scores."""

    def arange(self, count: int, like: Any) -> Any:
        """0, 1, 2, … as ids, on the device of `like`."""

    def full(self, shape: Sequence[int], value: Any, like: Any) -> Any:
        """An array of one value, of the dtype of `like`."""

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        """Element by element."""

    def choose(self, flag: Any, yes: Any, no: Any) -> Any:
        """One of two arrays, by a single boolean, which may be traced."""

    def gather(self, array: Any, places: Any) -> Any:
        """`array[row, places[row, i]]`, [rows, places]."""

    def columns(self, array: Any, start: Any, count: int) -> Any:
        """`array[:, start : start + count]`; a range outside the array is moved to the nearest one inside."""

    def put(self, array: Any, position: Any, column: Any) -> Any:
        """`array` [rows, n] with `column` [rows] at a position."""

    def rows(self, array: Any, places: Any) -> Any:
        """`array[places]`."""

    def present(self, ids: Any, valid: Any, vocab: int) -> Any:
        """Whether a row of `ids` [rows, n] has each token where `valid` [rows, n], as booleans [rows, vocab]."""

    def sort(self, array: Any) -> Any:
        """Ascending."""

    def argsort(self, array: Any) -> Any:
        """Ascending."""

    def top(self, array: Any, count: int) -> tuple[Any, Any]:
        """The largest values, descending, and their indices."""

    def cumsum(self, array: Any) -> Any:
        """Cumulative sums."""

    def softmax(self, array: Any) -> Any:
        """Probabilities."""

    def log_softmax(self, array: Any) -> Any:
        """Logarithms of probabilities."""

    def exp(self, array: Any) -> Any:
        """The exponential."""

    def dots(self, one: Any, other: Any) -> Any:
        """Dot products of vectors: [batch, k, size] and [batch, n, size] → [batch, k, n]."""

    def sum(self, array: Any) -> Any:
        """[…, n] → […, 1]."""

    def max(self, array: Any) -> Any:
        """[…, n] → […, 1]."""

    def any(self, array: Any) -> Any:
        """[…, n] → […]."""

    def all(self, array: Any) -> Any:
        """[…, n] → […]."""

    def argmax(self, array: Any) -> Any:
        """[…, n] → […], the index of the first maximum."""

    def reshape(self, array: Any, shape: Sequence[int]) -> Any:
        """The same values in another shape."""

    def concat(self, arrays: Sequence[Any], axis: int = -1) -> Any:
        """One array after the other."""

    def floats(self, array: Any) -> Any:
        """Numbers as float32."""

    def ids(self, array: Any) -> Any:
        """Numbers as ids."""


class NumpyArrays:
    """`Arrays` of numpy."""

    def constant(self, values: Any, like: Any) -> Any:
        """As `Arrays.constant`."""
        array = np.asarray(values)
        return array if array.dtype.kind in "ib" else array.astype(np.float32)

    def arange(self, count: int, like: Any) -> Any:
        """As `Arrays.arange`."""
        return np.arange(count)

    def full(self, shape: Sequence[int], value: Any, like: Any) -> Any:
        """As `Arrays.full`."""
        return np.full(tuple(shape), value, like.dtype)

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        """As `Arrays.where`."""
        return np.where(condition, yes, no)

    def choose(self, flag: Any, yes: Any, no: Any) -> Any:
        """As `Arrays.choose`."""
        return yes if flag else no

    def gather(self, array: Any, places: Any) -> Any:
        """As `Arrays.gather`."""
        return np.take_along_axis(array, places, 1)

    def columns(self, array: Any, start: Any, count: int) -> Any:
        """As `Arrays.columns`."""
        start = min(max(start, 0), array.shape[1] - count)
        return array[:, start : start + count]

    def put(self, array: Any, position: Any, column: Any) -> Any:
        """As `Arrays.put`."""
        array = array.copy()
        array[:, position] = column
        return array

    def rows(self, array: Any, places: Any) -> Any:
        """As `Arrays.rows`."""
        return array[places]

    def present(self, ids: Any, valid: Any, vocab: int) -> Any:
        """As `Arrays.present`."""
        mask = np.zeros((ids.shape[0], vocab), bool)
        rows = np.broadcast_to(np.arange(ids.shape[0])[:, None], ids.shape)
        valid = np.broadcast_to(valid, ids.shape)
        mask[rows[valid], ids[valid]] = True
        return mask

    def sort(self, array: Any) -> Any:
        """As `Arrays.sort`."""
        return np.sort(array, -1)

    def argsort(self, array: Any) -> Any:
        """As `Arrays.argsort`."""
        return np.argsort(array, -1, kind="stable")

    def top(self, array: Any, count: int) -> tuple[Any, Any]:
        """As `Arrays.top`."""
        places = np.argsort(-array, -1, kind="stable")[..., :count]
        return np.take_along_axis(array, places, -1), places

    def cumsum(self, array: Any) -> Any:
        """As `Arrays.cumsum`."""
        return np.cumsum(array, -1)

    def softmax(self, array: Any) -> Any:
        """As `Arrays.softmax`."""
        powers = np.exp(array - array.max(-1, keepdims=True))
        return powers / powers.sum(-1, keepdims=True)

    def log_softmax(self, array: Any) -> Any:
        """As `Arrays.log_softmax`."""
        shifted = array - array.max(-1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))

    def exp(self, array: Any) -> Any:
        """As `Arrays.exp`."""
        return np.exp(array)

    def dots(self, one: Any, other: Any) -> Any:
        """As `Arrays.dots`."""
        return one @ other.swapaxes(-1, -2)

    def sum(self, array: Any) -> Any:
        """As `Arrays.sum`."""
        return array.sum(-1, keepdims=True)

    def max(self, array: Any) -> Any:
        """As `Arrays.max`."""
        return array.max(-1, keepdims=True)

    def any(self, array: Any) -> Any:
        """As `Arrays.any`."""
        return array.any(-1)

    def all(self, array: Any) -> Any:
        """As `Arrays.all`."""
        return array.all(-1)

    def argmax(self, array: Any) -> Any:
        """As `Arrays.argmax`."""
        return array.argmax(-1)

    def reshape(self, array: Any, shape: Sequence[int]) -> Any:
        """As `Arrays.reshape`."""
        return array.reshape(tuple(shape))

    def concat(self, arrays: Sequence[Any], axis: int = -1) -> Any:
        """As `Arrays.concat`."""
        return np.concatenate(arrays, axis)

    def floats(self, array: Any) -> Any:
        """As `Arrays.floats`."""
        return np.asarray(array, np.float32)

    def ids(self, array: Any) -> Any:
        """As `Arrays.ids`."""
        return np.asarray(array, np.int64)
