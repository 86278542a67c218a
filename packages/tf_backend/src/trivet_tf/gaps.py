"""Classes that families have and TensorFlow has not, each with the reason. They are exported nowhere."""

from __future__ import annotations

from collections.abc import Mapping

GAPS: Mapping[str, str] = {}
"""Name → why there is none."""
