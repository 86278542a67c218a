"""The options that blueprints show, and the few heads that show as many as all heads do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from trivet.families.blocks import Leftover

T = TypeVar("T")

# What files hold and how training begins, which no test of the contract of models depends on.
_NOT_COMPUTED = {"std", "stds", "initial", "stored", "written", "beside", "prevails"}


def options(block: Any) -> Iterator[str]:
    """Every option of a block and of those within it, as `Norm.rms = True`; of numbers only whether they are zero.

    Names and lengths are no options.

    Args:
        block: a block, a kind of head, or a tuple of such.
    """
    if isinstance(block, tuple):
        for each in block:
            yield from options(each)
    elif is_dataclass(block) and not isinstance(block, Leftover):
        for field in fields(block):
            value = getattr(block, field.name)
            stated = _stated(value)
            if stated is not None and field.name not in _NOT_COMPUTED:
                yield f"{type(block).__name__}.{field.name} = {stated}"
            yield from options(value)


def _stated(value: Any) -> str | None:
    """What is stated of a field's value; None if nothing is."""
    if value is None or isinstance(value, bool | Enum):
        return str(value)
    if isinstance(value, int | float):
        return "a number" if value else "zero"
    return type(value).__name__ if is_dataclass(value) else None


def covering(options_of: Iterable[tuple[T, frozenset[str]]]) -> list[T]:
    """Few of the values, which show each option that one of all shows: at each step the one that adds the most.

    The order of the values is kept, and decides between those that add equally many.
    """
    pairs = list(options_of)
    missing: set[str] = set().union(*(shown for _, shown in pairs))
    chosen: set[int] = set()
    while missing:
        best = max(range(len(pairs)), key=lambda index: len(pairs[index][1] & missing))
        chosen.add(best)
        missing -= pairs[best][1]
    return [value for index, (value, _) in enumerate(pairs) if index in chosen]
