"""A file's bytes as a sequence, for readers of headers. Not a map: a file that is truncated would crash the process."""

from __future__ import annotations

from collections import OrderedDict
from typing import overload

from trivet.tensors.source_files import SourceFile

_BLOCK = 16 * 1024  # bytes of a header that are read at once
_PIECE = 1024 * 1024  # bytes that are searched at once, at most
_BLOCKS = 64  # blocks that a view keeps


class FileView:
    """A file's bytes, read in blocks on demand."""

    def __init__(self, source: SourceFile) -> None:
        self._source, self._size = source, source.size
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._start, self._block = 0, b""  # the one that was used last

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, where: int, /) -> int: ...

    @overload
    def __getitem__(self, where: slice, /) -> bytes: ...

    def __getitem__(self, where: int | slice, /) -> int | bytes:
        """A byte, or a run of bytes without a step.

        Raises:
            IndexError: there is no such byte.
            CorruptFileError: the file was written to since it was opened.
        """
        if isinstance(where, int):
            if not 0 <= where < self._size:
                raise IndexError(where)
            self._seek(where)
            return self._block[where - self._start]
        start, stop, _ = where.indices(self._size)
        if stop <= start:
            return b""
        if stop - start > _BLOCK:
            return self._source.read(start, stop - start)
        self._seek(start)
        run = self._block[start - self._start : stop - self._start]
        if len(run) == stop - start:
            return run
        self._seek(stop - 1)
        return run + self._block[: stop - self._start]

    def find(self, wanted: bytes, start: int, stop: int) -> int:
        """Where the bytes first occur between two offsets; -1 if they do not."""
        piece, overlap = _BLOCK, len(wanted) - 1
        while start < stop:  # pieces that grow: a near match is found without reading all that follows
            at = self[start : min(start + piece, stop)].find(wanted)
            if at >= 0:
                return start + at
            start, piece = start + max(1, piece - overlap), min(2 * piece, _PIECE)
        return -1

    def _seek(self, at: int) -> None:
        if 0 <= at - self._start < len(self._block):
            return
        self._start = at - at % _BLOCK
        block = self._blocks.get(self._start)
        if block is None:
            block = self._source.read(self._start, _BLOCK)
            self._blocks[self._start] = block
            if len(self._blocks) > _BLOCKS:
                self._blocks.popitem(last=False)
        self._block = block
