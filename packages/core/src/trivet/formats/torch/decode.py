"""The bytes of tensors that are not stored plainly: deflated, big-endian, or lazily conjugated or negated."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

from trivet.dtypes import DType
from trivet.errors import CorruptFileError
from trivet.formats.torch.specs import plain_strides, window_in_storage
from trivet.formats.torch.storages import StoredRun
from trivet.formats.torch.values import TensorRef
from trivet.tensors.source_files import SourceFile

CHUNK = 1 << 20  # bytes read, and at most inflated, at a time

Bytes = np.ndarray[Any, np.dtype[np.uint8]]


def decode(source: SourceFile, name: str, dtype: DType, tensor: TensorRef, run: StoredRun, *, swap: bool) -> Bytes:
    """The tensor's elements in C order, little-endian, as uint8 [nbytes].

    Args:
        source: the file.
        name, dtype, tensor, run: the tensor's name, dtype, description, and the position of its storage.
        swap: whether the stored elements are big-endian.

    Raises:
        CorruptFileError: the stored bytes are cut off or damaged.
    """
    begin, nbytes = window_in_storage(tensor)
    raw = np.empty(nbytes, np.uint8)
    _fill(raw, source, name, run, begin)
    if not nbytes:
        return raw
    if swap:
        # A complex number is two numbers, each in the machine's byte order.
        width = tensor.element.nbytes // (2 if dtype is DType.C64 else 1)
        raw.view(f"u{width}").byteswap(inplace=True)
    element = np.dtype(np.uint8) if dtype.is_sub_byte else dtype.numpy
    strides = tuple(stride * element.itemsize for stride in plain_strides(tensor))
    array = np.ascontiguousarray(np.ndarray(tensor.shape, element, raw.data, strides=strides))
    if tensor.conjugate:
        array = np.conjugate(array)
    if tensor.negative:
        array = np.negative(array)
    return array.reshape(-1).view(np.uint8)


def _fill(raw: Bytes, source: SourceFile, name: str, run: StoredRun, begin: int) -> None:
    """Read the storage's bytes from `begin` on, inflating them if necessary."""
    if not run.deflated:
        source.read_into(raw, run.offset + begin, tensor=name)
        return

    def damaged(why: str) -> CorruptFileError:
        return CorruptFileError(source.path, f"its storage at byte {run.offset} {why}", tensor=name)

    if _inflate(source, name, raw, run, begin, damaged) != len(raw):
        raise damaged("is shorter than the tensor")


def _inflate(
    source: SourceFile,
    name: str,
    raw: Bytes,
    run: StoredRun,
    begin: int,
    damaged: Callable[[str], CorruptFileError],
) -> int:
    """Inflate the whole stream, so that its checksum can be verified, and keep the bytes of the window."""

    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    position, filled, crc, left = 0, 0, 0, run.nbytes
    pending = b""
    while not inflater.eof:
        if not pending:
            pending = source.read(run.offset + run.nbytes - left, min(CHUNK, left), tensor=name)
            left -= len(pending)
        try:
            piece = inflater.decompress(pending, CHUNK)
        except zlib.error as error:
            raise damaged(f"does not inflate ({error})") from None
        if not piece and not pending:
            raise damaged("is cut off")
        pending = inflater.unconsumed_tail
        crc = zlib.crc32(piece, crc)
        first, last = max(begin, position), min(begin + len(raw), position + len(piece))
        if first < last:
            raw[first - begin : last - begin] = np.frombuffer(piece[first - position : last - position], np.uint8)
            filled += last - first
        position += len(piece)
        if position > run.size:
            break
    if position != run.size:
        raise damaged(f"does not inflate to the {run.size} bytes that were declared")
    if run.crc and crc != run.crc:
        raise damaged("is damaged: its checksum is wrong")
    return filled
