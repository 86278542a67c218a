"""Which number of a table stands for how two patches of a picture lie to each other. Needs numpy only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def patch_distances(rows: int, columns: int) -> NDArray[Any]:
    """Rows of a table for pairs of tokens, [1 + patches, 1 + patches], of queries and of keys.

    The first token is not a patch. Patches are numbered row by row (https://arxiv.org/abs/2106.08254, as released).
    """
    places = np.stack(np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")).reshape(2, -1)
    down, across = places[:, :, None] - places[:, None] + np.array([rows - 1, columns - 1])[:, None, None]
    width = 2 * columns - 1
    last = (2 * rows - 1) * width
    table = np.empty((1 + rows * columns,) * 2, np.int32)
    table[1:, 1:] = down * width + across
    table[0], table[:, 0], table[0, 0] = last, last + 1, last + 2
    return table
