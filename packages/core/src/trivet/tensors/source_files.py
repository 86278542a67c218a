"""SourceFile: a file of a checkpoint, opened once, so that its header and its tensors' bytes come from the same file.

A path can name another file at any time. What is read here comes from the file that was opened, whatever its path names
later; a file that was written to after it was opened is recognised by its stamp and refused. Knows no container.
"""

from __future__ import annotations

import os
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trivet.errors import CorruptFileError, SourceNotFoundError

if sys.platform != "win32":
    import resource

_MOST_OPEN = 128  # descriptors that one checkpoint holds; the default limit of a process is 256 (macOS) or 1024 (Linux)
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_POSITION = threading.Lock()  # for systems that cannot read at an offset without moving the file's position

Bytes = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Identifies a file and its state: another file, or the same file after a write, has a different stamp.

    Attributes:
        device, inode: which file it is.
        size: in bytes.
        modified: when it was last written to, in nanoseconds.
    """

    device: int
    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp in a file's status."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

    @classmethod
    def at(cls, path: str | os.PathLike[str]) -> Stamp | None:
        """The stamp of the file that a path names now; None if there is none."""
        try:
            return cls.of(os.stat(path))
        except OSError:
            return None


class SourceFile:
    """One open file.

    Attributes:
        path: where it was opened, for messages.
        stamp: the stamp when it was opened.
        rewritten_in_place: whether programs that write such files write over the old bytes, rather than into a new
            file that takes the old one's name.
        is_mapped: whether tensors are views of a map of the file; otherwise they are read into memory.
        header: what the container's reader keeps of the header, to decode tensors that are not stored plainly.
        is_reopened: whether the container's reader opens the path by itself, and so may get another file.
    """

    __slots__ = (
        "__weakref__",
        "_handle",
        "header",
        "is_mapped",
        "is_reopened",
        "path",
        "rewritten_in_place",
        "stamp",
    )

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """
        Raises:
            SourceNotFoundError: there is no such file.
            CorruptFileError: it is a folder.
        """
        self._handle: int | None = None
        self.path = Path(path)
        try:
            self._handle = os.open(path, _FLAGS)
        except FileNotFoundError:
            raise SourceNotFoundError(self.path, "there is no such file.") from None
        except IsADirectoryError:
            raise CorruptFileError(self.path, "is a folder, not a file") from None
        status = os.fstat(self._handle)
        if stat.S_ISDIR(status.st_mode):
            raise CorruptFileError(self.path, "is a folder, not a file")
        self.stamp = Stamp.of(status)
        self.rewritten_in_place, self.is_mapped, self.is_reopened = False, True, False
        self.header: Any = None

    def __del__(self, _close: Callable[[int], None] = os.close) -> None:
        # At interpreter exit the module's globals may be deleted before the last file is.
        handle, self._handle = self._handle, None
        if handle is not None:
            _close(handle)

    @property
    def size(self) -> int:
        """Bytes of the file when it was opened."""
        return self.stamp.size

    def choose(self, mmap: bool | None, *, is_cache: bool = False) -> None:
        """Decide whether tensors are mapped.

        Args:
            mmap: the caller's choice; None maps every file except one that another program may rewrite in place: a
                writable file of a container whose files are rewritten in place.
            is_cache: whether the file lies in a cache of downloads, which no other program writes to.
        """
        may_change = self.rewritten_in_place and not is_cache and self._is_writable()
        self.is_mapped = not may_change if mmap is None else mmap

    def _is_writable(self) -> bool:
        try:
            mode = os.stat(self.path).st_mode
        except OSError:  # the path is gone, but a program may still hold the file open
            return True
        return bool(mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)) and os.access(self.path, os.W_OK)

    def let_go(self) -> None:
        """Close the descriptor: from now on the file is opened again at each use, and refused if it is another one."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    @contextmanager
    def descriptor(self) -> Iterator[int]:
        """A descriptor of the file.

        Raises:
            SourceNotFoundError: the descriptor was closed, and the path no longer names a file.
            CorruptFileError: the descriptor was closed, and the path now names another file.
        """
        if self._handle is not None:
            yield self._handle
            return
        try:
            handle = os.open(self.path, _FLAGS)
        except FileNotFoundError:
            raise SourceNotFoundError(self.path, "the file has disappeared since its header was read.") from None
        try:
            stamp = Stamp.of(os.fstat(handle))
            if (stamp.device, stamp.inode) != (self.stamp.device, self.stamp.inode):
                raise CorruptFileError(self.path, "was replaced by another file since its header was read; load again")
            yield handle
        finally:
            os.close(handle)

    def require_unchanged(self, handle: int, *, end: int = 0, tensor: str | None = None) -> None:
        """Refuse the file if it was written to since it was opened.

        Args:
            handle: a descriptor of the file.
            end: where the bytes that are wanted end, from the start of the file.
            tensor: the tensor that they belong to, for messages.

        Raises:
            CorruptFileError: the file was written to.
        """
        stamp = Stamp.of(os.fstat(handle))
        if stamp == self.stamp:
            return
        if stamp.size < end:
            reason = f"its bytes end at {end}, the file now has {stamp.size}"
        elif stamp.size != self.size:
            sizes = f"it had {self.size} bytes, and has {stamp.size}"
            reason = f"the file was written to since its header was read: {sizes}"
        else:
            reason = f"the file was written to since its header was read (its bytes end at byte {end})"
        raise CorruptFileError(self.path, reason, tensor=tensor)

    def is_in_place(self) -> bool:
        """Whether the path still names this file, and the file is unchanged."""
        return Stamp.at(self.path) == self.stamp

    def read_into(self, target: Bytes, offset: int, *, tensor: str | None = None) -> None:
        """Fill an array with the bytes from an offset on.

        Args:
            target: contiguous.
            tensor: the tensor that the bytes belong to, for messages.

        Raises:
            CorruptFileError: the file was written to, or became shorter, since it was opened.
        """
        end = offset + target.size
        with self.descriptor() as handle:
            view, filled = target.data, 0
            while filled < target.size and (count := _read_at(handle, view[filled:], offset + filled)):
                filled += count
            self.require_unchanged(handle, end=end, tensor=tensor)
        if filled < target.size:
            reason = f"its bytes end at {end}, the file has {offset + filled}"
            raise CorruptFileError(self.path, reason, tensor=tensor)

    def read(self, offset: int, nbytes: int, *, tensor: str | None = None) -> bytes:
        """Bytes from an offset on, fewer where the file ends.

        Raises:
            CorruptFileError: the file was written to, or became shorter, since it was opened.
        """
        target = np.empty(max(0, min(nbytes, self.size - offset)), np.uint8)
        self.read_into(target, offset, tensor=tensor)
        return target.tobytes()

    def bytes_from(self, offset: int, nbytes: int, *, tensor: str | None = None) -> Bytes:
        """Bytes from an offset on, as an array of its own.

        Raises:
            CorruptFileError: the file ends before them, or was written to since it was opened.
        """
        if offset + nbytes > self.size:
            reason = f"its bytes end at {offset + nbytes}, the file has {self.size}"
            raise CorruptFileError(self.path, reason, tensor=tensor)
        target = np.empty(nbytes, np.uint8)
        self.read_into(target, offset, tensor=tensor)
        return target


def most_open() -> int:
    """How many descriptors one checkpoint may hold."""
    if sys.platform == "win32":
        return _MOST_OPEN
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST_OPEN if soft == resource.RLIM_INFINITY else max(1, min(_MOST_OPEN, soft // 8))


def let_go_beyond(sources: Iterable[SourceFile], held: int = 0) -> int:
    """Close the descriptors of those files that exceed what one checkpoint may hold.

    Args:
        held: descriptors that the checkpoint holds already.

    Returns:
        How many descriptors it holds now.
    """
    most = most_open()
    for source in sources:
        if held >= most:
            source.let_go()
        else:
            held += 1
    return held


def _read_at(handle: int, target: memoryview, offset: int) -> int:
    """Read at most as many bytes as the target takes; returns how many were read."""
    if hasattr(os, "preadv"):
        return os.preadv(handle, [target[: 1 << 30]], offset)
    with _POSITION:
        os.lseek(handle, offset, os.SEEK_SET)
        piece = os.read(handle, min(len(target), 1 << 26))
    target[: len(piece)] = piece
    return len(piece)
