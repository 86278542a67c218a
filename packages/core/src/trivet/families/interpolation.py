"""Positions of patches for pictures of another size, as weighted sums of neighbours. Needs numpy only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trivet.families.blocks.pictures import MARGIN

_SHARPNESS, _AVERAGED_SHARPNESS = -0.75, -0.5
"""The free number of the cubic kernel in PyTorch: without and with `antialias`."""


def neighbours(
    rows: int, wanted: int, *, margin: float = MARGIN, antialiased: bool = False
) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each new row the rows of which it is a weighted sum, and their weights, [wanted, 4] each or wider.

    Cubic convolution (https://doi.org/10.1109/TASSP.1981.1163711) as PyTorch's `interpolate(mode="bicubic")` has it,
    with the factor `(wanted + margin) / rows`; if `antialiased`, as with `antialias=True` and without a margin.

    Args:
        rows: number of rows.
        wanted: number of new rows.
    """
    if antialiased:
        return _averaged(rows, wanted)
    places = (np.arange(wanted) + 0.5) * rows / (wanted + margin) - 0.5
    first = np.floor(places).astype(np.int64)
    steps = np.arange(-1, 3)
    weights = _kernel(np.abs(places[:, None] - (first[:, None] + steps)), _SHARPNESS).astype(np.float32)
    return (first[:, None] + steps).clip(0, rows - 1), weights


def _averaged(rows: int, wanted: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """As `neighbours`, with a kernel that is as wide as a new row if that is wider than an old one."""
    factor = rows / wanted
    width = max(factor, 1.0)
    centres = (np.arange(wanted) + 0.5) * factor
    first = np.floor(centres - 2 * width + 0.5).astype(np.int64)
    places = first[:, None] + np.arange(2 * int(np.ceil(2 * width)) + 1)
    weights = _kernel(np.abs(places + 0.5 - centres[:, None]) / width, _AVERAGED_SHARPNESS)
    weights = np.where((places >= 0) & (places < rows), weights, 0.0)
    return places.clip(0, rows - 1), (weights / weights.sum(1, keepdims=True)).astype(np.float32)


def _kernel(distances: NDArray[Any], sharpness: float) -> NDArray[Any]:
    near = ((sharpness + 2) * distances - (sharpness + 3)) * distances**2 + 1
    far = sharpness * (((distances - 5) * distances + 8) * distances - 4)
    return np.where(distances <= 1, near, np.where(distances < 2, far, 0.0))
