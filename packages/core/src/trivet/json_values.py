"""How much memory JSON would take, told from its bytes before it is read; and how deep its values nest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_FEW = 1 << 20  # bytes of JSON that may hold what it likes


def most_values(data: bytes) -> int:
    """At most how many values JSON has; each takes some 70 bytes of memory, an empty list two bytes of JSON."""
    return sum(data.count(mark) for mark in (b",", b"[", b"{"))


def is_too_dense(data: bytes, bytes_per_value: int) -> bool:
    """Whether long JSON has more values than one in so many bytes, as what is meant to fill memory has."""
    return len(data) > _FEW and most_values(data) * bytes_per_value > len(data)


def is_deeper(value: Any, most: int) -> bool:
    """Whether arrays and objects nest deeper than so many levels, at which a walk through them ends in an error."""
    level: Iterable[Any] = (value,)
    for _ in range(most + 1):
        level = [inner for each in level if isinstance(each, list | dict) for inner in _inner(each)]
    return bool(level)


def _inner(value: list[Any] | dict[str, Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
