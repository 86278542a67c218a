"""TensorFlow checkpoints built byte by byte, with nothing of trivet, so that anything in them can be wrong.

Formats: https://github.com/google/leveldb/blob/main/doc/table_format.md and TensorFlow's `tensor_bundle.proto`.
"""

import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

MAGIC = bytes.fromhex("57fb808b247547db")
SUFFIX = ".data-00000-of-00001"


def crc32c(data: bytes) -> int:
    """Bit by bit, as RFC 3720 defines it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data: bytes) -> int:
    """The checksum as it is stored."""
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(value: int) -> bytes:
    value &= 2**64 - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def field(number: int, value: int | bytes, *, fixed: bool = False) -> bytes:
    """A protobuf field: varint, 4 fixed bytes, or bytes."""
    if isinstance(value, bytes):
        return varint(number << 3 | 2) + varint(len(value)) + value
    return varint(number << 3 | 5) + struct.pack("<I", value) if fixed else varint(number << 3) + varint(value)


def header(shards: int = 1, *, big_endian: int = 0) -> bytes:
    return field(1, shards) + (field(2, big_endian) if big_endian else b"") + field(3, field(1, 1))


def entry(
    shape: Sequence[int],
    offset: int,
    data: bytes,
    *,
    dtype: int = 1,
    shard: int = 0,
    nbytes: int | None = None,
    pieces: Iterable[Sequence[tuple[int, int]]] = (),
) -> bytes:
    """A `BundleEntryProto`; a piece is (start, length) for each axis."""
    lengths = b"".join(field(2, field(1, length)) for length in shape)
    parts = [field(1, dtype), field(2, lengths), field(3, shard), field(4, offset)]
    parts += [field(5, len(data) if nbytes is None else nbytes), field(6, masked(data), fixed=True)]
    for piece in pieces:
        spans = (field(1, start) + (field(2, length) if length >= 0 else b"") for start, length in piece)
        parts.append(field(7, b"".join(field(1, span) for span in spans)))
    return b"".join(parts)


def block(items: Iterable[tuple[bytes, bytes]], *, share: bool = True, compression: int = 0) -> bytes:
    """A block with its trailer: entries with one restart, the compression byte and the checksum."""
    out, last = b"", b""
    for key, value in items:
        shared = next((i for i, (a, b) in enumerate(zip(key, last, strict=False)) if a != b), min(len(key), len(last)))
        shared = shared if share else 0
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    return sealed(out + struct.pack("<II", 0, 1), compression)


def sealed(content: bytes, compression: int = 0) -> bytes:
    """Any content as a block."""
    content += bytes([compression])
    return content + struct.pack("<I", masked(content))


def table(*blocks: bytes, footer: bytes | None = None) -> bytes:
    """A table of the blocks, with an index block over them."""
    body, handles = b"", []
    for number, each in enumerate(blocks):
        handles.append((b"\xff" + bytes([number]), varint(len(body)) + varint(len(each) - 5)))
        body += each
    meta = block([])
    at_meta, body = len(body), body + meta
    index = block(handles)
    at_index, body = len(body), body + index
    ends = varint(at_meta) + varint(len(meta) - 5) + varint(at_index) + varint(len(index) - 5)
    return body + (ends.ljust(40, b"\0") + MAGIC if footer is None else footer)


def first_block(index: bytes) -> bytes:
    """The content of a table's first data block, without its trailer."""
    *_, start, _ = numbers(index[-48:], 4)
    _, own, _ = numbers(index[start:], 3)
    offset, length = numbers(index[start + 3 + own :], 2)
    return index[offset : offset + length]


def numbers(data: bytes, count: int) -> list[int]:
    """The first `count` varints."""
    found, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(value)
            value = shift = 0
        if len(found) == count:
            break
    return found


def write_bundle(
    folder: Path, items: Iterable[tuple[bytes, bytes]], data: bytes | None, *, head: bytes | None = None
) -> Path:
    """A checkpoint of the entries in one block; `data` is the data file, None leaves it out. Gives the index."""
    path = folder / "model.ckpt.index"
    path.write_bytes(table(block([(b"", header() if head is None else head), *items])))
    (folder / f"model.ckpt{SUFFIX}").unlink(missing_ok=True)
    if data is not None:
        (folder / f"model.ckpt{SUFFIX}").write_bytes(data)
    return path
