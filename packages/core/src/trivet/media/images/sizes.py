"""Sizes of pictures: what files and callers write, and what it makes of a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.errors import InvalidConfigError

_KEYS = ({"height", "width"}, {"shortest_edge"}, {"shortest_edge", "longest_edge"}, {"longest_edge"})
MOST = 2**16
"""Pixels of an edge: more than of any published model, and few enough to be refused before memory is asked for."""


def size_of(value: Any, name: str, *, square: bool) -> dict[str, int]:
    """A size as its edges: `{"height": …, "width": …}`, `{"shortest_edge": …}` or with `longest_edge`.

    Args:
        value: such a mapping, (height, width), or a number.
        name: of the field, for messages.
        square: whether a number means both edges; else it means the shortest.

    Raises:
        InvalidConfigError: it is not a size.
    """
    if isinstance(value, list | tuple) and len(value) == 2:
        value = {"height": value[0], "width": value[1]}
    elif isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if not isinstance(value, Mapping):
        value = {"height": value, "width": value} if square else {"shortest_edge": value}
    edges = {str(edge): length for edge, length in dict(value).items() if length is not None}
    if set(edges) not in _KEYS:
        ways = "height and width, shortest_edge, longest_edge, or the last two"
        raise InvalidConfigError(f"{name} has {', '.join(edges) or 'nothing'}: it must have {ways}", field=name)
    for edge, length in edges.items():
        if isinstance(length, bool) or not isinstance(length, int) or not 0 < length <= MOST:
            reason = f"{name}: {edge} is {length!r}, which is not a whole number of pixels from 1 to {MOST}"
            raise InvalidConfigError(reason, field=name)
    return edges


def resized(height: int, width: int, size: Mapping[str, int]) -> tuple[int, int]:
    """Height and width of a picture that is resized; a size of one edge keeps the ratio."""
    if "height" in size:
        return size["height"], size["width"]
    short, long = min(height, width), max(height, width)
    most = size.get("longest_edge")
    new_short = size.get("shortest_edge", short)
    new_long = int(new_short * long / short)
    if most is not None and (new_long > most or "shortest_edge" not in size):
        new_short, new_long = int(most * new_short / new_long), most
    new_short = max(new_short, 1)
    return (new_long, new_short) if width <= height else (new_short, new_long)
