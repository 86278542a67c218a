"""Limits that every reader enforces: the shapes an array can have, and how far a file may expand."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trivet.dtypes import DType

MAX_EXPANSION = 100  # ratio of tensor bytes to file size, by deflate or repetition; real weights stay far below
EXPANSION_SLACK = 16_000_000  # bytes that are allowed at any ratio, such as a mask expanded from one row
MAX_DIMENSIONS = 32  # numpy's limit before version 2, and HDF5's


def expands_too_far(nbytes: int, file_size: int) -> bool:
    """Whether tensors of `nbytes` bytes are implausibly many for a file of that size.

    Deflated entries, views that repeat their bytes, and several names for the same bytes are treated alike.
    """
    return nbytes > EXPANSION_SLACK + MAX_EXPANSION * file_size


def shape_problem(dtype: DType, shape: Sequence[int]) -> str:
    """Why an array cannot have the shape; "" if it can. An empty array's other lengths count: numpy refuses them."""
    if len(shape) > MAX_DIMENSIONS:
        return f"it has {len(shape)} dimensions; at most {MAX_DIMENSIONS} are possible"
    if any(length < 0 for length in shape) or math.prod(length or 1 for length in shape) * dtype.bits >= 2**63:
        return f"the shape {list(shape)} is impossible for {dtype.name}"
    return ""
