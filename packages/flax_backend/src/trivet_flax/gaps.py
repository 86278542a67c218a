"""Classes that families have and Flax has not, each with the reason. They are exported nowhere."""

from __future__ import annotations

from collections.abc import Mapping

GAPS: Mapping[str, str] = {
    "FlaxGPT2DoubleHeadsModel": "no head reads a token of each choice that the caller names",
}
"""Name → why there is none."""
