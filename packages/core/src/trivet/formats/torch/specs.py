"""From a tensor's description to a TensorSpec: every window is checked against its storage; errors name the tensor."""

from __future__ import annotations

import math
from pathlib import Path

from trivet.dtypes import DType
from trivet.errors import CorruptFileError, UnsupportedDTypeError, shorten
from trivet.formats.limits import EXPANSION_SLACK
from trivet.formats.torch.storages import Contents, StoredRun
from trivet.formats.torch.values import TensorRef
from trivet.tensors import Extent, TensorSpec
from trivet.tensors.source_files import SourceFile

_SIGNED = (DType.C64, DType.F64, DType.F32, DType.F16, DType.BF16)  # dtypes that torch negates lazily
MAX_BYTES = 2**63 - 1  # of a tensor, as numpy counts them: an empty axis does not count as zero


def find_run(name: str, tensor: TensorRef, contents: Contents, path: Path) -> StoredRun:
    """Where the tensor's storage lies.

    Raises:
        CorruptFileError: it is not in the file, or has another size than the pickle says.
    """
    storage = tensor.storage
    run = contents.runs.get(storage.key)
    if run is None:
        raise CorruptFileError(path, f"its storage {storage.key!r} is not in the file", tensor=name)
    if run.size // storage.element.nbytes != storage.numel:
        declared = storage.numel * storage.element.nbytes
        place = f" at byte {run.offset}" if run.is_located else ""
        reason = f"is declared with {declared} bytes, but has {run.size}{place}"
        raise CorruptFileError(path, f"its storage {storage.key!r} {reason}", tensor=name)
    return run


def make_spec(
    name: str,
    tensor: TensorRef,
    contents: Contents,
    path: Path,
    file_size: int,
    *,
    source: SourceFile | None = None,
) -> TensorSpec:
    """The spec of one tensor.

    Args:
        source: the open file; None for one that is not on this machine.

    Raises:
        CorruptFileError: the tensor leaves its storage, or repeats a few bytes into something larger than the file.
        UnsupportedDTypeError: trivet has no such element type.
    """
    run = find_run(name, tensor, contents, path)
    dtype = tensor.element.dtype
    if dtype is None:
        raise UnsupportedDTypeError(tensor.element.name, f"{path}: tensor {name!r}: trivet has no such dtype")
    if (tensor.conjugate and dtype is not DType.C64) or (tensor.negative and dtype not in _SIGNED):
        raise CorruptFileError(path, f"is {dtype.name}, but marked as lazily conjugated or negated", tensor=name)
    begin, nbytes = _window(name, tensor, run, path, file_size)
    contiguous = is_contiguous(tensor)
    shape = tensor.shape
    if dtype.is_sub_byte:  # torch counts bytes, each of which holds two elements
        if not contiguous or not shape:
            raise UnsupportedDTypeError(dtype.name, f"{path}: tensor {name!r} is packed below a byte, and strided")
        shape = (*shape[:-1], shape[-1] * 8 // dtype.bits)
    extent = Extent(run.offset, run.nbytes) if run.deflated else Extent(run.offset + begin, nbytes)
    if is_indirect(tensor, run, contents):
        strides, via = None, "torch"
    else:
        strides, via = None if contiguous else plain_strides(tensor), None
    located = run.is_located
    return TensorSpec(name, dtype, shape, str(path), (extent,), strides, via, is_located=located, source=source)


def is_indirect(tensor: TensorRef, run: StoredRun, contents: Contents) -> bool:
    """Whether the bytes in the file must be decoded."""
    return run.deflated or tensor.conjugate or tensor.negative or (contents.big_endian and tensor.element.nbytes > 1)


def window_in_storage(tensor: TensorRef) -> tuple[int, int]:
    """(first byte, bytes) that the tensor needs of its storage, from the storage's start."""
    width = tensor.element.nbytes
    # A legacy view begins inside its storage, counted in the storage's own elements.
    begin = tensor.storage.begin * tensor.storage.element.nbytes + tensor.offset * width
    if 0 in tensor.shape:
        return begin, 0
    last = sum((length - 1) * stride for length, stride in zip(tensor.shape, tensor.strides, strict=True))
    return begin, (last + 1) * width


def is_contiguous(tensor: TensorRef) -> bool:
    """Whether the elements lie in C order without holes."""
    expected = 1
    for length, stride in zip(reversed(tensor.shape), reversed(tensor.strides), strict=True):
        if length not in (0, 1) and stride != expected:
            return 0 in tensor.shape
        expected *= length
    return True


def plain_strides(tensor: TensorRef) -> tuple[int, ...]:
    """The strides, with 0 for an axis of one element, whose stride has no meaning."""
    return tuple(stride if length > 1 else 0 for length, stride in zip(tensor.shape, tensor.strides, strict=True))


def _window(name: str, tensor: TensorRef, run: StoredRun, path: Path, file_size: int) -> tuple[int, int]:
    if len(tensor.shape) != len(tensor.strides):
        reason = f"has {len(tensor.shape)} dimensions and {len(tensor.strides)} strides"
        raise CorruptFileError(path, reason, tensor=name)
    if tensor.offset < 0 or min(tensor.shape, default=0) < 0 or min(tensor.strides, default=0) < 0:
        raise CorruptFileError(path, "has a negative offset, length or stride", tensor=name)
    width, storage = tensor.element.nbytes, tensor.storage
    begin, nbytes = window_in_storage(tensor)
    start = storage.begin * storage.element.nbytes
    end = start + storage.length * storage.element.nbytes if storage.length != storage.numel else run.size
    if math.prod(length or 1 for length in tensor.shape) * width > MAX_BYTES:
        raise CorruptFileError(path, f"has the impossible shape {shorten(list(map(str, tensor.shape)))}", tensor=name)
    if not nbytes:
        return min(begin, run.size), 0
    if begin + nbytes > end:
        reason = f"needs bytes [{begin}, {begin + nbytes}) of its storage {storage.key!r}, which ends at {end}"
        place = f" (byte {run.offset + end} of the file)" if run.is_located else ""
        raise CorruptFileError(path, f"{reason}{place}", tensor=name)
    expanded = math.prod(tensor.shape) * width
    if expanded > nbytes and expanded > max(file_size, EXPANSION_SLACK):
        raise CorruptFileError(path, f"repeats {nbytes} bytes of the file until they are {expanded}", tensor=name)
    return begin, nbytes
