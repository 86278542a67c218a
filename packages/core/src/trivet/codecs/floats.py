"""Floating point of four or eight bits with scales of rows, blocks or groups: fp8, MXFP4, MXFP8, NVFP4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from trivet.codecs.affine import combine
from trivet.codecs.numbers import e2m1_pairs, look_up
from trivet.dtypes import DType
from trivet.tensors.decoding import store

Array = np.ndarray[Any, Any]

FLOAT8 = (DType.F8_E4M3, DType.F8_E5M2)


def powers(exponents: Array) -> Array:
    """2^(exponent - 127) of the bytes of E8M0, as float32; 255 is NaN."""
    table = np.ldexp(np.float32(1), np.arange(256) - 127).astype(np.float32)
    table[255] = np.nan
    found: Array = table[exponents.view(np.uint8)]
    return found


def scales_of(numbers: Array) -> Array:
    """Scales as float32: bytes are exponents of E8M0."""
    if numbers.dtype in (np.dtype(np.uint8), DType.F8_E8M0.numpy):
        return powers(numbers)
    return numbers.astype(np.float32)


def eight_bits(codes: Array) -> Array:
    """Values of eight bits as float32, by a table of all."""
    table = np.arange(256, dtype=np.uint8).view(codes.dtype).astype(np.float32)
    return look_up(table, codes.view(np.uint8))


@dataclass(frozen=True, slots=True)
class Scaled:
    """Values of eight bits, each multiplied by the scale of its block.

    Attributes:
        block: rows and columns that share a scale; None if each row has one, or all share one.
        inner: the rows of one matrix, for several that are stacked: blocks do not reach from one into the next.
    """

    block: tuple[int, int] | None
    dtype: DType
    inner: int = 0

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        codes, scales = parts[0], parts[1]
        columns = out.shape[1]
        values = eight_bits(codes.reshape(-1, columns)[first : first + len(out)])
        if self.block is None:
            own = scales if scales.size == 1 else scales.reshape(-1)[first : first + len(out)]
            combine(np.multiply, values, scales_of(own), columns)
        else:
            rows = np.arange(first, first + len(out))
            inner = self.inner or max(1, len(codes))
            grid = scales.reshape(-1, scales.shape[-1])
            which = rows // inner * -(-inner // self.block[0]) + rows % inner // self.block[0]
            combine(np.multiply, values, scales_of(grid[which]), self.block[1])
        store(values, self.dtype.numpy, out)


@dataclass(frozen=True, slots=True)
class Fours:
    """Pairs of E2M1 in bytes, the lower nibble first, by groups that share a scale.

    Attributes:
        group: how many values share a scale.
        whole: index of a tensor of one number that applies to all scales; None if there is none.
        divides: whether scales are divided by that number.
    """

    group: int
    dtype: DType
    whole: int | None = None
    divides: bool = False

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        rows = slice(first, first + len(out))
        codes = parts[0].reshape(-1, out.shape[1] // 2)[rows]
        values = look_up(e2m1_pairs(), codes).view(np.float32)
        scales = scales_of(parts[1].reshape(-1, out.shape[1] // self.group)[rows])
        if self.whole is not None:
            number = parts[self.whole].reshape(()).astype(np.float32)
            scales = scales / number if self.divides else scales * number
        combine(np.multiply, values, scales, self.group)
        store(values, self.dtype.numpy, out)
