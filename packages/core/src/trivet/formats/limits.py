"""What no array can have, and how much a file may become, so that no reader of a container passes on more."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trivet.dtypes import DType

MAX_EXPANSION = 100  # times its size that a file may become, inflated or repeated; weights hardly do
EXPANSION_SLACK = 16_000_000  # bytes that they may become whatever the ratio: a mask that one row was expanded to
MAX_DIMENSIONS = 32  # numpy's limit before version 2, and HDF5's


def expands_too_far(nbytes: int, file_size: int) -> bool:
    """Whether tensors of so many bytes are more than a file of that size can honestly stand for.

    Deflated entries, views that repeat their bytes, and many names for the same bytes count alike.
    """
    return nbytes > EXPANSION_SLACK + MAX_EXPANSION * file_size


def shape_problem(dtype: DType, shape: Sequence[int]) -> str:
    """Why no array can have the shape, or nothing. An empty array's other lengths count too: numpy refuses them."""
    if len(shape) > MAX_DIMENSIONS:
        return f"it has {len(shape)} dimensions; at most {MAX_DIMENSIONS} are possible"
    if any(length < 0 for length in shape) or math.prod(length or 1 for length in shape) * dtype.bits >= 2**63:
        return f"the shape {list(shape)} is impossible for {dtype.name}"
    return ""
