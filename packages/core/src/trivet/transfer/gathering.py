"""The host tensors of a plan's steps, whole or in part: one stored tensor as it lies, or pieces put together.

Used by whatever carries out a plan, and by placements that read a parameter later or only some of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from trivet.formats.storage import Storage
from trivet.layout import IDENTITY
from trivet.layout.assembling import assembled
from trivet.layout.host import Ahead, HostTensor
from trivet.layout.views import Bounds, Region, View, regions
from trivet.planning.load_plan import Step
from trivet.planning.ties import Arrays
from trivet.tensors import TensorSpec
from trivet.tensors.overflow import can_overflow, count_overflow

Array = np.ndarray[Any, Any]


def host_tensor(step: Step, arrays: Arrays, ahead: Ahead | None = None) -> HostTensor:
    """A parameter on the host: the whole of a tensor as it is stored, or pieces put together as the model has them.

    Args:
        ahead: as of `HostTensor`.
    """
    if not step.pieces:
        return HostTensor(step.target, arrays.array(step.source), step.layout, step.dtype, ahead)
    shown, _ = _shown(arrays, [(each.source, each.take) for each in step.pieces])
    moves = [(array, each.into) for array, each in zip(shown, step.pieces, strict=True)]
    whole = assembled(moves, step.shape, step.dtype.numpy, shift=step.shift)
    return HostTensor(step.target, whole, IDENTITY, step.dtype)


def overflow_of(step: Step, arrays: Arrays) -> int:
    """How many values the cast of a step makes NaN or infinite. Reads all of them where any can be."""
    if not step.pieces:
        return _overflow(step, step.source, arrays.array(step.source)) if narrows(step) else 0
    wanted = [(each.source, each.take) for each in step.pieces if can_overflow(each.source.dtype, step.dtype)]
    shown, _ = _shown(arrays, wanted)
    return sum(_overflow(step, source, values) for values, (source, _) in zip(shown, wanted, strict=True))


def narrows(step: Step) -> bool:
    """Whether the cast of a step may make values NaN or infinite."""
    return any(can_overflow(source.dtype, step.dtype) for source in step.sources)


def _overflow(step: Step, source: TensorSpec, values: Array) -> int:
    return count_overflow(values, source.dtype, step.dtype)


@dataclass(frozen=True, slots=True)
class Parts:
    """Some parts of a parameter.

    Attributes:
        hosts: each of them.
        stored: the stored elements that they were made of: views of a map, or what was read.
        read: bytes that were read for them; 0 where all are views of maps.
        overflowed: how many of their values the cast makes NaN or infinite.
    """

    hosts: tuple[HostTensor, ...]
    stored: tuple[Array, ...]
    read: int
    overflowed: int


def parts_of(step: Step, storage: Storage, parts: Sequence[Bounds]) -> Parts:
    """Parts of a parameter, for each of which no more is read than it needs.

    Args:
        parts: first and end on each axis of the parameter, in the model's layout.
    """
    if not step.pieces:
        return _of_one(step, storage, parts)
    chosen: list[tuple[int, TensorSpec, Region]] = [
        (number, piece.source, region)
        for number, part in enumerate(parts)
        for piece in step.pieces
        for region in regions(piece.take, piece.into, part)
    ]
    stored, read = _shown(storage, [(source, region.take) for _, source, region in chosen])
    hosts = []
    for number, part in enumerate(parts):
        moves = [(array, region) for array, (of, _, region) in zip(stored, chosen, strict=True) if of == number]
        shape = [end - first for first, end in part]
        whole = assembled(moves, shape, step.dtype.numpy, shift=step.shift)
        hosts.append(HostTensor(step.target, whole, IDENTITY, step.dtype))
    overflowed = sum(_overflow(step, source, array) for array, (_, source, _) in zip(stored, chosen, strict=True))
    return Parts(tuple(hosts), tuple(stored), read, overflowed)


def _of_one(step: Step, storage: Storage, parts: Sequence[Bounds]) -> Parts:
    indices: list[Any] = [  # without the dots, no axes at all would give a scalar
        (*step.layout.source_index(tuple(slice(*each) for each in part)), ...) for part in parts
    ]
    stored, read = storage.parts(step.source, indices)
    hosts = tuple(HostTensor(step.target, each, step.layout, step.dtype) for each in stored)
    overflowed = sum(_overflow(step, step.source, each) for each in stored)
    return Parts(hosts, tuple(stored), read, overflowed)


def _shown(arrays: Arrays, wanted: Sequence[tuple[TensorSpec, View]]) -> tuple[list[Array], int]:
    """What views show of stored tensors, in their order, and how many bytes were read for it.

    Plain bytes are cut after the axes are split, so that not even what lies between is read.
    """
    if not isinstance(arrays, Storage):
        return [view.of(arrays.array(spec)) for spec, view in wanted], 0
    groups: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for number, (spec, view) in enumerate(wanted):
        shape = view.split_shape if spec.via is None and spec.strides is None else spec.shape
        groups.setdefault((spec.name, shape), []).append(number)
    shown: dict[int, Array] = {}
    total = 0
    for (_, shape), numbers in groups.items():
        spec = wanted[numbers[0]][0]
        views = [wanted[number][1] for number in numbers]
        if shape == spec.shape:
            boxes = [view.covered() for view in views]
            read_parts, read = arrays.parts(spec, [(*box, ...) for box, _ in boxes])
            shown |= {n: inside.of(array) for n, array, (_, inside) in zip(numbers, read_parts, boxes, strict=True)}
        else:
            split = replace(spec, shape=shape)
            read_parts, read = arrays.parts(split, [view.index for view in views])
            shown |= {n: array.transpose(view.axes) for n, array, view in zip(numbers, read_parts, views, strict=True)}
        total += read
    return [shown[number] for number in range(len(wanted))], total
