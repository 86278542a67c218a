"""Bytes of stored tensors, and arrays over them, for every container: files are mapped once, copy-on-write, or read.

Files that another program may rewrite in place are read: a map of a file that is truncated crashes the process, and
one that is overwritten changes the tensors. The memory to read into is aligned and in huge pages, and a backend keeps
it if layout and dtype are right.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import numpy as np

from trivet.errors import CheckpointChangedError, CorruptFileError, TrivetError
from trivet.formats.file_map import FileMap, map_of, map_private
from trivet.formats.protocols import IndirectFormat, PartialFormat
from trivet.formats.registry import format_named
from trivet.tensors import Coded, TensorSpec
from trivet.tensors.decoding import covering_rows, decode_rows, decoded
from trivet.tensors.relayout import empty_aligned
from trivet.tensors.source_files import SourceFile

_LONG = 4096  # bytes; shorter runs of a part are read together with the bytes between them
_AT_ONCE = 8 * 1024 * 1024  # bytes that are read together at most

Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Array = np.ndarray[Any, Any]


class Storage:
    """Provides arrays of stored tensors. Arrays keep their files alive; closing is not needed."""

    def __init__(self) -> None:
        self._maps: dict[SourceFile, Bytes] = {}
        self._sources: dict[str, SourceFile] = {}  # of specs that bring none
        self._used: dict[SourceFile, None] = {}
        self._lock = threading.Lock()

    def is_mapped(self, spec: TensorSpec) -> bool:
        """Whether a tensor's bytes can be viewed without being read."""
        return spec.is_plain and (spec.source is None or spec.source.is_mapped)

    def bytes_of(self, spec: TensorSpec) -> Bytes:
        """The whole file of a mapped tensor, as uint8 [size].

        Raises:
            SourceNotFoundError: the file is gone.
            CorruptFileError: it was replaced or written to since its header was read.
        """
        return self._map(self._source(spec), spec)

    def raw(self, spec: TensorSpec) -> Bytes:
        """The tensor's bytes in C order, uint8 [nbytes]: a view of the map if they are one run of it, else a copy.

        Raises:
            CorruptFileError: the file was replaced, shortened or written to since its header was read.
        """
        if spec.strides is None and spec.coded is None:
            return self._span(spec)
        return np.asarray(self.array(spec), order="C").reshape(-1).view(np.uint8)

    def array(self, spec: TensorSpec) -> Array:
        """The tensor in its stored layout, as a view wherever possible.

        Raises:
            CorruptFileError: the file was replaced, shortened or written to since its header was read.
            UnsupportedDTypeError: the dtype is packed below a byte.
        """
        if spec.coded is not None:
            return self._decoded(spec, spec.coded)
        flat = self._span(spec).view(spec.dtype.numpy)
        if spec.strides is None:
            return flat.reshape(spec.shape)
        return np.ndarray(spec.shape, flat.dtype, flat, strides=[stride * flat.itemsize for stride in spec.strides])

    def parts(self, spec: TensorSpec, indices: Sequence[tuple[Any, ...]]) -> tuple[list[Array], int]:
        """Some parts of a tensor, one for each index of slices, and how many bytes were read for them.

        Parts of a mapped tensor are views, and nothing is read. Decoded bytes count as read.

        Raises:
            CorruptFileError: the file was replaced, shortened or written to since its header was read.
            UnsupportedDTypeError: the dtype is packed below a byte.
        """
        if spec.coded is not None:
            return self._decoded_parts(spec, spec.coded, indices)
        if spec.via is not None and isinstance(container := format_named(spec.via), PartialFormat):
            parts, nbytes = container.parts(spec, indices)
            _require_in_place(spec)
            return list(parts), nbytes
        if self.is_mapped(spec) or spec.via is not None or spec.strides is not None or not spec.nbytes:
            whole = self.array(spec)
            return [whole[index] for index in indices], 0 if map_of(whole) else whole.nbytes
        needed = sum(math.prod(stop - start for start, stop in _bounds(index, spec.shape)) for index in indices)
        if 2 * needed > spec.size:  # read once, rather than a band for each part
            whole = self.array(spec)
            return [whole[index] for index in indices], whole.nbytes
        read = [self._part(spec, index) for index in indices]
        return [part for part, _ in read], sum(nbytes for _, nbytes in read)

    def release(self, spec: TensorSpec) -> None:
        """Release the memory of a mapped tensor's whole pages; they are read from the file again on use.

        Changes to the tensor in memory are lost. Has no effect if the system does not support it.
        """
        if spec.coded is not None:
            for part in spec.coded.parts:
                self.release(part)
            return
        with self._lock:
            source = spec.source or self._sources.get(spec.file)
            file = None if source is None else self._maps.get(source)
        mapped = None if file is None or spec.via is not None else map_of(file)
        if isinstance(mapped, FileMap):
            for extent in spec.extents:
                mapped.release(extent.offset, extent.nbytes)

    def require_unchanged(self) -> None:
        """Check that no file was written to since its tensors were provided.

        Raises:
            CorruptFileError: a file was written to.
        """
        for source in self._used:
            with source.descriptor() as handle:
                source.require_unchanged(handle)

    def _stored(self, coded: Coded) -> list[Array]:
        return [self.raw(part) if part.dtype.is_sub_byte else self.array(part) for part in coded.parts]

    def _decoded(self, spec: TensorSpec, coded: Coded) -> Array:
        with _naming(spec):
            whole = decoded(coded, self._stored(coded), spec.dtype.numpy)
        return whole if coded.axes is None else whole.transpose(coded.axes)

    def _decoded_parts(
        self, spec: TensorSpec, coded: Coded, indices: Sequence[tuple[Any, ...]]
    ) -> tuple[list[Array], int]:
        """Parts of a coded tensor; of the codes, only those of the rows that contain them are read from a map."""
        stored, order = self._stored(coded), coded.axes or tuple(range(len(coded.shape)))
        parts, nbytes = list[Array](), 0
        for index in indices:
            bounds = _bounds(index, spec.shape)
            own = [bounds[order.index(axis)] for axis in range(len(order))]
            first, end = covering_rows(coded, own)
            rows = empty_aligned((end - first, coded.columns), spec.dtype.numpy)
            with _naming(spec):
                decode_rows(coded, stored, first, rows)
            parts.append(_box(rows, first, coded, own).transpose(order))
            nbytes += coded.nbytes * (end - first) // max(1, coded.rows)
        return parts, nbytes

    def _map(self, source: SourceFile, spec: TensorSpec) -> Bytes:
        with self._lock:
            mapped = self._maps.get(source)
            if mapped is None:
                with source.descriptor() as handle:
                    end = max((extent.end for extent in spec.extents), default=0)
                    source.require_unchanged(handle, end=end, tensor=spec.name)
                    mapped = self._maps[source] = map_private(handle, source.size)
            return mapped

    def _source(self, spec: TensorSpec) -> SourceFile:
        source = spec.source
        with self._lock:
            if source is None:
                if spec.file not in self._sources:
                    self._sources[spec.file] = SourceFile(spec.file)
                source = self._sources[spec.file]
            self._used[source] = None
        return source

    def _span(self, spec: TensorSpec) -> Bytes:
        """The bytes of the tensor's extents; for a strided tensor the whole run that it steps through."""
        if not spec.nbytes:
            return np.empty(0, np.uint8)
        if spec.via is not None:
            decoded = cast(IndirectFormat, format_named(spec.via)).read(spec)
            _require_in_place(spec)
            return decoded
        source = self._source(spec)
        end = max(extent.end for extent in spec.extents)
        if end > source.size:
            reason = f"its bytes end at {end}, the file now has {source.size}"
            raise CorruptFileError(spec.file, reason, tensor=spec.name)
        if source.is_mapped:
            file = self._map(source, spec)
            runs = [file[extent.offset : extent.end] for extent in spec.extents]
            return runs[0] if len(runs) == 1 else np.concatenate(runs)
        whole = empty_aligned((sum(extent.nbytes for extent in spec.extents),), np.dtype(np.uint8))
        self._read(spec, source, 0, whole)
        return whole

    def _read(self, spec: TensorSpec, source: SourceFile, start: int, target: Bytes) -> None:
        """Fill an array with the tensor's bytes from `start` on, counted through its extents."""
        position = 0  # of an extent's first byte among the tensor's
        for extent in spec.extents:
            begin, stop = max(start, position), min(start + target.size, position + extent.nbytes)
            if begin < stop:
                place = extent.offset + begin - position
                source.read_into(target[begin - start : stop - start], place, tensor=spec.name)
            position += extent.nbytes

    def _part(self, spec: TensorSpec, index: tuple[Any, ...]) -> tuple[Array, int]:
        """The elements of one part, and how many bytes were read for them."""
        bounds = _bounds(index, spec.shape)
        dtype, source = spec.dtype.numpy, self._source(spec)
        target = empty_aligned([stop - start for start, stop in bounds], dtype)
        if not target.size:
            return target, 0
        cut = max((axis for axis, span in enumerate(bounds) if span != (0, spec.shape[axis])), default=0)
        rows, runs = target.reshape(-1), _runs(bounds, spec.shape, cut)
        run = target.size // len(runs)
        if len(runs) == 1 or run * dtype.itemsize >= _LONG:
            for number, first in enumerate(runs):
                piece = rows[number * run : (number + 1) * run].view(np.uint8)
                self._read(spec, source, first * dtype.itemsize, piece)
            return target, target.nbytes
        (first, end), width = bounds[0], math.prod(spec.shape[1:])
        rest = tuple(slice(*span) for span in bounds[1:])
        step = max(1, _AT_ONCE // (width * dtype.itemsize))
        for start in range(first, end, step):
            band = np.empty((min(step, end - start), *spec.shape[1:]), dtype)
            self._read(spec, source, start * width * dtype.itemsize, band.reshape(-1).view(np.uint8))
            target[start - first : start - first + len(band)] = band[:, *rest]
        return target, (end - first) * width * dtype.itemsize


def _box(rows: Array, first: int, coded: Coded, bounds: Sequence[tuple[int, int]]) -> Array:
    """A part of a coded tensor, out of decoded rows that contain it.

    Args:
        rows: from row `first` on.
        bounds: of the part, on the axes of `coded.shape`.
    """
    if len(bounds) < 2:
        whole: Array = rows.reshape(coded.shape)
        return whole[slice(*bounds[0])] if bounds else whole
    inner = math.prod(coded.shape[1:-1])
    begin, length = bounds[0][0] * inner - first, bounds[0][1] - bounds[0][0]
    box = rows[begin : begin + length * inner].reshape(length, *coded.shape[1:])
    part: Array = box[(slice(None), *(slice(*each) for each in bounds[1:]))]
    return part


@contextmanager
def _naming(spec: TensorSpec) -> Iterator[None]:
    """
    Raises:
        CorruptFileError: codes or scales of a tensor are invalid.
    """
    try:
        yield
    except ValueError as error:
        if isinstance(error, TrivetError):
            raise
        raise CorruptFileError(spec.file, str(error), tensor=spec.name) from error


def _require_in_place(spec: TensorSpec) -> None:
    """
    Raises:
        CheckpointChangedError: the format opened the path by itself, and it no longer names the file of the header.
    """
    source = spec.source
    if source is not None and source.is_reopened and not source.is_in_place():
        raise CheckpointChangedError(source.path)


def _bounds(index: Sequence[Any], shape: Sequence[int]) -> list[tuple[int, int]]:
    """(start, stop) of a part on each axis; the index consists of slices, and perhaps an ellipsis at its end."""
    slices = [each for each in index if each is not ...]
    return [
        slices[axis].indices(length)[:2] if axis < len(slices) else (0, length) for axis, length in enumerate(shape)
    ]


def _runs(bounds: Sequence[tuple[int, int]], shape: Sequence[int], cut: int) -> list[int]:
    """Starts, in elements of the whole tensor, of the runs of a part that are contiguous from axis `cut` on."""
    starts = np.zeros(1, np.int64)
    for axis in range(min(cut + 1, len(shape))):
        stride = math.prod(shape[axis + 1 :])
        first, stop = bounds[axis]
        steps = np.array([first], np.int64) if axis == cut else np.arange(first, stop, dtype=np.int64)
        starts = (starts[:, None] + steps * stride).reshape(-1)
    return starts.tolist()
