"""The wire format of protocol buffers, as far as a bundle's index needs it: fields and varints, without any schema.

Source: https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

from collections.abc import Iterator

_VARINT_BYTES = 10  # a 64-bit number needs no more


class Malformed(ValueError):
    """The bytes are not a valid message; the text says why. The caller knows the file and raises `CorruptFileError`."""


def varint(data: bytes, position: int) -> tuple[int, int]:
    """(the unsigned number at a position, the position after it).

    Raises:
        Malformed: it is cut off or too long.
    """
    value = 0
    for index, byte in enumerate(data[position : position + _VARINT_BYTES]):
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return value & (2**64 - 1), position + index + 1
    raise Malformed("a number is cut off or too long")


def signed(value: int) -> int:
    """An int64 from the unsigned number of a varint."""
    return value - 2**64 if value >= 2**63 else value


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """(field number, value) in file order: an unsigned number for varint and fixed fields, bytes for the others.

    Raises:
        Malformed: the bytes are not a valid message.
    """
    position = 0
    while position < len(data):
        tag, position = varint(data, position)
        wire = tag & 7
        if wire == 0:
            value, position = varint(data, position)
            yield tag >> 3, value
            continue
        if wire == 2:
            length, position = varint(data, position)
        elif wire in (1, 5):
            length = 8 if wire == 1 else 4
        else:
            raise Malformed(f"a field has the wire type {wire}")
        part = data[position : position + length]
        if len(part) != length:
            raise Malformed(f"a field of {length} bytes is cut off")
        position += length
        yield tag >> 3, part if wire == 2 else int.from_bytes(part, "little")


def number(value: int | bytes) -> int:
    """
    Raises:
        Malformed: the field is of another wire type.
    """
    if isinstance(value, bytes):
        raise Malformed("a number is expected, but the field holds text or a message")
    return signed(value)


def message(value: int | bytes) -> bytes:
    """
    Raises:
        Malformed: the field is of another wire type.
    """
    if not isinstance(value, bytes):
        raise Malformed("text or a message is expected, but the field holds a number")
    return value
