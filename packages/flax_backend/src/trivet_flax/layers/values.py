"""Values of arrays that can be read without tracing and without waiting for an accelerator. Knows no models."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray


def known_values(array: Any) -> NDArray[Any] | None:
    """An array's values, or None if they are traced, on another process or on an accelerator."""
    if not isinstance(array, jax.Array):
        return np.asarray(array)
    if isinstance(array, jax.core.Tracer) or not array.is_fully_addressable:
        return None
    in_memory = all(device.platform == "cpu" for device in array.devices())
    return np.asarray(array) if in_memory else None
