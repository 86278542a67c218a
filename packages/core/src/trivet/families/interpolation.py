"""Positions of patches for pictures of another size, as weighted sums of neighbours. Needs numpy only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_SHARPNESS = -0.75
"""The free number of the cubic kernel in PyTorch."""

MARGIN = 0.1
"""Added to the number of patches that is asked for, as in https://github.com/facebookresearch/dino."""


def neighbours(rows: int, wanted: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each new row the four rows of which it is a weighted sum, and their weights, [wanted, 4] each.

    Cubic convolution (https://doi.org/10.1109/TASSP.1981.1163711) as PyTorch's `interpolate(mode="bicubic")` has it,
    with a factor slightly above `wanted / rows`.

    Args:
        rows: number of rows.
        wanted: number of new rows.
    """
    places = (np.arange(wanted) + 0.5) * rows / (wanted + MARGIN) - 0.5
    first = np.floor(places).astype(np.int64)
    steps = np.arange(-1, 3)
    distances = np.abs(places[:, None] - (first[:, None] + steps))
    near = ((_SHARPNESS + 2) * distances - (_SHARPNESS + 3)) * distances**2 + 1
    far = _SHARPNESS * (((distances - 5) * distances + 8) * distances - 4)
    weights = np.where(distances <= 1, near, far).astype(np.float32)
    return (first[:, None] + steps).clip(0, rows - 1), weights
