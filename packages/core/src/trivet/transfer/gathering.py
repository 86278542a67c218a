"""The host tensors of a plan's steps, whole or in part: one stored tensor, or pieces assembled.

Used by the execution of plans, and by placements that read a parameter later or only a part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from trivet.dtypes import DType
from trivet.formats.storage import Storage
from trivet.layout import IDENTITY
from trivet.layout.assembling import assembled
from trivet.layout.host import Ahead, HostTensor
from trivet.layout.views import Bounds, Region, View, regions
from trivet.planning.load_plan import Step
from trivet.planning.ties import Arrays
from trivet.tensors import TensorSpec
from trivet.tensors.overflow import can_overflow, count_overflow

_DECODED = (DType.F32, DType.BF16, DType.F16)  # dtypes to which decoders cast themselves

Array = np.ndarray[Any, Any]


def host_tensor(step: Step, arrays: Arrays, ahead: Ahead | None = None) -> HostTensor:
    """A parameter on the host: one whole tensor in its stored layout, or pieces assembled in the model's layout.

    Args:
        ahead: as for `HostTensor`.
    """
    if not step.pieces:
        source = step.source
        if source.coded is not None and step.dtype in _DECODED and not narrows(step):
            source = replace(source, dtype=step.dtype)  # decoded and cast in one pass
        return HostTensor(step.target, arrays.array(source), step.layout, step.dtype, ahead)
    shown, _ = _shown(arrays, [(each.source, each.take) for each in step.pieces])
    moves = [(array, each.into) for array, each in zip(shown, step.pieces, strict=True)]
    whole = assembled(moves, step.shape, step.dtype.numpy, shift=step.shift)
    return HostTensor(step.target, whole, IDENTITY, step.dtype)


def overflow_of(step: Step, arrays: Arrays) -> int:
    """How many values the cast of a step makes NaN or infinite. Reads them all, unless none can be."""
    if not step.pieces:
        return _overflow(step, step.source, arrays.array(step.source)) if narrows(step) else 0
    views = [(each.source, each.take) for each in step.pieces if can_overflow(each.source.dtype, step.dtype)]
    shown, _ = _shown(arrays, views)
    return sum(_overflow(step, source, values) for values, (source, _) in zip(shown, views, strict=True))


def narrows(step: Step) -> bool:
    """Whether the cast of a step may make values NaN or infinite."""
    return any(can_overflow(source.dtype, step.dtype) for source in step.sources)


def _overflow(step: Step, source: TensorSpec, values: Array) -> int:
    return count_overflow(values, source.dtype, step.dtype)


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of one parameter.

    Attributes:
        hosts: the parts.
        stored: the stored elements of the parts: views of a map, or arrays that were read.
        read: bytes that were read for them; 0 if all are views of maps.
        overflowed: how many of their values the cast makes NaN or infinite.
    """

    hosts: tuple[HostTensor, ...]
    stored: tuple[Array, ...]
    read: int
    overflowed: int


def parts_of(step: Step, storage: Storage, parts: Sequence[Bounds]) -> Parts:
    """Parts of a parameter, reading only the elements that they need.

    Args:
        parts: first and end index on each axis of the parameter, in the model's layout.
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
    indices: list[Any] = [  # with an ellipsis, so that a tensor of no axes stays an array
        (*step.layout.source_index(tuple(slice(*each) for each in part)), ...) for part in parts
    ]
    stored, read = storage.parts(step.source, indices)
    hosts = tuple(HostTensor(step.target, each, step.layout, step.dtype) for each in stored)
    overflowed = sum(_overflow(step, step.source, each) for each in stored)
    return Parts(hosts, tuple(stored), read, overflowed)


def _shown(arrays: Arrays, requests: Sequence[tuple[TensorSpec, View]]) -> tuple[list[Array], int]:
    """The results of views of stored tensors, in order, and how many bytes were read for them.

    Plain bytes are sliced after the axes are split, so that elements in between are not read.
    """
    if not isinstance(arrays, Storage):
        return [view.of(arrays.array(spec)) for spec, view in requests], 0
    groups: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for number, (spec, view) in enumerate(requests):
        shape = view.split_shape if spec.is_plain and spec.strides is None else spec.shape
        groups.setdefault((spec.name, shape), []).append(number)
    shown: dict[int, Array] = {}
    total = 0
    for (_, shape), numbers in groups.items():
        spec = requests[numbers[0]][0]
        views = [requests[number][1] for number in numbers]
        if shape == spec.shape:
            boxes = [view.covered() for view in views]
            read_parts, read = arrays.parts(spec, [(*box, ...) for box, _ in boxes])
            shown |= {n: inside.of(array) for n, array, (_, inside) in zip(numbers, read_parts, boxes, strict=True)}
        else:
            split = replace(spec, shape=shape)
            read_parts, read = arrays.parts(split, [view.index for view in views])
            shown |= {n: array.transpose(view.axes) for n, array, view in zip(numbers, read_parts, views, strict=True)}
        total += read
    return [shown[number] for number in range(len(requests))], total
