"""Views: some elements of a tensor with its axes split, cut and put in another order. Always strided, nothing moves.

Two tensors are related by a pair of views of one shape: what the one shows of the first is what the other shows of the
second. The relation can be read in either direction, and for a part of the second alone.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from trivet.layout.ops import Layout

if TYPE_CHECKING:
    import numpy as np

Bounds: TypeAlias = tuple[tuple[int, int], ...]
"""First and end index on each axis."""


@dataclass(frozen=True, slots=True)
class View:
    """Some elements of a tensor.

    Attributes:
        lengths: for each axis of the tensor the lengths of the axes that it is split into, outermost first.
        bounds: the range that is selected on each axis after splitting.
        axes: the order of the result's axes, as for `numpy.transpose`.
    """

    lengths: tuple[tuple[int, ...], ...]
    bounds: Bounds
    axes: tuple[int, ...]

    @classmethod
    def whole(cls, shape: Sequence[int]) -> View:
        """The view of a whole tensor, its axes unchanged."""
        return cls.split(tuple((length,) for length in shape))

    @classmethod
    def split(cls, lengths: tuple[tuple[int, ...], ...]) -> View:
        """The view of a whole tensor with its axes split."""
        every = [length for axis in lengths for length in axis]
        return cls(lengths, tuple((0, length) for length in every), tuple(range(len(every))))

    def cut(self, axis: int, first: int, end: int) -> View:
        """The view restricted to a range of an axis, counted after splitting."""
        bounds = tuple((first, end) if each == axis else kept for each, kept in enumerate(self.bounds))
        return View(self.lengths, bounds, self.axes)

    def behind(self, length: int) -> View:
        """The view of a tensor that has one more axis in front."""
        return self._after(((length,), *self.lengths), length)

    def unsqueezed(self) -> View:
        """The view with one more axis in front of its result, of length one."""
        return self._after(((1, *self.lengths[0]), *self.lengths[1:]), 1)

    def _after(self, lengths: tuple[tuple[int, ...], ...], length: int) -> View:
        return View(lengths, ((0, length), *self.bounds), (0, *(axis + 1 for axis in self.axes)))

    @property
    def tensor_shape(self) -> tuple[int, ...]:
        """Shape of the tensor that is viewed."""
        return tuple(math.prod(lengths) for lengths in self.lengths)

    @property
    def split_shape(self) -> tuple[int, ...]:
        """Shape of that tensor after splitting."""
        return tuple(length for lengths in self.lengths for length in lengths)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the result."""
        return tuple(self.bounds[axis][1] - self.bounds[axis][0] for axis in self.axes)

    @property
    def is_layout(self) -> bool:
        """Whether it shows the whole tensor and only permutes its axes."""
        is_whole = all(bounds == (0, length) for bounds, length in zip(self.bounds, self.split_shape, strict=True))
        return is_whole and all(sum(length != 1 for length in lengths) < 2 for lengths in self.lengths)

    @property
    def index(self) -> tuple[Any, ...]:
        """The index into the split tensor: slices, and an ellipsis, so that a tensor of no axes stays an array."""
        return (*(slice(*each) for each in self.bounds), ...)

    def of(self, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The view of an array, sharing its memory."""
        shown: np.ndarray[Any, Any] = array.reshape(self.split_shape)[self.index]
        return shown.transpose(self.axes)

    def undone(self, shown: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The tensor behind a result, for a view that `is_layout`; shares the result's memory."""
        order = sorted(range(len(self.axes)), key=self.axes.__getitem__)
        return shown.transpose(order).reshape(self.tensor_shape)

    def on(self, layout: Layout) -> View:
        """The view that shows the same elements after a layout was applied to the tensor."""
        order = range(len(self.lengths)) if layout.axes is None else layout.axes
        starts = list(itertools.accumulate((len(lengths) for lengths in self.lengths), initial=0))
        moved = [split for axis in order for split in range(starts[axis], starts[axis + 1])]
        units = ((),) * max(0, layout.unit_axes)
        lengths = (*units, *(self.lengths[axis] for axis in order))
        return View(lengths, tuple(self.bounds[each] for each in moved), tuple(moved.index(each) for each in self.axes))

    def covered(self) -> tuple[tuple[slice, ...], View]:
        """The smallest box of the unsplit tensor that contains what is shown, and the view of that box."""
        box, lengths, bounds, place = [], [], list(self.bounds), 0
        for axis in self.lengths:
            if not axis:
                box.append(slice(0, 1))
                lengths.append(axis)
                continue
            (first, end), inner = self.bounds[place], math.prod(axis[1:])
            box.append(slice(first * inner, end * inner))
            lengths.append((end - first, *axis[1:]))
            bounds[place] = (0, end - first)
            place += len(axis)
        return tuple(box), View(tuple(lengths), tuple(bounds), self.axes)


@dataclass(frozen=True, slots=True)
class Region:
    """Elements that one tensor shares with a part of another.

    Attributes:
        take: the view of the first that shows them.
        where: index of the smallest box of the part in which `into` shows them.
    """

    take: View
    where: tuple[Any, ...]
    into: View

    def of(self, part: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The region of the part, sharing its memory."""
        return self.into.of(part[self.where])


def regions(take: View, into: View, part: Bounds) -> Iterator[Region]:
    """The regions that a part of one tensor shares with another tensor, where `take` of the other equals `into` of it.

    Args:
        part: bounds on the axes of the tensor that `into` is a view of.
    """
    runs = [list(_boxes(first, end, lengths)) for (first, end), lengths in zip(part, into.lengths, strict=True)]
    for chosen in itertools.product(*runs):
        box = [each for _, corner in chosen for each in corner]
        held = [(max(a, c), min(b, d)) for (a, b), (c, d) in zip(box, into.bounds, strict=True)]
        if any(first >= end for first, end in held):
            continue
        bounds = list(take.bounds)
        for ours, theirs in zip(take.axes, into.axes, strict=True):
            offset = take.bounds[ours][0] - into.bounds[theirs][0]
            bounds[ours] = (held[theirs][0] + offset, held[theirs][1] + offset)
        lengths = tuple(tuple(b - a for a, b in corner) for _, corner in chosen)
        inside = tuple((c - a, d - a) for (a, _), (c, d) in zip(box, held, strict=True))
        where = (*(slice(a - first, b - first) for ((a, b), _), (first, _) in zip(chosen, part, strict=True)), ...)
        yield Region(View(take.lengths, tuple(bounds), take.axes), where, View(lengths, inside, into.axes))


def _boxes(first: int, end: int, lengths: tuple[int, ...]) -> Iterator[tuple[tuple[int, int], Bounds]]:
    """The range from `first` to `end` of an axis, as ranges that are boxes of the axes that it is split into."""
    if first >= end:
        return
    if len(lengths) < 2:
        yield (first, end), ((first, end),) * len(lengths)
        return
    inner = math.prod(lengths[1:])
    low, high = -(-first // inner), end // inner
    if low > high:  # within one of the outermost axis
        yield from _within(high, first, end, lengths)
        return
    yield from _within(low - 1, first, low * inner, lengths)
    if low < high:
        yield (low * inner, high * inner), ((low, high), *((0, length) for length in lengths[1:]))
    yield from _within(high, high * inner, end, lengths)


def _within(outer: int, first: int, end: int, lengths: tuple[int, ...]) -> Iterator[tuple[tuple[int, int], Bounds]]:
    start = outer * math.prod(lengths[1:])
    for (low, high), corner in _boxes(first - start, end - start, lengths[1:]):
        yield (low + start, high + start), ((outer, outer + 1), *corner)
