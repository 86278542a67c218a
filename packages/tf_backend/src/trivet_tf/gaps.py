"""Classes that families have and TensorFlow has not, each with the reason. They are exported nowhere."""

from __future__ import annotations

GAPS: dict[str, str] = {}
"""Name → why there is none."""
