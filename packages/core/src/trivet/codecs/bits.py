"""Codes of a few bits taken out of words, along rows or columns; each row or column is one stream, low bits first."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from trivet.codecs.numbers import nibbles

Array = np.ndarray[Any, Any]


def codes_of_rows(stored: Array, bits: int, columns: int) -> Array:
    """The codes of a matrix whose rows are streams.

    Args:
        stored: [rows, n] of any integers, C-contiguous in each row.
        bits: of a code, at most 8.
        columns: how many codes of a row to return.

    Returns:
        uint8 [rows, columns].
    """
    octets = np.ascontiguousarray(stored).view(np.uint8).reshape(len(stored), -1)
    if bits == 8:
        return octets[:, :columns]
    if bits == 4:
        return nibbles(octets)[:, :columns]
    whole = -(-columns // 8)  # `bits` bytes hold eight codes
    if octets.shape[1] < whole * bits:
        octets = np.pad(octets, ((0, 0), (0, whole * bits - octets.shape[1])))
    parted = octets[:, : whole * bits].reshape(len(octets), whole, bits)
    out = np.empty((len(octets), whole, 8), np.uint8)
    for number in range(8):
        place, shift = divmod(number * bits, 8)
        code = parted[:, :, place] >> shift
        if shift + bits > 8:
            code |= parted[:, :, place + 1] << (8 - shift)
        np.bitwise_and(code, (1 << bits) - 1, out=out[:, :, number])
    return out.reshape(len(octets), whole * 8)[:, :columns]


def rows_together(bits: int) -> int:
    """How many codes of a column fill whole words of 32 bits."""
    return 32 // math.gcd(32, bits)


def codes_of_columns(words: Array, bits: int) -> Array:
    """The codes of a matrix whose columns are streams.

    Args:
        words: uint32 [n, columns], a multiple of the words that `rows_together` codes fill.

    Returns:
        uint8 [n · 32 / bits, columns].
    """
    if bits == 4:
        octets = np.ascontiguousarray(words).view(np.uint8).reshape(*words.shape, 4)
        fours = np.empty((len(words), 8, words.shape[1]), np.uint8)
        for octet in range(4):
            np.bitwise_and(octets[:, :, octet], 15, out=fours[:, 2 * octet])
            np.right_shift(octets[:, :, octet], 4, out=fours[:, 2 * octet + 1])
        return fours.reshape(-1, words.shape[1])
    together = rows_together(bits)
    parted = words.reshape(-1, together * bits // 32, words.shape[1])
    out = np.empty((len(parted), together, words.shape[1]), np.uint8)
    for number in range(together):
        place, shift = divmod(number * bits, 32)
        code = (parted[:, place] >> shift).astype(np.uint8)
        if shift + bits > 32:
            code |= (parted[:, place + 1] << (32 - shift)).astype(np.uint8)
        np.bitwise_and(code, (1 << bits) - 1, out=out[:, number])
    return out.reshape(-1, words.shape[1])
