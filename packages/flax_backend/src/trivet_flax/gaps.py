"""Classes that families have and Flax has not, each with the reason. They are exported nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GAPS: Mapping[str, str] = MappingProxyType({})
"""Name → why there is none."""
