"""Bytes of stored tensors: files mapped once, copy-on-write, and arrays over them. Written once for every container."""

from __future__ import annotations

import mmap
import os
import sys
import threading
from typing import Any, cast

import numpy as np

from trivet.errors import CorruptFileError, SourceNotFoundError
from trivet.formats import format_named
from trivet.plugins import IndirectFormat
from trivet.tensors import TensorSpec

# Not in Python's mmap module before 3.13. Without it a private map of a file larger than memory can be refused.
_MAP_NORESERVE = 0x4000 if sys.platform == "linux" else 0


def map_private(path: str) -> mmap.mmap:
    """The file as a private map: writable in memory (so that a write is not a segfault), never written to the file.

    Raises:
        SourceNotFoundError: the file is gone.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise SourceNotFoundError(path, "the file has disappeared since its header was read.") from None
    try:
        if sys.platform == "win32":
            return mmap.mmap(handle, 0, access=mmap.ACCESS_COPY)
        flags = mmap.MAP_PRIVATE | _MAP_NORESERVE
        return mmap.mmap(handle, 0, flags=flags, prot=mmap.PROT_READ | mmap.PROT_WRITE)
    finally:
        os.close(handle)


def _bytes_of(file: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    try:
        return np.frombuffer(map_private(file), dtype=np.uint8)
    except ValueError:  # what mmap says of an empty file
        return np.empty(0, np.uint8)


class Storage:
    """Maps each file on first use and hands out arrays over it. Arrays keep their map alive; closing is not needed."""

    def __init__(self) -> None:
        self._maps: dict[str, np.ndarray[Any, np.dtype[np.uint8]]] = {}
        self._lock = threading.Lock()

    def bytes_of(self, file: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The whole file as uint8 [size]."""
        with self._lock:
            if file not in self._maps:
                self._maps[file] = _bytes_of(file)
            return self._maps[file]

    def raw(self, spec: TensorSpec) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The tensor's bytes in C order, uint8 [nbytes]: a view of the map when they lie so in one run, else a copy.

        Raises:
            CorruptFileError: the file has become shorter than its header says.
        """
        if spec.strides is None:
            return self._span(spec)
        return np.asarray(self.array(spec), order="C").reshape(-1).view(np.uint8)

    def array(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The tensor in its stored layout, as a view wherever that can be.

        Raises:
            CorruptFileError: the file has become shorter than its header says.
            UnsupportedDTypeError: the dtype is packed below a byte.
        """
        flat = self._span(spec).view(spec.dtype.numpy)
        if spec.strides is None:
            return flat.reshape(spec.shape)
        return np.ndarray(spec.shape, flat.dtype, flat, strides=[stride * flat.itemsize for stride in spec.strides])

    def release(self, spec: TensorSpec) -> None:
        """Let go of the memory that a mapped tensor's whole pages take; they are read from the file again on use.

        What was written to the tensor in memory is lost. Without effect where the system cannot do it.
        """
        with self._lock:
            file = self._maps.get(spec.file)
        base: Any = None if file is None else file.base  # a memoryview of the map; none over an empty file
        if spec.via is not None or base is None or not hasattr(mmap, "MADV_DONTNEED"):
            return
        mapped = cast(mmap.mmap, base.obj)
        for extent in spec.extents:
            first = -(-extent.offset // mmap.PAGESIZE) * mmap.PAGESIZE  # pages shared with neighbours stay
            nbytes = extent.end // mmap.PAGESIZE * mmap.PAGESIZE - first
            if nbytes > 0:
                mapped.madvise(mmap.MADV_DONTNEED, first, nbytes)

    def _span(self, spec: TensorSpec) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The bytes of the tensor's extents; for a strided tensor the whole run that it steps through."""
        if not spec.nbytes:
            return np.empty(0, np.uint8)
        if spec.via is not None:
            return cast(IndirectFormat, format_named(spec.via)).read(spec)
        file = self.bytes_of(spec.file)
        end = max(extent.end for extent in spec.extents)
        if end > file.size:
            reason = f"its bytes end at {end}, the file now has {file.size}"
            raise CorruptFileError(spec.file, reason, tensor=spec.name)
        runs = [file[extent.offset : extent.end] for extent in spec.extents]
        return runs[0] if len(runs) == 1 else np.concatenate(runs)
