"""In what way two described values or signatures differ. Needs nothing but Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def unequal(theirs: Any, ours: Any) -> str:
    """In what way two values differ; objects are not compared."""
    if theirs == ours or is_object(theirs):
        return ""
    return f"is {shown(ours)}, not {shown(theirs)}"


def is_object(value: Any) -> bool:
    """Whether it only says of what class a value is, or holds such."""
    if isinstance(value, str):
        return value.startswith("<") and value.endswith(">")
    if isinstance(value, Mapping):
        return any(is_object(each) for each in value.values())
    return isinstance(value, list) and any(is_object(each) for each in value)


def shown(value: Any) -> str:
    """A value in a line."""
    text = repr(value)
    return text if len(text) < 80 else f"{text[:77]}..."


def parameters(theirs: list[list[Any]] | None, ours: list[list[Any]] | None) -> Iterator[str]:
    """In what way calls that suit one signature do not suit another."""
    if theirs is None:
        return
    if ours is None:
        yield "takes nothing that is known"
        return
    kinds = {name: kind for name, kind, _ in ours}
    defaults = {name: default for name, _, default in ours}
    open_ended = "**" in kinds.values()
    places = [name for name, kind, _ in ours if kind in ("", "/")]
    spread = "*" in kinds.values()
    for place, (name, kind, default) in enumerate(each for each in theirs if each[1] not in ("*", "**")):
        if name not in kinds or kinds[name] in ("*", "**"):
            yield f"has no parameter {name}" + (" of its own, but **" if open_ended else "")
            continue
        if kind == "" and (name not in places or places.index(name) != place):
            where = f"at place {places.index(name)}" if name in places else "by name alone"
            yield f"takes {name} {where}, not at {place}"
        text = unequal(default, defaults[name])
        if text:
            yield f"{name} {text}"
    kinds_there = {kind for _, kind, _ in theirs}
    if "**" in kinds_there and not open_ended:
        yield "takes no further keywords"
    if "*" in kinds_there and not spread:
        yield "takes no further arguments"
    if kinds_there & {"*", "**"}:
        return  # what its calls have is not known
    taken = {name for name, *_ in theirs}
    for name, kind, default in ours:
        if name not in taken and kind in ("", "/", "key") and default == "<required>":
            yield f"requires {name}"
