"""The frequencies of rotary position embeddings, for each type of scaling. Needs numpy, so it is imported on first use.

Every number is computed in float32, as in the training of the models.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Frequencies = NDArray[np.float32]


def frequencies(rope: Any, length: int | None = None) -> Frequencies:
    """Radians per position of each pair of elements, [size / 2].

    Args:
        rope: a `trivet.families.ropes.Rope`.
        length: as for `Rope.frequencies`.
    """
    scaling, base = rope.scaling, float(rope.theta)
    is_long = length is not None and rope.longest is not None and length > rope.longest
    if rope.type == "dynamic" and is_long:
        base *= rope.stretch(length)
    exponents = np.arange(0, rope.size, 2, dtype=np.float32) / np.float32(rope.size)
    plain = (1.0 / base**exponents).astype(np.float32)
    match rope.type:
        case "linear":
            return plain / np.float32(scaling["factor"])
        case "llama3":
            return _llama3(plain, scaling)
        case "yarn":
            return _yarn(plain, scaling, rope)
        case "longrope":
            factors = np.asarray(scaling["long_factor" if is_long else "short_factor"], np.float32)
            return (1.0 / (factors * base**exponents)).astype(np.float32)
    return plain


def _llama3(plain: Frequencies, scaling: Mapping[str, Any]) -> Frequencies:
    """Short wavelengths unchanged, long ones stretched, those between blended."""
    low, high = scaling["low_freq_factor"], scaling["high_freq_factor"]
    turns = scaling["original_max_position_embeddings"] * plain / np.float32(2 * math.pi)
    kept = np.clip((turns - low) / (high - low), 0, 1).astype(np.float32)
    return _blended(plain, scaling["factor"], kept)


def _yarn(plain: Frequencies, scaling: Mapping[str, Any], rope: Any) -> Frequencies:
    """Fast frequencies unchanged, slow ones interpolated, a ramp between (https://arxiv.org/abs/2309.00071)."""

    def place(turns: float) -> float:
        """The element with that many turns within the trained length."""
        return float(rope.size * math.log(rope.trained / (turns * 2 * math.pi)) / (2 * math.log(rope.theta)))

    low, high = place(scaling.get("beta_fast") or 32), place(scaling.get("beta_slow") or 1)
    if scaling.get("truncate", True):
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, rope.size - 1)
    if low == high:
        high += 0.001  # a ramp without width would divide by zero
    ramp = np.clip((np.arange(rope.size // 2, dtype=np.float32) - low) / (high - low), 0, 1)
    return _blended(plain, scaling["factor"], (1 - ramp).astype(np.float32))


def _blended(plain: Frequencies, factor: float, kept: Frequencies) -> Frequencies:
    """The share `kept` of each frequency unchanged, the rest divided by the factor."""
    return plain / np.float32(factor) * (1 - kept) + plain * kept
