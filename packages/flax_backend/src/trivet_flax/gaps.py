"""Classes that families have and Flax has not, each with the reason. They are exported nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GAPS: Mapping[str, str] = MappingProxyType(
    {"FlaxGPT2DoubleHeadsModel": "no head reads a token of each choice that the caller names"}
)
"""Name → why there is none."""
