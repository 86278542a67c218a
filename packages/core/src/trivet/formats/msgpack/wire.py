"""The wire format of MessagePack: reading one head after another, and writing the few heads that a file needs.

Source: https://github.com/msgpack/msgpack/blob/master/spec.md. Knows nothing of Flax. The msgpack library is not used:
it copies each payload and does not report its position.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Literal, NamedTuple

from trivet.errors import CorruptFileError
from trivet.formats.file_view import FileView

HeadKind = Literal["map", "array", "str", "bin", "ext", "int", "other"]


class Head(NamedTuple):
    """The bytes before a value's payload.

    Attributes:
        kind: `other` is nil, a boolean or a float, whose values are not needed here.
        value: number of entries of a map or array, of payload bytes of str, bin and ext; the value of an int.
        code: type of an ext.
    """

    kind: HeadKind
    value: int
    code: int = 0


# First byte → (kind, struct of what follows it); lengths and ints are big-endian.
_SIZED: dict[int, tuple[HeadKind, struct.Struct]] = {
    0xC4: ("bin", struct.Struct(">B")),
    0xC5: ("bin", struct.Struct(">H")),
    0xC6: ("bin", struct.Struct(">I")),
    0xC7: ("ext", struct.Struct(">Bb")),
    0xC8: ("ext", struct.Struct(">Hb")),
    0xC9: ("ext", struct.Struct(">Ib")),
    0xCC: ("int", struct.Struct(">B")),
    0xCD: ("int", struct.Struct(">H")),
    0xCE: ("int", struct.Struct(">I")),
    0xCF: ("int", struct.Struct(">Q")),
    0xD0: ("int", struct.Struct(">b")),
    0xD1: ("int", struct.Struct(">h")),
    0xD2: ("int", struct.Struct(">i")),
    0xD3: ("int", struct.Struct(">q")),
    0xD9: ("str", struct.Struct(">B")),
    0xDA: ("str", struct.Struct(">H")),
    0xDB: ("str", struct.Struct(">I")),
    0xDC: ("array", struct.Struct(">H")),
    0xDD: ("array", struct.Struct(">I")),
    0xDE: ("map", struct.Struct(">H")),
    0xDF: ("map", struct.Struct(">I")),
}
_OTHER = {0xC0: 0, 0xC2: 0, 0xC3: 0, 0xCA: 4, 0xCB: 8}  # nil, false, true, float32, float64 → bytes that follow
_FIXEXT = {0xD4: 1, 0xD5: 2, 0xD6: 4, 0xD7: 8, 0xD8: 16}


class Cursor:
    """A position in a buffer that never leaves it.

    Attributes:
        position: of the next byte, from the start of the file.
        end: the first byte that must not be read.
    """

    def __init__(self, data: FileView | bytes, path: Path, *, end: int) -> None:
        self._data, self._path = data, path
        self.position, self.end = 0, end

    def fail(self, reason: str, tensor: str | None = None) -> CorruptFileError:
        """The error to raise for the bytes at the present position."""
        return CorruptFileError(self._path, f"{reason} (at byte {self.position} of the file)", tensor=tensor)

    def advance(self, nbytes: int, tensor: str | None = None) -> int:
        """Skip `nbytes` and return the position before them.

        Raises:
            CorruptFileError: they reach past the end.
        """
        start = self.position
        if nbytes > self.end - start:
            raise self.fail(f"is truncated: {nbytes} bytes are declared, {self.end - start} are left", tensor)
        self.position = start + nbytes
        return start

    def take(self, nbytes: int, tensor: str | None = None) -> bytes:
        """The next `nbytes`, copied. For keys and names only.

        Raises:
            CorruptFileError: they reach past the end.
        """
        start = self.advance(nbytes, tensor)
        return self._data[start : start + nbytes]

    def follows(self, data: bytes) -> bool:
        """Whether the next bytes are `data`."""
        return self._data[self.position : min(self.end, self.position + len(data))] == data

    def head(self, tensor: str | None = None) -> Head:
        """Read the head of the next value, which is all of it if it has no payload.

        Raises:
            CorruptFileError: it is cut off, or its first byte has no meaning.
        """
        first = self._data[self.advance(1, tensor)]
        if first < 0x80 or first >= 0xE0:
            return Head("int", first if first < 0x80 else first - 0x100)
        if first < 0xC0:
            if first >= 0xA0:
                return Head("str", first & 0x1F)
            return Head("map" if first < 0x90 else "array", first & 0x0F)
        if first in _SIZED:
            kind, layout = _SIZED[first]
            return Head(kind, *layout.unpack(self.take(layout.size, tensor)))
        if first in _OTHER:
            self.advance(_OTHER[first], tensor)
            return Head("other", 0)
        if first in _FIXEXT:
            return Head("ext", _FIXEXT[first], struct.unpack(">b", self.take(1, tensor))[0])
        self.position -= 1
        raise self.fail(f"is not MessagePack: no value begins with 0x{first:02x}", tensor)


def map_head(count: int) -> bytes:
    """The head of a map of `count` entries."""
    return _counted(count, 0x80, (0xDE, 0xDF))


def array_head(count: int) -> bytes:
    """The head of an array of `count` items."""
    return _counted(count, 0x90, (0xDC, 0xDD))


def _counted(count: int, fixed: int, sized: tuple[int, int]) -> bytes:
    if count < 16:
        return bytes([fixed | count])
    return struct.pack(">BH", sized[0], count) if count < 2**16 else struct.pack(">BI", sized[1], count)


def text(value: str) -> bytes:
    """A text value."""
    data = value.encode()
    if len(data) < 32:
        return bytes([0xA0 | len(data)]) + data
    return _sized_head(len(data), 0xD9) + data


def bin_head(nbytes: int) -> bytes:
    """The head of `nbytes` of binary payload."""
    return _sized_head(nbytes, 0xC4)


def ext_head(code: int, nbytes: int) -> bytes:
    """The head of an extension value of `nbytes`."""
    for first, length in _FIXEXT.items():
        if nbytes == length:
            return struct.pack(">Bb", first, code)
    return _sized_head(nbytes, 0xC7) + struct.pack(">b", code)


def _sized_head(nbytes: int, first: int) -> bytes:
    if nbytes < 2**8:
        return struct.pack(">BB", first, nbytes)
    return struct.pack(">BH", first + 1, nbytes) if nbytes < 2**16 else struct.pack(">BI", first + 2, nbytes)


def integer(value: int) -> bytes:
    """A non-negative integer in its shortest form."""
    if value < 0x80:
        return bytes([value])
    width = next(index for index, bits in enumerate((8, 16, 32, 64)) if value < 2**bits)
    return struct.pack(f">B{'BHIQ'[width]}", 0xCC + width, value)


TRUE = b"\xc3"
