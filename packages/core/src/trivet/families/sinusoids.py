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
