"""Layout operations: how a tensor's axes differ between two dialects. Each has an exact inverse and moves no bytes.

A `Layout` only describes; what carries it out (numpy, torch, XLA) is decided when the tensor is placed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Layout:
    """Permute the axes, then put `unit_axes` axes of length one in front; a negative count removes them first.

    Attributes:
        axes: as for `numpy.transpose`; None keeps the order.
        unit_axes: how many leading axes of length one are added; negative if they are removed.
    """

    axes: tuple[int, ...] | None = None
    unit_axes: int = 0

    @property
    def is_identity(self) -> bool:
        """Whether source and result are the same bytes in the same shape."""
        return self.axes is None and self.unit_axes == 0

    @property
    def moves_bytes(self) -> bool:
        """Whether a contiguous source needs copying to be contiguous again."""
        return self.axes is not None

    @property
    def inverse(self) -> Layout:
        """The layout that undoes this one."""
        if self.axes is None:
            return Layout(None, -self.unit_axes)
        return Layout(tuple(self.axes.index(i) for i in range(len(self.axes))), -self.unit_axes)

    def applies_to(self, shape: tuple[int, ...]) -> bool:
        """Whether a tensor of this shape has the axes that the layout permutes or removes."""
        drop = max(0, -self.unit_axes)
        if any(length != 1 for length in shape[:drop]) or len(shape) < drop:
            return False
        return self.axes is None or len(self.axes) == len(shape) - drop

    def shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The result's shape for a source of `shape`."""
        rest = shape[max(0, -self.unit_axes) :]
        if self.axes is not None:
            rest = tuple(rest[axis] for axis in self.axes)
        return (1,) * max(0, self.unit_axes) + rest

    def source_index(self, index: tuple[slice, ...]) -> tuple[slice, ...]:
        """The slices of the source's axes that correspond to the slices `index` of the result's."""
        rest = index[max(0, self.unit_axes) :]
        if self.axes is not None:
            rest = tuple(rest[place] for place in self.inverse.axes or ())
        return (*(slice(None),) * max(0, -self.unit_axes), *rest)

    def view(self, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The result as a view of `array`: right shape and values, strided, no bytes moved."""
        array = array.reshape(array.shape[max(0, -self.unit_axes) :])
        if self.axes is not None:
            array = array.transpose(self.axes)
        return array[(*(None,) * max(0, self.unit_axes), ...)]  # without the dots, no axes at all would give a scalar


IDENTITY = Layout()


def between(source: Layout, target: Layout) -> Layout:
    """The layout from one dialect to another; both arguments are relative to the canonical layout."""
    back = source.inverse
    kept = min(source.unit_axes, target.unit_axes)
    if back.axes is None or target.axes is None:
        axes = target.axes if back.axes is None else back.axes
    else:
        axes = tuple(back.axes[axis] for axis in target.axes)
    if axes is not None:
        axes = (*range(kept), *(axis + kept for axis in axes))
        if axes == tuple(range(len(axes))):
            axes = None
    return Layout(axes, target.unit_axes - source.unit_axes)
