"""The table of positions that some families compute instead of learning it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np


@lru_cache(maxsize=16)
def sinusoids(rows: int, size: int) -> np.ndarray[Any, Any]:
    """Positions as sines, then cosines, of falling frequencies [rows, size], float32 (https://arxiv.org/abs/1706.03762)."""
    angles = np.arange(rows)[:, None] / 10000.0 ** (2 * (np.arange(size) // 2) / size)
    table = np.concatenate([np.sin(angles[:, 0::2]), np.cos(angles[:, 1::2])], axis=1).astype(np.float32)
    table.flags.writeable = False  # the array is shared by all callers
    return table


@lru_cache(maxsize=16)
def whole_sinusoids(rows: int, size: int, zero: int | None = None) -> np.ndarray[Any, Any]:
    """The same with the longest wavelength of 20000 π, as in tensor2tensor [rows, size], float32.

    Every number is computed in float32, as in the training of the models.

    Args:
        zero: a row that is zero.
    """
    half = size // 2
    frequencies = np.exp(np.arange(half, dtype=np.float32) * np.float32(-(np.log(10000) / max(half - 1, 1))))
    angles = np.arange(rows, dtype=np.float32)[:, None] * frequencies
    table = np.concatenate([np.sin(angles), np.cos(angles), np.zeros((rows, size % 2), np.float32)], axis=1)
    if zero is not None:
        table[zero] = 0
    table.flags.writeable = False  # the array is shared by all callers
    return table
