"""The sorted table that a bundle's `.index` file is: keys and values in checksummed blocks with shared prefixes.

Source: LevelDB's table format (https://github.com/google/leveldb/blob/main/doc/table_format.md), which TensorFlow took
over; TensorFlow leaves the blocks uncompressed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from trivet.errors import CorruptFileError, UnsupportedFileError
from trivet.formats.bundle.proto import Malformed, varint
from trivet.formats.crc32c import crc32c, masked

MAGIC = struct.pack("<Q", 0xDB4775248B80FB57)
FOOTER = 48  # bytes: two block handles, padding and the magic number
_TRAILER = 5  # bytes after a block: its compression and its checksum
_KEY_BYTES = 64  # of keys for each byte of the file: real files need 3, a hostile one shares a long prefix
_KEY_ALLOWANCE = 1 << 16


def read_table(data: bytes, path: Path) -> Iterator[tuple[bytes, bytes]]:
    """(key, value) in the order of the keys.

    Raises:
        CorruptFileError: the file is not a table, is cut off, or does not match its checksums; names the byte.
        UnsupportedFileError: a block is compressed.
    """
    if len(data) < FOOTER or not data.endswith(MAGIC):
        raise CorruptFileError(
            path, f"is not the index of a TensorFlow checkpoint: its last {FOOTER} bytes are not the footer of a table"
        )
    try:
        *_, start, length = _handles(data[-FOOTER:], 2)
        if start + length > len(data) - FOOTER:
            raise Malformed(f"its index block ends at byte {start + length}, in or after the footer")
        yield from _entries(data, path, start, length)
    except Malformed as error:
        raise CorruptFileError(path, str(error)) from None


def _entries(data: bytes, path: Path, start: int, length: int) -> Iterator[tuple[bytes, bytes]]:
    reached, last, budget = 0, None, _KEY_ALLOWANCE + _KEY_BYTES * len(data)
    for _, handle in _block(data, path, start, length):
        offset, nbytes = _handles(handle, 1)
        if offset < reached:
            raise Malformed(f"its block at byte {offset} overlaps the one before it, which ends at {reached}")
        reached = offset + nbytes + _TRAILER
        for key, value in _block(data, path, offset, nbytes):
            budget -= len(key)
            if budget < 0:
                raise Malformed(f"its block at byte {offset} has longer keys than the file's size can account for")
            if last is not None and key <= last:
                raise CorruptFileError(
                    path, "is listed twice or out of order", tensor=key.decode("utf-8", "replace")[:200]
                )
            last = key
            yield key, value


def _handles(data: bytes, count: int) -> list[int]:
    """Offset and length of each of `count` blocks."""
    position, numbers = 0, []
    for _ in range(2 * count):
        value, position = varint(data, position)
        numbers.append(value)
    return numbers


def _block(data: bytes, path: Path, start: int, length: int) -> Iterator[tuple[bytes, bytes]]:
    end = start + length
    if end + _TRAILER > len(data):
        raise Malformed(f"its block at byte {start} ends at {end + _TRAILER}, the file at {len(data)}")
    compression, checksum = struct.unpack_from("<BI", data, end)
    if masked(crc32c([data[start : end + 1]])) != checksum:
        raise Malformed(f"its block at byte {start} does not match its checksum")
    if compression:
        raise UnsupportedFileError(path, f"its block at byte {start} is compressed, which TensorFlow never does")
    restarts = struct.unpack_from("<I", data, end - 4)[0] if length >= 4 else -1
    limit = length - 4 - 4 * restarts
    if restarts < 0 or limit < 0:
        raise Malformed(f"its block at byte {start} is too short for its {restarts} restarts")
    block, position, key = data[start : start + limit], 0, b""
    while position < limit:
        shared, position = varint(block, position)
        own, position = varint(block, position)
        value_length, position = varint(block, position)
        if shared > len(key) or position + own + value_length > limit:
            raise Malformed(f"its block at byte {start} has an entry that reaches past it")
        key = key[:shared] + block[position : position + own]
        position += own + value_length
        yield key, block[position - value_length : position]
