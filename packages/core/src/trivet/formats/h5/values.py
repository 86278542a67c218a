"""HDF5 datatypes, dataspaces and attributes.

Source: HDF5 file format specification: dataspace, datatype and attribute messages (IV.A.2.b, d, m), global heaps
(III.E).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from trivet.dtypes import DType
from trivet.formats.h5.image import Image, messages
from trivet.formats.limits import MAX_DIMENSIONS

ATTRIBUTE = 0x0C
_DENSE_ATTRIBUTES = 0x15

_FIXED, _FLOAT, _STRING, _ENUM, _VARIABLE = 0, 1, 3, 8, 9  # datatype classes

# (bytes, signed) → integer type
_INTEGERS = {
    (1, False): DType.U8,
    (1, True): DType.I8,
    (2, False): DType.U16,
    (2, True): DType.I16,
    (4, False): DType.U32,
    (4, True): DType.I32,
    (8, False): DType.U64,
    (8, True): DType.I64,
}
# (bytes, bits, exponent's position and bits, mantissa's position and bits, bias), sign in the highest bit
_FLOATS = {
    (2, 16, 10, 5, 0, 10, 15): DType.F16,
    (2, 16, 7, 8, 0, 7, 127): DType.BF16,
    (4, 32, 23, 8, 0, 23, 127): DType.F32,
    (8, 64, 52, 11, 0, 52, 1023): DType.F64,
}
_BOOL_MEMBERS = b"FALSE\0\0\0TRUE\0\0\0\0\0\1"  # how h5py writes numpy's bool: an enumeration of one-byte integers


def element_type(data: bytes) -> tuple[DType, bool] | None:
    """(dtype, whether it is big-endian) of a datatype message, or None if tensors do not have that type."""
    if len(data) < 12:
        return None
    kind, bits, size = data[0] & 0x0F, int.from_bytes(data[1:4], "little"), struct.unpack_from("<I", data, 4)[0]
    properties = data[8:]
    big = bool(bits & 1)
    if kind == _FIXED and (integer := _INTEGERS.get((size, bool(bits & 8)))):
        return (integer, big) if struct.unpack_from("<HH", properties) == (0, 8 * size) else None
    if kind == _FLOAT and len(properties) >= 12:
        offset, *fields, bias = struct.unpack_from("<HHBBBBI", properties)
        number = _FLOATS.get((size, *fields, bias))
        standard = offset == 0 and bits & 0x40 == 0 and (bits >> 4) & 3 == 2 and bits >> 8 == 8 * size - 1
        return (number, big) if number is not None and standard else None
    if kind == _ENUM and (bits & 0xFFFF, size) == (2, 1) and _BOOL_MEMBERS in properties:
        return DType.BOOL, False
    return None


def dimensions(image: Image, data: bytes, address: int) -> tuple[int, ...]:
    """The shape in a dataspace message.

    Raises:
        CorruptFileError: it is malformed, or a null dataspace, which has no shape.
    """
    version, rank = data[0:1], data[1] if len(data) >= 4 else MAX_DIMENSIONS + 1
    head = {b"\1": 8, b"\2": 4}.get(version)
    if head is None or rank > MAX_DIMENSIONS or len(data) < head + 8 * rank or (head == 4 and data[3] == 2):
        raise image.fail("a dataspace is malformed, or has no shape", address)
    return struct.unpack_from(f"<{rank}Q", data, head)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute, its value not decoded.

    Attributes:
        address: of its message.
        shape: empty for a single value.
        datatype: the datatype message, at least 8 bytes.
        data: its value.
    """

    address: int
    shape: tuple[int, ...]
    datatype: bytes
    data: bytes

    @property
    def is_text(self) -> bool:
        """Whether the value is a single text."""
        kind = self.datatype[0] & 0x0F
        return not self.shape and (kind == _STRING or (kind == _VARIABLE and self.datatype[1] & 0x0F == 1))


class Attributes:
    """The attributes of a file's objects."""

    def __init__(self, image: Image) -> None:
        self._image = image
        self._heaps: dict[int, dict[int, tuple[int, int]]] = {}  # collection → object → (address, bytes)

    def of(self, header: int) -> dict[str, Attribute]:
        """The attributes of the object whose header is at an address.

        Raises:
            CorruptFileError: one is malformed.
        """
        attributes: dict[str, Attribute] = {}
        for message in messages(self._image, header):
            if message.kind == _DENSE_ATTRIBUTES:
                raise self._image.newer("attributes in a heap")
            if message.kind == ATTRIBUTE:
                name, attribute = self._decode(message.data, message.address)
                if name in attributes:
                    raise self._image.fail(f"the attribute {name!r} appears twice", message.address)
                attributes[name] = attribute
        return attributes

    def _decode(self, data: bytes, address: int) -> tuple[str, Attribute]:
        problem, parts, position = "it is cut off", list[bytes](), 8
        if len(data) >= 8:
            version, flags, *sizes = struct.unpack_from("<BBHHH", data)
            problem = (
                "" if version in (1, 2, 3) and (version == 1 or not flags) else f"version {version}, flags {flags}"
            )
            position += version == 3  # version 3 has a character set here
            for size in sizes:
                parts.append(data[position : position + size])
                position += size if version > 1 else -(-size // 8) * 8  # version 1 pads to multiples of 8
        name = parts[0].rstrip(b"\0").decode("utf-8", "replace") if parts else ""
        if problem or position > len(data) + 7 or len(parts[1]) < 8:
            raise self._image.fail(f"the attribute {name!r} is malformed: {problem or 'its parts do not fit'}", address)
        return name, Attribute(address, dimensions(self._image, parts[2], address), parts[1], data[position:])

    def texts(self, attribute: Attribute) -> list[str]:
        """The texts of an attribute; none if it is empty, whatever its type (Keras writes an empty list as floats).

        Raises:
            CorruptFileError: it holds something else, or is malformed.
        """
        count = math.prod(attribute.shape)
        if not count:
            return []
        kind, flags, width = struct.unpack_from("<BB2xI", attribute.datatype)
        kind &= 0x0F
        is_text = kind == _STRING or (kind == _VARIABLE and flags & 0x0F == 1 and width == 16)
        if not is_text or not width or count * width > len(attribute.data):
            raise self._image.fail("an attribute of text is malformed or of another type", attribute.address)
        values = [attribute.data[start : start + width] for start in range(0, count * width, width)]
        if kind == _VARIABLE:
            values = list(self._dereferenced(values))
        try:
            return [value.split(b"\0", 1)[0].decode() for value in values]
        except UnicodeDecodeError:
            raise self._image.fail("an attribute's text is not valid UTF-8", attribute.address) from None

    def _dereferenced(self, references: list[bytes]) -> Iterator[bytes]:
        """The bytes that references into global heaps point to."""
        for reference in references:
            length, collection, index = struct.unpack("<IQI", reference)
            if not length:
                yield b""
                continue
            if collection not in self._heaps:
                self._heaps[collection] = self._collection(collection)
            address, nbytes = self._heaps[collection].get(index, (0, -1))
            if length > nbytes:
                raise self._image.fail(f"a text refers to object {index}, which does not exist", collection)
            yield self._image.read(address, length)

    def _collection(self, address: int) -> dict[int, tuple[int, int]]:
        image = self._image
        signature, size = image.unpack("4s4xQ", address)
        if signature != b"GCOL":
            raise image.fail("a global heap is expected here", address)
        objects: dict[int, tuple[int, int]] = {}
        position, end = address + 16, address + size
        while position + 16 <= end:
            index, nbytes = image.unpack("H6xQ", position)
            if not index:  # the free space, which comes last
                break
            objects[index] = (position + 16, nbytes)
            position += 16 + -(-nbytes // 8) * 8
        return objects
