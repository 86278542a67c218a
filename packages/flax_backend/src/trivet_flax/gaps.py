"""Classes of families that Flax lacks, each with the reason. They are not exported."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GAPS: Mapping[str, str] = MappingProxyType({})
"""Name → reason."""
