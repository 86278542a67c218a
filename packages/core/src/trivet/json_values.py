"""Limits for JSON from untrusted files: memory estimated from its bytes before parsing, and depth of nesting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_FEW = 1 << 20  # bytes; JSON up to this size is not checked


def most_values(data: bytes) -> int:
    """Upper bound of the number of values in JSON; each takes about 70 bytes of memory, and as few as two of JSON."""
    return sum(data.count(mark) for mark in (b",", b"[", b"{"))


def is_too_dense(data: bytes, bytes_per_value: int) -> bool:
    """Whether long JSON has more than one value for every `bytes_per_value` bytes, as JSON built to fill memory has."""
    return len(data) > _FEW and most_values(data) * bytes_per_value > len(data)


def is_deeper(value: Any, most: int) -> bool:
    """Whether arrays and objects nest more than `most` levels deep, where recursive code would fail."""
    level: Iterable[Any] = (value,)
    for _ in range(most + 1):
        level = [inner for each in level if isinstance(each, list | dict) for inner in _inner(each)]
    return bool(level)


def _inner(value: list[Any] | dict[str, Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
