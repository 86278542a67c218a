"""Where tokens stand: tables of sines, places among what a mask shows, biases that grow with them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trivet.families.blocks import Sines, Slopes

Array = NDArray[Any]


def sines(block: Sines) -> Array:
    """The table of positions, as models compute it that are given none."""
    rows, size = block.table.rows, block.table.size
    if block.whole:
        return whole_sines(rows, size, block.table.padding)
    angles = np.arange(rows)[:, None] / 10000.0 ** (np.arange(0, size, 2) / size)
    halves = np.sin(angles), np.cos(angles[:, : size // 2])
    if not block.interleaved:
        return np.concatenate(halves, 1)
    table = np.empty((rows, size))
    table[:, 0::2], table[:, 1::2] = halves
    return table


def whole_sines(rows: int, size: int, zero: int | None) -> Array:
    """As in tensor2tensor: the wavelengths from 2 π to 20000 π are as many as there are sines."""
    half = size // 2
    angles = np.arange(rows)[:, None] / 10000.0 ** (np.arange(half) / max(half - 1, 1))
    table = np.concatenate([np.sin(angles), np.cos(angles), np.zeros((rows, size % 2))], 1)
    if zero is not None:
        table[zero] = 0
    return table


def counted(mask: Array | None, places: Array, hidden: int) -> Array:
    """Places [batch or 1, length] among the tokens that a mask shows, from 0; of those that it hides, `hidden`.

    Args:
        mask: [batch, tokens so far]; none, or one of more axes, shows all.
        places: [length], where the tokens stand.
    """
    if mask is None or mask.ndim != 2:
        return places[None]
    shown = mask != 0
    return np.where(shown, shown.cumsum(1) - 1, hidden)[:, places.clip(max=mask.shape[1] - 1)]


def to_bfloat16(x: Array) -> Array:
    """The nearest numbers that have 8 significant bits; of two that are equally near, the even one."""
    fraction, exponent = np.frexp(x)
    return np.ldexp(np.rint(fraction * 256), exponent - 8)


def sloped(block: Slopes, mask: Array | None, keys: int) -> Array:
    """What is added to scaled scores, [batch or 1, heads, 1, keys]."""
    places = counted(mask if block.by_mask else None, np.arange(keys), 0)[:, None, None]
    slopes = np.array(block.slopes)[:, None, None]
    if block.rounded:
        return to_bfloat16(to_bfloat16(slopes) * to_bfloat16(places)) * block.scale
    return slopes * places * block.scale
