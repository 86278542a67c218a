"""The block types of ggml: how many values a block has, how many bytes, and their values.

The layouts are those of https://github.com/ggml-org/ggml, `ggml-common.h`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from trivet.dtypes import DType
from trivet.tensors.decoding import store

Array = np.ndarray[Any, Any]
Values = Callable[[Array], Array]
"""Blocks, uint8 [n, bytes] → values, float32 [n, elements]."""

PLAIN: Mapping[int, DType] = {
    0: DType.F32,
    1: DType.F16,
    24: DType.I8,
    25: DType.I16,
    26: DType.I32,
    27: DType.I64,
    28: DType.F64,
    30: DType.BF16,
}
UNREAD: Mapping[int, str] = {
    **{4: "Q4_2", 5: "Q4_3", 9: "Q8_1", 15: "Q8_K", 16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S"},
    **{21: "IQ3_S", 22: "IQ2_S", 29: "IQ1_M", 31: "Q4_0_4_4", 32: "Q4_0_4_8", 33: "Q4_0_8_8"},
}
"""Types that are known and not read."""


class BlockType(NamedTuple):
    """Attributes:
    elements, nbytes: of a block.
    values: decodes blocks.
    """

    name: str
    elements: int
    nbytes: int
    values: Values


@dataclass(frozen=True, slots=True)
class Blocks:
    """The decoder of rows of blocks."""

    kind: int
    dtype: DType = DType.F32

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        block = TYPES[self.kind]
        each = out.shape[1] // block.elements
        stored = parts[0].reshape(-1)[first * each * block.nbytes : (first + len(out)) * each * block.nbytes]
        values = block.values(stored.reshape(-1, block.nbytes))
        store(values.reshape(out.shape), self.dtype.numpy, out)


def _half(blocks: Array, start: int) -> Array:
    """The float16 at a place of each block, as float32 [n, 1]."""
    return np.ascontiguousarray(blocks[:, start : start + 2]).view(np.float16).astype(np.float32)


def _low_high(octets: Array, out: Array | None = None) -> Array:
    """Codes of four bits as float32: all lower nibbles of a block, then all upper ones."""
    width = octets.shape[1]
    out = np.empty((len(octets), 2 * width), np.float32) if out is None else out
    out[:, :width] = octets & 15
    out[:, width:] = octets >> 4
    return out


def _q4_0(blocks: Array) -> Array:
    values = _low_high(blocks[:, 2:])
    values -= 8
    values *= _half(blocks, 0)
    return values


def _q4_1(blocks: Array) -> Array:
    values = _low_high(blocks[:, 4:])
    values *= _half(blocks, 0)
    values += _half(blocks, 2)
    return values


def _fifth_bits(blocks: Array, start: int) -> Array:
    """The bits of a word at a place of each block: uint8 [n, 32]."""
    return np.unpackbits(np.ascontiguousarray(blocks[:, start : start + 4]), axis=1, bitorder="little")


def _q5_0(blocks: Array) -> Array:
    values = _low_high(blocks[:, 6:])
    values += _fifth_bits(blocks, 2) * np.float32(16)
    values -= 16
    values *= _half(blocks, 0)
    return values


def _q5_1(blocks: Array) -> Array:
    values = _low_high(blocks[:, 8:])
    values += _fifth_bits(blocks, 4) * np.float32(16)
    values *= _half(blocks, 0)
    values += _half(blocks, 2)
    return values


def _q8_0(blocks: Array) -> Array:
    values = blocks[:, 2:].view(np.int8).astype(np.float32)
    values *= _half(blocks, 0)
    return values


def _planes(octets: Array, bits: int, run: int) -> Array:
    """Codes in planes: for each run of bytes first all lowest `bits`, then the next: uint8 [n, codes]."""
    count = 8 // bits
    parted = octets.reshape(len(octets), -1, run)
    out = np.empty((len(octets), parted.shape[1], count, run), np.uint8)
    for plane in range(count):
        np.right_shift(parted, bits * plane, out=out[:, :, plane])
    out &= (1 << bits) - 1
    return out.reshape(len(octets), -1)


def _six_bits(scales: Array) -> tuple[Array, Array]:
    """Eight scales and eight least values of six bits in twelve bytes: float32 [n, 8, 1] each."""
    first, second, third = scales[:, :4], scales[:, 4:8], scales[:, 8:]
    factors = np.concatenate([first & 63, third & 15 | first >> 2 & 48], 1)
    least = np.concatenate([second & 63, third >> 4 | second >> 2 & 48], 1)
    return factors.astype(np.float32)[..., None], least.astype(np.float32)[..., None]


def _q2_k(blocks: Array) -> Array:
    codes = _planes(blocks[:, 16:80], 2, 32).reshape(-1, 16, 16).astype(np.float32)
    scales = blocks[:, :16]
    codes *= (_half(blocks, 80) * (scales & 15).astype(np.float32))[..., None]
    codes -= (_half(blocks, 82) * (scales >> 4).astype(np.float32))[..., None]
    return codes.reshape(-1, 256)


def _q3_k(blocks: Array) -> Array:
    codes = _planes(blocks[:, 32:96], 2, 32).astype(np.int8)
    high = _planes(blocks[:, :32], 1, 32)
    codes -= ((high ^ 1) << 2).astype(np.int8)
    low, upper = blocks[:, 96:104], blocks[:, 104:108]
    scales = np.concatenate([low & 15, low >> 4], 1)
    scales |= np.concatenate([upper >> (2 * plane) & 3 for plane in range(4)], 1) << 4
    factors = _half(blocks, 108) * (scales.astype(np.float32) - 32)
    values = codes.astype(np.float32).reshape(-1, 16, 16)
    values *= factors[..., None]
    return values.reshape(-1, 256)


def _k_values(codes: Array, blocks: Array) -> Array:
    """The values of codes in sub-blocks of 32 with scales and least values of six bits."""
    factors, least = _six_bits(blocks[:, 4:16])
    values = codes.astype(np.float32).reshape(-1, 8, 32)
    values *= _half(blocks, 0)[..., None] * factors
    values -= _half(blocks, 2)[..., None] * least
    return values.reshape(-1, 256)


def _q4_k(blocks: Array) -> Array:
    return _k_values(_planes(blocks[:, 16:144], 4, 32), blocks)


def _q5_k(blocks: Array) -> Array:
    codes = _planes(blocks[:, 48:176], 4, 32)
    codes |= _planes(blocks[:, 16:48], 1, 32) << 4
    return _k_values(codes, blocks)


def _q6_k(blocks: Array) -> Array:
    codes = _planes(blocks[:, :128], 4, 64)
    codes |= _planes(blocks[:, 128:192], 2, 32) << 4
    values = codes.astype(np.float32).reshape(-1, 16, 16)
    values -= 32
    factors = _half(blocks, 208) * blocks[:, 192:208].view(np.int8).astype(np.float32)
    values *= factors[..., None]
    return values.reshape(-1, 256)


_LEVELS = np.array([-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113], np.float32)


def _levels(octets: Array) -> Array:
    """The levels of codes of four bits: lower nibbles of each run of 16 bytes first."""
    found: Array = _LEVELS[_planes(octets, 4, 16)]
    return found


def _iq4_nl(blocks: Array) -> Array:
    values = _levels(blocks[:, 2:])
    values *= _half(blocks, 0)
    return values


def _iq4_xs(blocks: Array) -> Array:
    low = blocks[:, 4:8]
    scales = np.stack([low & 15, low >> 4], -1).reshape(-1, 8)
    high = np.ascontiguousarray(blocks[:, 2:4]).view(np.uint16)
    scales = scales | (high >> (2 * np.arange(8, dtype=np.uint16)) & 3).astype(np.uint8) << 4
    values = _levels(blocks[:, 8:]).reshape(-1, 8, 32)
    values *= (_half(blocks, 0) * (scales.astype(np.float32) - 32))[..., None]
    return values.reshape(-1, 256)


def _threes(octets: Array, run: int, digits: int) -> Array:
    """Codes of three values, five to a byte, as fractions of 256: uint8 [n, codes]."""
    parted = octets.reshape(len(octets), -1, 1, run)
    powers = np.array([1, 3, 9, 27, 81][:digits], np.uint8)[:, None]
    turned = parted * powers
    return (turned.astype(np.uint16) * 3 >> 8).astype(np.uint8).reshape(len(octets), -1)


def _tq1_0(blocks: Array) -> Array:
    parts = [_threes(blocks[:, :32], 32, 5), _threes(blocks[:, 32:48], 16, 5), _threes(blocks[:, 48:52], 4, 4)]
    values = np.concatenate(parts, 1).astype(np.float32)
    values -= 1
    values *= _half(blocks, 52)
    return values


def _tq2_0(blocks: Array) -> Array:
    values = _planes(blocks[:, :64], 2, 32).astype(np.float32)
    values -= 1
    values *= _half(blocks, 64)
    return values


_DOUBLED = np.array([0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12], np.float32)
"""Twice the values of E2M1; ggml halves the scales."""


def _mxfp4(blocks: Array) -> Array:
    exponents = np.ldexp(np.float32(1), np.arange(256) - 128).astype(np.float32)
    values = _DOUBLED[_planes(blocks[:, 1:], 4, 16)]
    values *= exponents[blocks[:, :1]]
    return values


def _nvfp4(blocks: Array) -> Array:
    byte = np.arange(256)
    exponent, fraction = byte >> 3 & 15, (byte & 7).astype(np.float32)
    numbers = np.where(exponent == 0, fraction * 2.0**-9, (1 + fraction / 8) * 2.0 ** (exponent - 7.0)) / 2
    numbers[[0, 127]] = 0
    values = _DOUBLED[_planes(blocks[:, 4:], 4, 8)].reshape(-1, 4, 16)
    values *= numbers.astype(np.float32)[blocks[:, :4]][..., None]
    return values.reshape(-1, 64)


TYPES: Mapping[int, BlockType] = {
    2: BlockType("Q4_0", 32, 18, _q4_0),
    3: BlockType("Q4_1", 32, 20, _q4_1),
    6: BlockType("Q5_0", 32, 22, _q5_0),
    7: BlockType("Q5_1", 32, 24, _q5_1),
    8: BlockType("Q8_0", 32, 34, _q8_0),
    10: BlockType("Q2_K", 256, 84, _q2_k),
    11: BlockType("Q3_K", 256, 110, _q3_k),
    12: BlockType("Q4_K", 256, 144, _q4_k),
    13: BlockType("Q5_K", 256, 176, _q5_k),
    14: BlockType("Q6_K", 256, 210, _q6_k),
    20: BlockType("IQ4_NL", 32, 18, _iq4_nl),
    23: BlockType("IQ4_XS", 256, 136, _iq4_xs),
    34: BlockType("TQ1_0", 256, 54, _tq1_0),
    35: BlockType("TQ2_0", 256, 66, _tq2_0),
    39: BlockType("MXFP4", 32, 17, _mxfp4),
    40: BlockType("NVFP4", 64, 36, _nvfp4),
}
"""By the number in the file."""
