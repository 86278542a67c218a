"""What no array can have, so that no reader of a container passes it on."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trivet.dtypes import DType

MAX_DIMENSIONS = 32  # numpy's limit before version 2, and HDF5's


def shape_problem(dtype: DType, shape: Sequence[int]) -> str:
    """Why no array can have the shape, or nothing. An empty array's other lengths count too: numpy refuses them."""
    if len(shape) > MAX_DIMENSIONS:
        return f"it has {len(shape)} dimensions; at most {MAX_DIMENSIONS} are possible"
    if any(length < 0 for length in shape) or math.prod(length or 1 for length in shape) * dtype.bits >= 2**63:
        return f"the shape {list(shape)} is impossible for {dtype.name}"
    return ""
