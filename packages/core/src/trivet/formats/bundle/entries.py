"""The entries of a bundle's index: the header, one entry for each key, and the pieces of partitioned variables.

Source: TensorFlow's `tensor_bundle.proto`, `tensor_shape.proto`, `tensor_slice.proto` and `types.proto`
(https://github.com/tensorflow/tensorflow/tree/master/tensorflow/core); the keys of pieces are in its `OrderedCode`
(core/lib/strings/ordered_code.h).
"""

from __future__ import annotations

from dataclasses import dataclass

from trivet.dtypes import DType
from trivet.formats.bundle.proto import Malformed, fields, message, number

STRING = 7  # a list of texts, which is never a weight
PIECE = b"\0"  # first byte of the keys of pieces; names never start with it

DTYPES = {
    1: DType.F32,
    2: DType.F64,
    3: DType.I32,
    4: DType.U8,
    5: DType.I16,
    6: DType.I8,
    8: DType.C64,
    9: DType.I64,
    10: DType.BOOL,
    14: DType.BF16,
    17: DType.U16,
    19: DType.F16,
    22: DType.U32,
    23: DType.U64,
    24: DType.F8_E5M2,
    25: DType.F8_E4M3,
}


@dataclass(frozen=True, slots=True)
class Header:
    """The entry with the empty key.

    Attributes:
        shards: number of data files.
        big_endian: whether they were written on a big-endian machine.
    """

    shards: int
    big_endian: bool


Piece = tuple[tuple[int, int], ...]
"""(start, length) for each axis; a length of -1 is the whole axis."""


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """The value of one key.

    Attributes:
        dtype: number of TensorFlow's `DataType`.
        shard: number of the data file.
        offset, nbytes: of its bytes in that file.
        checksum: masked CRC-32C of its bytes.
        pieces: not empty for a partitioned variable, whose bytes are those of its pieces.
    """

    dtype: int
    shape: tuple[int, ...]
    shard: int
    offset: int
    nbytes: int
    checksum: int
    pieces: tuple[Piece, ...]


def parse_header(data: bytes) -> Header:
    """
    Raises:
        Malformed: it is not a header, or of an unknown kind.
    """
    numbers = {1: 0, 2: 0}
    for field, value in fields(data):
        if field in numbers:
            numbers[field] = number(value)
    if numbers[1] < 1 or numbers[2] not in (0, 1):
        raise Malformed(f"the header names {numbers[1]} data files and the byte order {numbers[2]}")
    return Header(numbers[1], bool(numbers[2]))


def parse_entry(data: bytes) -> BundleEntry:
    """
    Raises:
        Malformed: it is not an entry.
    """
    numbers = {1: 0, 3: 0, 4: 0, 5: 0, 6: 0}
    shape: tuple[int, ...] = ()
    pieces = []
    for field, value in fields(data):
        if field in numbers:
            numbers[field] = number(value)
        elif field == 2:
            shape = _shape(message(value))
        elif field == 7:
            pieces.append(tuple(_span(message(span)) for axis, span in fields(message(value)) if axis == 1))
    dtype, shard, offset, nbytes, checksum = numbers.values()
    if min(dtype, shard, offset, nbytes) < 0:
        raise Malformed(f"a dtype, shard, offset or size is negative: {dtype}, {shard}, {offset}, {nbytes}")
    return BundleEntry(dtype, shape, shard, offset, nbytes, checksum, tuple(pieces))


def _shape(data: bytes) -> tuple[int, ...]:
    lengths = []
    for field, value in fields(data):
        if field == 2:
            sizes = [number(size) for key, size in fields(message(value)) if key == 1]
            lengths.append(sizes[-1] if sizes else 0)
        elif field == 3 and value:
            raise Malformed("its rank is unknown")
    return tuple(lengths)


def _span(data: bytes) -> tuple[int, int]:
    numbers = {1: 0, 2: -1}
    for field, value in fields(data):
        if field in numbers:
            numbers[field] = number(value)
    return numbers[1], numbers[2]


def piece_key(name: bytes, piece: Piece) -> bytes:
    """The key under which a piece of a partitioned variable is stored."""
    escaped = b"".join({0: b"\0\xff", 255: b"\xff\0"}.get(byte, bytes([byte])) for byte in name)
    coded = b"".join(_signed(value) for span in piece for value in span)
    return PIECE + escaped + b"\0\1" + _unsigned(len(piece)) + coded


def _unsigned(value: int) -> bytes:
    digits = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return bytes([len(digits)]) + digits


def _signed(value: int) -> bytes:
    """A number in a code whose bytes sort like the numbers, and whose length grows with the distance from zero.

    The code has one byte for each 7 bits. Its first bits give that number of bytes: as many ones, or zeros for a
    negative number.
    """
    length = (~value if value < 0 else value).bit_length() // 7 + 1
    header = ((1 << length) - 1) << (7 * length)
    return ((value & ((1 << 8 * length) - 1)) ^ header).to_bytes(length, "big")
