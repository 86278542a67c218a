"""Private maps of whole files, writable in memory and never written to the file, that hold no descriptor.

Python's own `mmap` keeps a copy of the descriptor for as long as the map lives (until 3.13), so that a checkpoint of a
thousand shards could not be mapped by a process that may have a thousand files open.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import weakref
from functools import cache
from typing import Any

import numpy as np

Bytes = np.ndarray[Any, np.dtype[np.uint8]]

# Without it a private map of a file larger than memory can be refused. Not in Python's mmap module before 3.13.
_MAP_NORESERVE = 0x4000 if sys.platform == "linux" else 0


class FileMap:
    """A map of a file, which arrays over it keep alive (as their last `base`)."""

    def __init__(self, handle: int, nbytes: int) -> None:
        """
        Args:
            handle: a descriptor, which may be closed afterwards.
            nbytes: size of the file, at least 1.

        Raises:
            OSError: the system cannot map it.
        """
        flags = mmap.MAP_PRIVATE | _MAP_NORESERVE
        address = _libc().mmap(None, nbytes, mmap.PROT_READ | mmap.PROT_WRITE, flags, handle, 0)
        if address == ctypes.c_void_p(-1).value:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))
        self.nbytes = nbytes
        self.__array_interface__ = {"version": 3, "shape": (nbytes,), "typestr": "|u1", "data": (address, False)}
        # not at exit: other threads may still look at the arrays then
        weakref.finalize(self, _libc().munmap, address, nbytes).atexit = False
        self._address: int = address

    def release(self, offset: int, nbytes: int) -> None:
        """Release the memory of the pages that lie within a range; they are read from the file again on use."""
        if hasattr(mmap, "MADV_DONTNEED"):
            first = -(-offset // mmap.PAGESIZE) * mmap.PAGESIZE  # pages that reach beyond the range stay
            length = (offset + nbytes) // mmap.PAGESIZE * mmap.PAGESIZE - first
            if length > 0:
                _libc().madvise(self._address + first, length, mmap.MADV_DONTNEED)


def map_private(handle: int, nbytes: int) -> Bytes:
    """A file's bytes as a private map: a write to the array stays in memory and does not crash the process.

    Raises:
        OSError: the system cannot map it.
    """
    if not nbytes:
        return np.empty(0, np.uint8)
    if sys.platform == "win32":
        return np.frombuffer(mmap.mmap(handle, nbytes, access=mmap.ACCESS_COPY), np.uint8)
    return np.asarray(FileMap(handle, nbytes))


def map_of(array: np.ndarray[Any, Any]) -> FileMap | mmap.mmap | None:
    """The file map that an array is a view of; None if the array has other memory."""
    base: Any = array
    while isinstance(base, np.ndarray):
        base = base.base
    base = base.obj if isinstance(base, memoryview) else base
    return base if isinstance(base, FileMap | mmap.mmap) else None


@cache
def _libc() -> Any:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    return libc
