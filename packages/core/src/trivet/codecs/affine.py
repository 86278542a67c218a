"""Integers with scales and zero points: (code - zero) · scale, or code · scale + offset, by groups of values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from trivet.dtypes import DType
from trivet.tensors.decoding import store

Array = np.ndarray[Any, Any]
Codes = Callable[[Sequence[Array], int, int], Array]
"""The stored tensors, the first row and the end → codes [rows, columns], of any integers."""
Numbers = Callable[[Sequence[Array], Any], Array]
"""The stored tensors and an index of groups → numbers of these groups, one or a row of them for each."""


@dataclass(frozen=True, slots=True)
class ByColumns:
    """Groups of rows: each column of a group has a scale. Weights are stored with the inputs as rows.

    Attributes:
        codes: of some rows.
        zeros: of some groups: [groups, columns]; None for none.
        scales: the index of the tensor [groups, columns].
        group: how many rows are a group; 0 if the tensor `order` says which group a row is of.
        order: index of that tensor.
        bits: of a code; if they are few, a table of the values of all codes is shorter than a group.
    """

    codes: Codes
    zeros: Numbers | None
    scales: int
    group: int
    order: int | None
    dtype: DType
    bits: int = 8

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        end = first + len(out)
        codes = self.codes(parts, first, end)
        scales = parts[self.scales]
        if self.order is not None:
            groups = parts[self.order][first:end].astype(np.intp)
            if groups.size and not 0 <= groups.min() <= groups.max() < len(scales):
                raise ValueError(f"g_idx names a group {int(groups.max())}, and there are {len(scales)}")
            which: Any = groups
        else:
            which = np.arange(first, end) // self.group
        used, places = np.unique(which, return_inverse=True)
        factors = scales[used].astype(np.float32)
        zeros = None if self.zeros is None else self.zeros(parts, used).astype(np.float32)
        runs = _runs(places)
        if out.itemsize == 2 and self.bits <= 4 and all(stop - begin >= _MANY for begin, stop in runs):
            for begin, stop in runs:
                place = places[begin]
                self._by_table(
                    codes[begin:stop], None if zeros is None else zeros[place], factors[place], out[begin:stop]
                )
            return
        values = codes.astype(np.float32)
        for begin, stop in runs:
            if zeros is not None:
                values[begin:stop] -= zeros[places[begin]]
            values[begin:stop] *= factors[places[begin]]
        store(values, self.dtype.numpy, out)

    def _by_table(self, codes: Array, zeros: Array | None, factors: Array, out: Array) -> None:
        """Store the values of one group: those of all codes are computed for each column, and looked up."""
        count = 1 << self.bits
        every = np.arange(count, dtype=np.float32)
        for start in range(0, out.shape[1], _COLUMNS):
            part = slice(start, min(start + _COLUMNS, out.shape[1]))
            width = part.stop - part.start
            values = np.broadcast_to(every, (width, count)) - (0 if zeros is None else zeros[part, None])
            values *= factors[part, None]
            table = np.empty((width, count), out.dtype)
            store(values, self.dtype.numpy, table)
            places = np.add(codes[:, part], np.arange(0, width * count, count), dtype=np.intp)
            out[:, part].view(np.uint16)[...] = np.take(table.view(np.uint16).reshape(-1), places, mode="clip")


_MANY = 48  # rows; of fewer, a table is not worth computing
_COLUMNS = 512  # whose tables stay in the first-level cache


def _runs(places: Array) -> list[tuple[int, int]]:
    """The runs of equal elements: first index and end."""
    cuts = np.flatnonzero(places[1:] != places[:-1]) + 1
    return list(zip([0, *cuts.tolist()], [*cuts.tolist(), len(places)], strict=True))


@dataclass(frozen=True, slots=True)
class ByRows:
    """Groups within rows: each group of a row has a scale, and all rows may share one.

    Attributes:
        codes: of some rows.
        zeros: of some rows, given as a slice: [rows, groups], or what broadcasts to that; None for none.
        scales: index of the tensor: [rows, groups], [rows], or one number.
        group: how many values are a group; the last of a row may be shorter.
        is_offset: whether `zeros` are added after scaling, not subtracted before.
    """

    codes: Codes
    zeros: Numbers | None
    scales: int
    group: int
    dtype: DType
    is_offset: bool = False

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        rows = slice(first, first + len(out))
        values = self.codes(parts, rows.start, rows.stop).astype(np.float32)
        scales = rows_of(parts[self.scales], rows)
        zeros = None if self.zeros is None else self.zeros(parts, rows).astype(np.float32)
        if zeros is not None and not self.is_offset:
            combine(np.subtract, values, zeros, self.group)
        combine(np.multiply, values, scales, self.group)
        if zeros is not None and self.is_offset:
            combine(np.add, values, zeros, self.group)
        store(values, self.dtype.numpy, out)


def rows_of(numbers: Array, rows: slice) -> Array:
    """The numbers of some rows, as float32: of one that all rows share, that one."""
    own = numbers if numbers.size == 1 else numbers[rows]
    found: Array = own.astype(np.float32)
    return found


def combine(operation: Any, values: Array, numbers: Array, group: int) -> None:
    """Combine each group of values with its number, in place.

    Args:
        values: [rows, columns].
        numbers: [rows, groups], [rows], or one number for all.
        group: how many values are a group; the last of a row may be shorter.
    """
    if numbers.size == 1:
        operation(values, numbers.reshape(()), out=values)
        return
    numbers = numbers.reshape(len(values), -1)
    columns = values.shape[1]
    if numbers.shape[1] == 1:
        operation(values, numbers, out=values)
        return
    whole = columns // group
    parted = values[:, : whole * group]
    if whole:
        blocks = parted.reshape(len(values), whole, group) if whole * group == columns else _blocks(parted, group)
        operation(blocks, numbers[:, :whole, None], out=blocks)
    if whole * group < columns:
        rest = values[:, whole * group :]
        operation(rest, numbers[:, whole, None], out=rest)


def _blocks(values: Array, group: int) -> Array:
    """A view of a part of rows, in blocks."""
    rows, columns = values.shape
    strides = (values.strides[0], group * values.strides[1], values.strides[1])
    return np.lib.stride_tricks.as_strided(values, (rows, columns // group, group), strides)
