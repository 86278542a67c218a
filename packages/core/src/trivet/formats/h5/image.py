"""The bytes of an HDF5 file, read with bounds and a budget, and the two structures that everything depends on.

Source: the HDF5 file format specification, version 2.0
(https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t2.html): superblock (II.A) and object headers (IV.A).
Only the layout that HDF5 writes by default up to version 1.14, which Keras files have, is read.

The HDF5 library is not used for reading: it can loop for ever on a damaged file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trivet.errors import CorruptFileError, UnsupportedFileError
from trivet.formats.file_view import FileView

SIGNATURE = b"\x89HDF\r\n\x1a\n"
UNDEFINED = 2**64 - 1  # the address of something that is not stored
CONTINUATION = 0x10

# Every structure may be read a few times, but circular references, or many to one large structure, must end.
_BUDGET_FACTOR = 8
_BUDGET_ALLOWANCE = 1 << 20
_BUDGET_MOST = 1 << 30  # a checkpoint of 100,000 tensors needs a tenth of it
_COST = 32  # bytes that one access is charged in addition to its length

_NEWER = "is in a layout of newer HDF5 versions ({what}), which no Keras file needs; rewrite it with libver='earliest'"


class Image:
    """A file whose addresses count from `base`.

    Attributes:
        path: the file.
        start: where the HDF5 file begins, if it is embedded in another file.
        base: bytes before the superblock (`start`, and a user block); addresses in the file count from there.
        size: where it ends.
    """

    def __init__(self, data: FileView | bytes, path: Path, *, start: int = 0, end: int | None = None) -> None:
        """
        Args:
            start, end: the part of the data that is the HDF5 file; an `end` of None is the end of the data.
        """
        self._data, self.path, self.size = data, path, len(data) if end is None else end
        self.start = self.base = start
        self._budget = min(_BUDGET_FACTOR * self.size + _BUDGET_ALLOWANCE, _BUDGET_MOST)

    def fail(self, reason: str, address: int | None = None, *, tensor: str | None = None) -> CorruptFileError:
        """The error to raise for a malformed structure at an address."""
        return CorruptFileError(self.path, reason + self._where(address), tensor=tensor)

    def unsupported(self, reason: str, address: int, *, tensor: str | None = None) -> UnsupportedFileError:
        """The error to raise for a structure that is valid, but not supported."""
        return UnsupportedFileError(self.path, reason + self._where(address), tensor=tensor)

    def newer(self, what: str) -> UnsupportedFileError:
        """The error to raise for a file in a newer layout."""
        return UnsupportedFileError(self.path, _NEWER.format(what=what))

    def _where(self, address: int | None) -> str:
        return "" if address is None else f" (at byte {self.base + address} of the file)"

    def read(self, address: int, nbytes: int) -> bytes:
        """A copy of `nbytes` at an address.

        Raises:
            CorruptFileError: they lie outside the file, or the file's structures are circular.
        """
        start = self.base + address
        if nbytes > self.size - start:
            reason = f"is truncated or malformed: {nbytes} bytes are expected, the file ends at byte {self.size}"
            raise self.fail(reason, address)
        self._budget -= nbytes + _COST
        if self._budget < 0:
            raise self.fail("its structures refer to each other more often than its size can account for", address)
        return self._data[start : start + nbytes]

    def unpack(self, layout: str, address: int) -> tuple[Any, ...]:
        """The fields of a little-endian `struct` layout at an address."""
        return struct.unpack(f"<{layout}", self.read(address, struct.calcsize(f"<{layout}")))


def find_root(image: Image) -> int:
    """Find the superblock, set the image's base, and return the address of the root group's object header.

    Raises:
        CorruptFileError: there is no superblock, or the file is shorter than it says.
        UnsupportedFileError: the file has a newer layout.
    """
    while image.read(0, 8) != SIGNATURE:
        image.base = image.start + max(512, 2 * (image.base - image.start))
        if image.base + 8 > image.size:
            image.base = image.start
            raise CorruptFileError(image.path, "is not an HDF5 file: it has no superblock")
    version, _, _, _, _, offset_size, length_size = image.unpack("BBBBBBB", 8)
    if version > 1:
        raise image.newer(f"superblock version {version}")
    if (offset_size, length_size) != (8, 8):
        raise image.fail(f"has addresses of {offset_size} and lengths of {length_size} bytes, not of 8", 13)
    addresses = 24 if version == 0 else 28
    end = image.unpack("4Q", addresses)[2]
    if end > image.size - image.start:
        reason = f"declares data through byte {end}, but the file has {image.size - image.start}"
        raise CorruptFileError(image.path, reason)
    root: int = image.unpack("QQ", addresses + 32)[1]
    return root


@dataclass(frozen=True, slots=True)
class Message:
    """One message of an object header.

    Attributes:
        kind: its type.
        address: where its data begins.
        data: the data.
    """

    kind: int
    address: int
    data: bytes


def messages(image: Image, header: int) -> Iterator[Message]:
    """The messages of the object header at an address, through all its continuations.

    Raises:
        CorruptFileError: it is malformed or refers to itself.
        UnsupportedFileError: it has a newer layout.
    """
    version, _, _, _, length = image.unpack("BBHII", header)
    if version != 1:
        if image.read(header, 4) == b"OHDR":
            raise image.newer("object header version 2")
        raise image.fail("an object header is expected here", header)
    blocks = [(header + 16, length)]  # the prefix is padded to a multiple of 8
    for start, block_length in blocks:
        position, end = start, start + block_length
        while position + 8 <= end:
            kind, size, flags = image.unpack("HHB", position)
            if position + 8 + size > end:
                raise image.fail("a message reaches past its object header", position)
            if flags & 2:
                raise image.newer(f"shared message of type {kind}")
            message = Message(kind, position + 8, image.read(position + 8, size))
            if kind == CONTINUATION:
                blocks.append(struct.unpack_from("<QQ", _at_least(image, message, 16)))
            else:
                yield message
            position += 8 + size


def _at_least(image: Image, message: Message, nbytes: int) -> bytes:
    if len(message.data) < nbytes:
        raise image.fail("a message is too short for its type", message.address)
    return message.data
