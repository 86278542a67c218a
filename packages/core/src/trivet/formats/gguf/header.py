"""The header of a GGUF file: fields and tensors (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).

A file may be hostile: every count and length is held against what is left of the file before anything is allocated.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from trivet.errors import CorruptFileError, UnsupportedFileError
from trivet.formats.limits import MAX_DIMENSIONS
from trivet.tensors.source_files import SourceFile

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_LONGEST = 256 * 1024 * 1024  # bytes of a header
_PIECE = 1024 * 1024  # bytes that are read at once
_MOST_FIELDS = 64 * 1024
_SCALARS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d",
}  # fmt: skip
_STRING, _ARRAY = 8, 9
_SMALLEST_TENSOR = 8 + 4 + 4 + 8  # bytes that describe one without name and axes
_LARGEST = 2**63


class StoredTensor(NamedTuple):
    """A tensor of the header.

    Attributes:
        shape: outermost axis first, unlike in the file.
        kind: the number of its element type.
        offset: from the start of the data.
    """

    name: str
    shape: tuple[int, ...]
    kind: int
    offset: int


@dataclass(frozen=True, slots=True)
class Texts:
    """An array of texts, not decoded yet."""

    count: int
    data: bytes

    def decoded(self) -> list[str]:
        """The texts; bytes that are not UTF-8 are replaced."""
        texts, place, data = [], 0, self.data
        unpack = struct.Struct("<Q").unpack_from
        for _ in range(self.count):
            (length,) = unpack(data, place)
            texts.append(data[place + 8 : place + 8 + length].decode("utf-8", "replace"))
            place += 8 + length
        return texts


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says before its tensors' bytes.

    Attributes:
        fields: by key: numbers, texts, numpy arrays of numbers, and `Texts`.
        data_start: bytes from the start of the file.
    """

    version: int
    fields: Mapping[str, Any]
    tensors: tuple[StoredTensor, ...]
    data_start: int


def read_header(source: SourceFile) -> Header:
    """
    Raises:
        CorruptFileError: the file is malformed.
        UnsupportedFileError: it is of another version, or of a machine with the other order of bytes.
    """
    cursor = _Cursor(source)
    if cursor.take(4) != MAGIC:
        raise CorruptFileError(source.path, "is not a GGUF file: its first bytes are not GGUF")
    version = cursor.number("<I")
    if version not in _VERSIONS:
        swapped = int.from_bytes(version.to_bytes(4, "little"), "big") in _VERSIONS
        reason = "has its bytes in big-endian order" if swapped else f"is GGUF version {version}"
        raise UnsupportedFileError(source.path, f"{reason}; versions 2 and 3 in little-endian order are read")
    tensors, fields = cursor.number("<Q"), cursor.number("<Q")
    if fields > _MOST_FIELDS or tensors > source.size // _SMALLEST_TENSOR:
        raise CorruptFileError(source.path, f"declares {fields} fields and {tensors} tensors, more than it can hold")
    values: dict[str, Any] = {}
    for _ in range(fields):
        key = cursor.text()
        if key in values:
            raise CorruptFileError(source.path, f"has the field {key!r} twice")
        values[key] = cursor.value(cursor.number("<I"), key)
    stored = tuple(_tensor(cursor) for _ in range(tensors))
    alignment = values.get("general.alignment", 32)
    if type(alignment) is not int or not 0 < alignment <= 2**20 or alignment & (alignment - 1):
        raise CorruptFileError(source.path, f"general.alignment is {alignment!r}, not a power of two")
    return Header(version, values, stored, -(-cursor.place // alignment) * alignment)


def _tensor(cursor: _Cursor) -> StoredTensor:
    name, axes = cursor.text(), cursor.number("<I")
    if axes > MAX_DIMENSIONS:
        raise CorruptFileError(cursor.path, f"has {axes} axes; at most {MAX_DIMENSIONS} are allowed", tensor=name)
    shape = tuple(cursor.number("<Q") for _ in range(axes))[::-1]
    if math.prod(length for length in shape if length) >= _LARGEST:
        raise CorruptFileError(cursor.path, f"shape {list(shape)} is larger than any array can be", tensor=name)
    return StoredTensor(name, shape, cursor.number("<I"), cursor.number("<Q"))


class _Cursor:
    """Reads a header from front to back, in pieces."""

    def __init__(self, source: SourceFile) -> None:
        self._source, self.path = source, Path(source.path)
        self._held, self.place = b"", 0

    def need(self, count: int) -> None:
        """Have `count` further bytes in memory.

        Raises:
            CorruptFileError: the file, or the longest header, ends before them.
        """
        end = self.place + count
        if end > self._source.size:
            raise CorruptFileError(self.path, f"its header ends at byte {end}, the file has {self._source.size}")
        if end > _LONGEST:
            raise CorruptFileError(self.path, f"its header is longer than {_LONGEST} bytes")
        if end > len(self._held):
            more = max(_PIECE, len(self._held), end - len(self._held))
            self._held += self._source.read(len(self._held), more)

    def take(self, count: int) -> bytes:
        """The next bytes."""
        self.need(count)
        taken = self._held[self.place : self.place + count]
        self.place += count
        return taken

    def number(self, form: str) -> Any:
        """The next number."""
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def text(self) -> str:
        """The next text, which must be UTF-8.

        Raises:
            CorruptFileError: it is not.
        """
        try:
            return self.take(self.number("<Q")).decode()
        except UnicodeDecodeError as error:
            raise CorruptFileError(self.path, f"the header has a name or text that is not UTF-8: {error}") from None

    def value(self, kind: int, key: str) -> Any:
        """The next value, of a type by its number.

        Raises:
            CorruptFileError: there is no such type.
        """
        if kind in _SCALARS:
            return self.number(_SCALARS[kind])
        if kind == _STRING:
            return self.text()
        if kind != _ARRAY:
            raise CorruptFileError(self.path, f"the field {key!r} is of the type {kind}, which does not exist")
        inner, count = self.number("<I"), self.number("<Q")
        if inner in _SCALARS:
            dtype = np.dtype(_SCALARS[inner])
            return np.frombuffer(self.take(count * dtype.itemsize), dtype)
        if inner != _STRING:
            raise CorruptFileError(self.path, f"the field {key!r} is an array of the type {inner}, which is not read")
        return self._texts(count)

    def _texts(self, count: int) -> Texts:
        first, unpack = self.place, struct.Struct("<Q").unpack_from
        self.need(8 * count)
        for _ in range(count):
            self.need(8)
            (length,) = unpack(self._held, self.place)
            self.place += 8
            self.need(length)
            self.place += length
        return Texts(count, self._held[first : self.place])
