"""The tensors of a checkpoint as a tree of parts, numbered parts that are alike merged into one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trivet.operations.inspect import TensorRow
from trivet.planning.report import number_ranges

Order = Literal["size", "name", "file"]
_NUMBERED = re.compile(r"(.*[._])?(0|[1-9]\d{0,8})")  # a list's item: `7`, TensorFlow's `layer_._7`, Flax's `layers_7`


@dataclass(frozen=True, slots=True)
class Part:
    """A tensor, or a module with all that is below it.

    Attributes:
        name: relative to the part that it is in; `layer.{0-5}` stands for several that are alike.
        count: how many it stands for.
        tensors, size, nbytes: of all of them together: tensors, elements, bytes.
        dtypes: of the tensors, the most bytes first.
        shape: of a tensor; None of a module.
        parts: what is in each, in the order of the file.
    """

    name: str
    count: int
    tensors: int
    size: int
    nbytes: int
    dtypes: tuple[str, ...]
    shape: tuple[int, ...] | None
    parts: tuple[Part, ...]

    def ordered(self, order: Order) -> tuple[Part, ...]:
        """What is in it: the largest first, by name, or as in the file."""
        if order == "file":
            return self.parts
        return tuple(
            sorted(self.parts, key=lambda each: (-each.nbytes, each.name) if order == "size" else (0, each.name))
        )

    def levels(self) -> Iterator[int]:
        """How many parts there are on each level below it."""
        level: Sequence[Part] = self.parts
        while level:
            yield len(level)
            level = [part for each in level for part in each.parts]


def tree_of(rows: Iterable[TensorRow], name: str = "") -> Part:
    """The parts of a checkpoint, one below the other as names have them. Linear in the number of tensors.

    Args:
        name: what the whole is called.
    """
    listed = list(rows)
    separator = "/" if any("/" in row.name for row in listed) else "."
    root: dict[str, object] = {}
    for row in listed:
        place = root
        *modules, leaf = row.name.split(separator)
        for module in modules:
            below = place.setdefault(module, {})
            if not isinstance(below, dict):  # a tensor has the name of a module
                below = place[module] = {"": below}
            place = below
        if isinstance(place.get(leaf), dict):
            place = place[leaf]  # type: ignore[assignment]
            leaf = ""
        place[leaf] = row
    return _part(name, root, separator)


def _part(name: str, content: object, separator: str) -> Part:
    if isinstance(content, TensorRow):
        return Part(name, 1, 1, math.prod(content.shape), content.nbytes, (content.dtype,), content.shape, ())
    assert isinstance(content, dict)
    listed = (_part(key, below, separator) for key, below in content.items())
    parts = tuple(_joined(each, separator) for each in _merged(listed))
    dtypes: Counter[str] = Counter()
    for each in parts:
        for dtype in each.dtypes:
            dtypes[dtype] += each.nbytes
    totals = (sum(each.tensors for each in parts), sum(each.size for each in parts), sum(each.nbytes for each in parts))
    return Part(name, 1, *totals, tuple(dtype for dtype, _ in dtypes.most_common()), None, parts)


def _merged(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, those with numbers for names that hold the same merged into one."""
    alike: dict[object, list[tuple[int, Part]]] = {}
    for place, each in enumerate(parts):
        match = _NUMBERED.fullmatch(each.name)
        key: object = place if match is None else (match[1] or "", each.nbytes, each.shape, each.dtypes, each.parts)
        alike.setdefault(key, []).append((int(match[2]) if match else 0, each))
    for same in alike.values():
        first, times = same[0][1], len(same)
        if times == 1:
            yield first
            continue
        match = _NUMBERED.fullmatch(first.name)
        before = match[1] if match else ""
        name = (before or "") + number_ranges(sorted(number for number, _ in same))
        totals = (first.tensors * times, first.size * times, first.nbytes * times)
        yield Part(name, times, *totals, first.dtypes, first.shape, first.parts)


def _joined(part: Part, separator: str) -> Part:
    """A part that holds one other, and that other, as one."""
    if len(part.parts) != 1:
        return part
    (only,) = part.parts
    name = separator.join(filter(None, (part.name, only.name)))
    return replace(part, name=name, count=part.count * only.count, shape=only.shape, parts=only.parts)
