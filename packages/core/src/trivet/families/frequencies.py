"""The frequencies of rotary position embeddings, for each type of scaling. Needs numpy, so it is imported on first use.

Every number is computed in float32, as in the training of the models.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Frequencies = NDArray[np.float32]


class Rotary(Protocol):
    """The fields of a `RotaryConfig` that determine the frequencies."""

    rope_theta: float
    rope_scaling: dict[str, Any] | None
    head_dim: int
    max_position_embeddings: int

    @property
    def rope_type(self) -> str:
        """How the frequencies are scaled."""
        ...

    def dynamic_rope_stretch(self, length: int) -> float:
        """The factor by which a length stretches the base."""
        ...


def frequencies(config: Rotary, length: int | None = None) -> Frequencies:
    """Radians per position of each pair of elements, [head_dim / 2].

    Args:
        length: as for `RotaryConfig.rope_frequencies`.
    """
    scaling = config.rope_scaling or {}
    base = float(config.rope_theta)
    if config.rope_type == "dynamic" and length is not None and length > config.max_position_embeddings:
        base *= config.dynamic_rope_stretch(length)
    exponents = np.arange(0, config.head_dim, 2, dtype=np.float32) / np.float32(config.head_dim)
    plain = (1.0 / base**exponents).astype(np.float32)
    match config.rope_type:
        case "linear":
            return plain / np.float32(scaling["factor"])
        case "llama3":
            return _llama3(plain, scaling)
        case "yarn":
            return _yarn(plain, scaling, config)
    return plain


def _llama3(plain: Frequencies, scaling: Mapping[str, Any]) -> Frequencies:
    """Short wavelengths unchanged, long ones stretched, those between blended."""
    low, high = scaling["low_freq_factor"], scaling["high_freq_factor"]
    turns = scaling["original_max_position_embeddings"] * plain / np.float32(2 * math.pi)
    kept = np.clip((turns - low) / (high - low), 0, 1).astype(np.float32)
    return _blended(plain, scaling["factor"], kept)


def _yarn(plain: Frequencies, scaling: Mapping[str, Any], config: Rotary) -> Frequencies:
    """Fast frequencies unchanged, slow ones interpolated, a ramp between (https://arxiv.org/abs/2309.00071)."""
    trained = scaling.get("original_max_position_embeddings") or config.max_position_embeddings

    def place(turns: float) -> float:
        """The element with that many turns within the trained length."""
        return config.head_dim * math.log(trained / (turns * 2 * math.pi)) / (2 * math.log(config.rope_theta))

    low, high = place(scaling.get("beta_fast") or 32), place(scaling.get("beta_slow") or 1)
    if scaling.get("truncate", True):
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, config.head_dim - 1)
    if low == high:
        high += 0.001  # a ramp without width would divide by zero
    ramp = np.clip((np.arange(config.head_dim // 2, dtype=np.float32) - low) / (high - low), 0, 1)
    return _blended(plain, scaling["factor"], (1 - ramp).astype(np.float32))


def _blended(plain: Frequencies, factor: float, kept: Frequencies) -> Frequencies:
    """The share `kept` of each frequency unchanged, the rest divided by the factor."""
    return plain / np.float32(factor) * (1 - kept) + plain * kept
