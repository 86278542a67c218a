"""Disentangled attention and its convolution, as plain numpy computes them."""

from __future__ import annotations

import numpy as np

from trivet.families.blocks import Convolution, Disentangled

Array = np.ndarray


def rows(block: Disentangled, distance: Array) -> Array:
    """The row of each distance of a query to a key; float32 decides which side a bucket's edge is on."""
    if block.buckets is not None:
        exact = block.buckets // 2
        shares = np.log(np.abs(distance).clip(exact).astype(np.float32) / np.float32(exact))
        shares = shares / np.log(np.float32((block.max_distance - 1) / exact)) * np.float32(exact - 1)
        wide = (np.ceil(shares) + exact).astype(np.int64) * np.sign(distance)
        distance = np.where(np.abs(distance) <= exact, distance, wide)
    return (distance + block.span).clip(0, 2 * block.span - 1)


def scores(query: Array, key: Array, keys: Array | None, queries: Array | None, places: Array) -> Array:
    """Of words [batch, heads, length, size] and distances [1, heads, rows, size], not scaled."""
    total = np.zeros((*query.shape[:2], *places.shape))
    if keys is not None:
        total += np.einsum("bhqd,hqkd->bhqk", query, keys[0][:, places])
    if queries is not None:
        total += np.einsum("bhkd,hqkd->bhqk", key, queries[0][:, places])
    return total


def convolve(block: Convolution, weight: Array, bias: Array, x: Array) -> Array:
    """[batch, length, inputs] → [batch, length, outputs]; weight [outputs, inputs, kernel]."""
    padded = np.pad(x, ((0, 0), (block.padding, block.padding), (0, 0)))
    seen = ((block.length(x.shape[1]) - 1) * block.stride) + 1
    shifts = (padded[:, place : place + seen : block.stride] @ weight[:, :, place].T for place in range(block.kernel))
    return bias + sum(shifts)
