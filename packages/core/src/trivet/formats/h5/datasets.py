"""HDF5 datasets: dtype, shape and position of the bytes; and the bytes of datasets that are chunked or big-endian.

Source: HDF5 file format specification: data layout and filter pipeline messages (IV.A.2.i, l), version 1 B-trees
(III.A).
"""

from __future__ import annotations

import itertools
import math
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from trivet.dtypes import DType
from trivet.formats.h5.image import UNDEFINED, Image, Message, messages
from trivet.formats.h5.values import dimensions, element_type
from trivet.formats.limits import shape_problem

_DATASPACE, _DATATYPE, _EXTERNAL, _LAYOUT, _FILTERS = 0x01, 0x03, 0x07, 0x08, 0x0B
_COMPACT, _CONTIGUOUS, _CHUNKED = 0, 1, 2
_DEFLATE, _SHUFFLE = 1, 2
_DEFLATE_RATIO = 1040  # the limit of deflate; a file that claims more is a zip bomb

Bytes = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """One stored chunk.

    Attributes:
        start: index of its first element in the tensor.
        offset: of its bytes, from the start of the file.
        nbytes: as stored.
        skipped: bit N is set if filter N was not applied to it.
    """

    start: tuple[int, ...]
    offset: int
    nbytes: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset's header.

    Attributes:
        offset: of its bytes from the start of the file, if they are one run; -1 if there are none.
        big_endian: whether each element's bytes must be reversed.
        chunk_shape: empty if it is not chunked.
        chunks: sorted by `start`.
        filters: ids, in the order in which they were applied.
    """

    dtype: DType
    shape: tuple[int, ...]
    offset: int
    big_endian: bool
    chunk_shape: tuple[int, ...] = ()
    chunks: tuple[Chunk, ...] = ()
    filters: tuple[int, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the tensor's bytes are stored plainly."""
        return not self.chunk_shape and not self.big_endian

    @property
    def nbytes(self) -> int:
        """Bytes of the tensor."""
        return self.dtype.nbytes(math.prod(self.shape))


def read_dataset(image: Image, header: int, name: str) -> Dataset:
    """The dataset whose object header is at an address.

    Raises:
        CorruptFileError: it is not a dataset, is malformed, reaches past the file's end, or was not fully written.
        UnsupportedFileError: it lies in other files (external or virtual), or its type or filters are not supported.
    """
    by_kind: dict[int, Message] = {}
    for message in messages(image, header):
        by_kind.setdefault(message.kind, message)
    if not {_DATASPACE, _DATATYPE, _LAYOUT} <= by_kind.keys():
        raise image.fail("a dataset is expected here", header, tensor=name)
    if _EXTERNAL in by_kind:
        raise image.unsupported("its bytes lie in other files, which are not read", header, tensor=name)
    shape = dimensions(image, by_kind[_DATASPACE].data, by_kind[_DATASPACE].address)
    element = element_type(by_kind[_DATATYPE].data)
    if element is None:
        raise image.unsupported("its datatype is not one that tensors have", by_kind[_DATATYPE].address, tensor=name)
    dtype, big_endian = element
    if problem := shape_problem(dtype, shape):
        raise image.fail(problem, header, tensor=name)
    if math.prod(shape) * dtype.bits > image.size * 8 * _DEFLATE_RATIO:
        raise image.fail(f"{dtype.name} {list(shape)} is more than the file can hold", header, tensor=name)
    layout = by_kind[_LAYOUT]
    if layout.data[0:1] != b"\3":
        version = layout.data[0] if layout.data else "unknown"
        reason = f"its data layout has version {version}, like that of a virtual dataset; only version 3 is read"
        raise image.unsupported(reason, layout.address, tensor=name)
    plain = Dataset(dtype, shape, -1, big_endian)
    try:
        if layout.data[1] == _CHUNKED:
            return _chunked(image, layout, by_kind.get(_FILTERS), plain, name)
        offset, nbytes = _run(image, layout, name)
    except (struct.error, IndexError):
        raise image.fail("its data layout is cut off", layout.address, tensor=name) from None
    if nbytes != plain.nbytes:
        reason = f"{dtype.name} {list(shape)} takes {plain.nbytes} bytes, but {nbytes} are stored"
        raise image.fail(reason, layout.address, tensor=name)
    return Dataset(dtype, shape, offset, big_endian)


def _run(image: Image, layout: Message, name: str) -> tuple[int, int]:
    """(offset from the start of the file, bytes) of a dataset that is not chunked."""
    if layout.data[1] == _COMPACT:
        nbytes: int = struct.unpack_from("<H", layout.data, 2)[0]
        if 4 + nbytes > len(layout.data):
            raise image.fail("its bytes reach past its object header", layout.address, tensor=name)
        return image.base + layout.address + 4, nbytes
    if layout.data[1] != _CONTIGUOUS:
        raise image.fail(f"its data layout has the unknown class {layout.data[1]}", layout.address, tensor=name)
    address, nbytes = struct.unpack_from("<QQ", layout.data, 2)
    if address == UNDEFINED:
        if nbytes:
            raise image.fail("its bytes were never written", layout.address, tensor=name)
        return -1, 0
    offset = image.base + address
    if offset + nbytes > image.size:
        reason = f"its bytes end at {offset + nbytes}, the file at {image.size}"
        raise image.fail(reason, layout.address, tensor=name)
    return offset, nbytes


def _chunked(image: Image, layout: Message, pipeline: Message | None, plain: Dataset, name: str) -> Dataset:
    rank = len(plain.shape)
    declared, tree, *lengths = struct.unpack_from(f"<BQ{rank + 1}I", layout.data, 2)
    if declared != rank + 1 or not all(lengths) or lengths[-1] * 8 != plain.dtype.bits:
        raise image.fail("its chunks do not fit its shape", layout.address, tensor=name)
    if not plain.nbytes:
        return plain
    shape, filters = tuple(lengths[:-1]), _filters(image, pipeline, name)
    chunks = tuple(sorted(_chunks(image, tree, rank, name), key=lambda chunk: chunk.start))
    count = math.prod(-(-length // step) for length, step in zip(plain.shape, shape, strict=True))
    if len(chunks) != count:
        raise image.fail(f"{len(chunks)} of its {count} chunks were written", layout.address, tensor=name)
    grid = itertools.product(*(range(0, length, step) for length, step in zip(plain.shape, shape, strict=True)))
    nbytes = plain.dtype.nbytes(math.prod(shape))
    for chunk, start in zip(chunks, grid, strict=True):
        fits = chunk.nbytes == nbytes if not filters or chunk.skipped else chunk.nbytes * _DEFLATE_RATIO >= nbytes
        if chunk.start != start or not fits or chunk.offset + chunk.nbytes > image.size:
            reason = f"its chunk at {chunk.start} is misplaced, of a wrong size or outside the file"
            raise image.fail(reason, layout.address, tensor=name)
    return Dataset(plain.dtype, plain.shape, -1, plain.big_endian, shape, chunks, filters)


def _filters(image: Image, pipeline: Message | None, name: str) -> tuple[int, ...]:
    """Ids of the filters, in the order in which they were applied."""
    if pipeline is None:
        return ()
    version, count = struct.unpack_from("<BB", pipeline.data)
    if version != 1:
        raise image.newer(f"filters of version {version}")
    position, ids = 8, []
    for _ in range(count):
        number, label, _, values = struct.unpack_from("<HHHH", pipeline.data, position)
        ids.append(number)
        position += 8 + -(-label // 8) * 8 + -(-values // 2) * 8
    unknown = sorted(set(ids) - {_DEFLATE, _SHUFFLE})
    if unknown or len(ids) != len(set(ids)):
        reason = f"it is stored through the filters {ids}; only gzip and shuffle, each once, are read"
        raise image.unsupported(reason, pipeline.address, tensor=name)
    return tuple(ids)


def _chunks(image: Image, root: int, rank: int, name: str) -> list[Chunk]:
    pending, chunks, seen = [] if root == UNDEFINED else [root], [], set()
    key = struct.Struct(f"<II{rank + 1}QQ")  # bytes, skipped filters, start (the last is 0), and the child's address
    while pending:
        address = pending.pop()
        signature, kind, level, used = image.unpack("4sBBH", address)
        if signature != b"TREE" or kind != 1 or address in seen:
            raise image.fail("a B-tree node of chunks is expected here", address, tensor=name)
        seen.add(address)
        for nbytes, skipped, *start, child in key.iter_unpack(image.read(address + 24, key.size * used)):
            if level:
                pending.append(child)
            else:
                chunks.append(Chunk(tuple(start[:-1]), image.base + child, nbytes, skipped))
    return chunks


def assemble(dataset: Dataset, read: Callable[[int, int], Bytes]) -> Bytes:
    """The tensor's bytes in C order and native byte order.

    Args:
        read: (offset, number of bytes) → those bytes of the file.

    Raises:
        ValueError: a chunk does not decompress to its size.
    """
    width = dataset.dtype.bits // 8
    if not dataset.chunk_shape:
        elements = read(dataset.offset, dataset.nbytes).reshape(-1, width)
    else:
        whole = np.empty((*dataset.shape, width), np.uint8)
        for chunk in dataset.chunks:
            block = _decode(read(chunk.offset, chunk.nbytes), dataset, chunk).reshape(*dataset.chunk_shape, width)
            spans = tuple(map(slice, chunk.start, map(sum, zip(chunk.start, dataset.chunk_shape, strict=True))))
            target = whole[spans]
            target[...] = block[tuple(slice(length) for length in target.shape[:-1])]
        elements = whole.reshape(-1, width)
    return np.ascontiguousarray(elements[:, ::-1] if dataset.big_endian else elements).reshape(-1)


def _decode(stored: np.ndarray[Any, Any], dataset: Dataset, chunk: Chunk) -> np.ndarray[Any, Any]:
    width = dataset.dtype.bits // 8
    nbytes = dataset.dtype.nbytes(math.prod(dataset.chunk_shape))
    for index, filter_id in reversed(list(enumerate(dataset.filters))):
        if chunk.skipped >> index & 1:
            continue
        if filter_id == _DEFLATE:
            try:
                plain = zlib.decompressobj().decompress(stored.tobytes(), nbytes + 1)
            except zlib.error as error:
                raise ValueError(f"the chunk at {chunk.start} does not decompress: {error}") from None
            stored = np.frombuffer(plain, np.uint8)
        if stored.size != nbytes:
            raise ValueError(f"the chunk at {chunk.start} decompresses to {stored.size} bytes or more, not to {nbytes}")
        if filter_id == _SHUFFLE:
            stored = np.ascontiguousarray(stored.reshape(width, -1).T).reshape(-1)
    return stored
