"""CRC-32C of large arrays with numpy alone, at memory speed.

A CRC is the remainder of the message, taken as a polynomial over GF(2), modulo P. So whatever is a multiple of P may be
added to the message, and P has a multiple of four terms, x^A + x^B + x^C + 1 (`test_crc32c` divides it). Squaring keeps
it one: x^(A u) + x^(B u) + x^(C u) + 1 for every power of two u. With units of u bits this means: bytes may be removed
if they are added A-B, A-C and A units further on. Three XORs of long runs make the message shorter by a run. No table
is needed until a few thousand bytes are left.

Definition of the CRC: RFC 3720, appendix B.4 (polynomial 0x1EDC6F41, bits of a byte lowest first, ones in and out).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np

TERMS = (5685, 1362, 426)  # A, B, C
_REFLECTED = 0x82F63B78  # P without its highest term, lowest bit first
_ONES = 0xFFFFFFFF

_UNITS = (64, 8, 1)  # bytes; each takes what the one before it leaves, and the first keeps its runs in the cache
_WINDOW = 4 << 20  # bytes of the message held at once

Bytes = np.ndarray[Any, np.dtype[np.uint8]]


def crc32c(runs: Iterable[bytes | Bytes]) -> int:
    """The CRC-32C of the runs of bytes, one after another."""
    window = np.empty(_WINDOW, np.uint8)
    held, started = 0, False
    for run in runs:
        left = np.frombuffer(run, np.uint8) if isinstance(run, bytes) else run
        while left.size:
            if held == _WINDOW:
                _start(window, started)
                started, rest = True, _fold(window, _UNITS[0])
                held = rest.size
                window[:held] = rest.copy()
            taken = min(left.size, _WINDOW - held)
            window[held : held + taken] = left[:taken]
            held, left = held + taken, left[taken:]
    message = window[:held]
    crc = 0
    if held >= 4:
        _start(message, started)
    else:  # too short to hold the ones, so their remainder is added directly
        crc = int(np.bitwise_xor.reduce(_powers()[8 * held : 8 * held + 32]))
    for unit in _UNITS:
        message = _fold(message, unit)
    return crc ^ _remainder(message) ^ _ONES


def _start(message: Bytes, started: bool) -> None:
    """A CRC starts from ones, which is equivalent to adding them to the message's first four bytes."""
    if not started:
        message[:4] ^= 0xFF


def _fold(message: Bytes, unit: int) -> Bytes:
    """Add every byte but the last A units to those further on; return what is left. Changes the message."""
    high, *lower = (unit * term for term in (*TERMS, 0))
    start = 0
    while (excess := message.size - start - high) > 0:
        length = min(excess, high - lower[0])
        moved = message[start : start + length]
        for term in lower:
            target = start + high - term
            message[target : target + length] ^= moved
        start += length
    return message[start:]


def _remainder(message: Bytes) -> int:
    """The remainder of a message of at most A bytes: the sum of the powers of x that its bits stand for."""
    bits = np.unpackbits(message, bitorder="little")
    powers = _powers()[32 : 32 + bits.size][::-1]  # a CRC is the remainder of the message times x^32
    return int(np.bitwise_xor.reduce(powers[bits.view(bool)]))


@lru_cache(maxsize=1)
def _powers() -> np.ndarray[Any, np.dtype[np.uint32]]:
    """1, x, x^2, … modulo P, lowest bit first."""
    power, powers = 1 << 31, []
    for _ in range(8 * TERMS[0] + 32):
        powers.append(power)
        power = power >> 1 ^ (_REFLECTED if power & 1 else 0)
    return np.array(powers, np.uint32)


def masked(crc: int) -> int:
    """The form in which LevelDB and TensorFlow store a CRC: rotated right by 15 bits, plus a constant."""
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & _ONES
