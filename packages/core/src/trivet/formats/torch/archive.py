"""The zip layout: `data.pkl`, one entry for each storage under `data/`, and `byteorder`, all under one folder.

Zip (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT) is read here rather than by a library because each
entry's place in the file is what is wanted, and because entries that lie about it must be refused: the directory at the
end and the header before each entry have to agree, and no two entries may share bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from trivet.errors import CorruptFileError
from trivet.formats.torch.machine import MAX_PICKLE, Buffer
from trivet.formats.torch.storages import StoredRun

MAX_DIRECTORY = 100_000_000  # bytes; a storage's entry takes about 70
MAX_INFLATION = 100  # times the file's size, for all deflated entries together; weights hardly compress
SLACK = 1_000_000  # bytes that may be inflated whatever the ratio

STORED, DEFLATED = 0, 8
_ENCRYPTED = 0x1
_FULL32, _FULL16 = 0xFFFFFFFF, 0xFFFF  # "see the zip64 record"
_END = struct.Struct("<4s4H2IH")  # end of central directory: signature … comment length
_LOCATOR = struct.Struct("<4sIQI")  # zip64 locator
_END64 = struct.Struct("<4sQ2H2I4Q")  # zip64 end of central directory
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A record of the directory: `nbytes` in the file, `size` inflated, `header` the offset of its local header."""

    name: str
    method: int
    crc: int
    nbytes: int
    size: int
    header: int


def read_directory(data: Buffer, path: Path) -> dict[str, StoredRun]:
    """Where each entry's bytes lie, by name.

    Raises:
        CorruptFileError: the directory is missing or malformed, or entries overlap, repeat a name, leave the file,
            are encrypted or compressed in another way than deflate, or inflate beyond all measure.
    """
    begin, length, count = _find_directory(data, path)
    entries = sorted(_entries(data, path, begin, begin + length), key=lambda entry: entry.header)
    if len(entries) != count:
        raise CorruptFileError(path, f"its zip directory announces {count} entries and holds {len(entries)}")
    runs: dict[str, StoredRun] = {}
    position = 0
    for entry in entries:
        if entry.header < position:
            fault = f"at byte {entry.header} overlaps the one before it, which ends at {position}"
            raise CorruptFileError(path, f"zip entry {entry.name!r} {fault}")
        start = _data_start(data, path, entry)
        position = start + entry.nbytes
        if position > begin:
            fault = f"ends at byte {position}, beyond the directory's start at {begin}"
            raise CorruptFileError(path, f"zip entry {entry.name!r} {fault}")
        if entry.name in runs:
            raise CorruptFileError(path, f"has two zip entries named {entry.name!r}")
        runs[entry.name] = StoredRun(start, entry.nbytes, entry.size, entry.method == DEFLATED, entry.crc)
    inflated = sum(run.size for run in runs.values() if run.deflated)
    if inflated > SLACK + MAX_INFLATION * len(data):
        raise CorruptFileError(path, f"is a zip bomb: its {len(data)} bytes would inflate to {inflated}")
    return runs


def entry_bytes(data: Buffer, run: StoredRun, path: Path, name: str, *, most: int = MAX_PICKLE) -> bytes:
    """The bytes of a small entry, inflated when they have to be.

    Raises:
        CorruptFileError: it is larger than `most`, or its bytes are damaged.
    """
    if run.size > most or run.size > SLACK + MAX_INFLATION * run.nbytes:
        fault = f"has {run.size} bytes ({run.nbytes} in the file), more than there can be"
        raise CorruptFileError(path, f"zip entry {name!r} {fault}")
    raw = data[run.offset : run.offset + run.nbytes]
    if run.deflated:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            raw = inflater.decompress(raw, run.size + 1)
        except zlib.error as error:
            raise CorruptFileError(path, f"zip entry {name!r} does not inflate ({error})") from None
    if len(raw) != run.size:
        raise CorruptFileError(path, f"zip entry {name!r} does not have the {run.size} bytes that are declared")
    if run.crc and zlib.crc32(raw) != run.crc:
        raise CorruptFileError(path, f"zip entry {name!r} is damaged: its checksum is wrong")
    return raw


def _find_directory(data: Buffer, path: Path) -> tuple[int, int, int]:
    """(offset, bytes, entries) of the central directory."""
    size = len(data)
    lowest = max(0, size - _END.size - _FULL16)
    at = data.rfind(b"PK\x05\x06", lowest)
    while at >= 0 and (at + _END.size > size or at + _END.size + _END.unpack_from(data, at)[7] != size):
        at = data.rfind(b"PK\x05\x06", lowest, at)
    if at < 0:
        raise CorruptFileError(path, f"is cut off: its {size} bytes do not end with the directory of a zip archive")
    _, disk, first_disk, _, count, length, begin, _ = _END.unpack_from(data, at)
    end = at
    if at >= _LOCATOR.size and data[at - _LOCATOR.size : at - _LOCATOR.size + 4] == b"PK\x06\x07":
        end = _LOCATOR.unpack_from(data, at - _LOCATOR.size)[2]
        if end + _END64.size > at or data[end : end + 4] != b"PK\x06\x06":
            raise CorruptFileError(path, f"its zip64 record is not at byte {end}, where it is said to be")
        _, _, _, _, disk, first_disk, _, count, length, begin = _END64.unpack_from(data, end)
    if disk or first_disk:
        raise CorruptFileError(path, "is one part of a zip archive in several files")
    if begin + length > end:
        raise CorruptFileError(path, f"its zip directory is said to end at byte {begin + length}, beyond {end}")
    if length > MAX_DIRECTORY:
        raise CorruptFileError(path, f"its zip directory has {length} bytes; at most {MAX_DIRECTORY} are read")
    return begin, length, count


def _entries(data: Buffer, path: Path, begin: int, end: int) -> Iterator[_Entry]:
    def malformed(why: str) -> NoReturn:
        raise CorruptFileError(path, f"its zip directory is malformed at byte {at}: {why}")

    at = begin
    while at < end:
        if at + _CENTRAL.size > end or data[at : at + 4] != b"PK\x01\x02":
            malformed("no entry starts there")
        fields = _CENTRAL.unpack_from(data, at)
        flags, method, crc, nbytes, size = fields[3], fields[4], *fields[7:10]
        name_length, extra_length, comment_length, header = *fields[10:13], fields[16]
        name_end = at + _CENTRAL.size + name_length
        after = name_end + extra_length + comment_length
        if after > end:
            malformed("an entry leaves the directory")
        name = data[at + _CENTRAL.size : name_end].decode("utf-8", "backslashreplace")
        wide = [value for value in (size, nbytes, header) if value == _FULL32]
        if wide:
            sizes = _zip64(data[name_end : name_end + extra_length], len(wide))
            if sizes is None:
                malformed("an entry lacks its zip64 sizes")
            size, nbytes, header = (next(sizes) if value == _FULL32 else value for value in (size, nbytes, header))
        if flags & _ENCRYPTED:
            malformed(f"{name!r} is encrypted")
        if method not in (STORED, DEFLATED) or (method == STORED and nbytes != size):
            malformed(f"{name!r} is compressed in a way (method {method}) that cannot be read")
        yield _Entry(name, method, crc, nbytes, size, header)
        at = after


def _zip64(extra: bytes, count: int) -> Iterator[int] | None:
    """The first 64-bit numbers of the zip64 field among the extra fields, or None when there are not so many."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1 and length >= 8 * count and at + 4 + 8 * count <= len(extra):
            return iter(struct.unpack_from(f"<{count}Q", extra, at + 4))
        at += 4 + length
    return None


def _data_start(data: Buffer, path: Path, entry: _Entry) -> int:
    """Where an entry's bytes begin, from the header before them, once that agrees with the directory."""
    at = entry.header
    if at + _LOCAL.size > len(data) or data[at : at + 4] != b"PK\x03\x04":
        raise CorruptFileError(path, f"zip entry {entry.name!r} is not at byte {at}, where its directory has it")
    fields = _LOCAL.unpack_from(data, at)
    method, nbytes, size, name_length, extra_length = fields[3], *fields[7:11]
    name_end = at + _LOCAL.size + name_length
    name = data[at + _LOCAL.size : name_end].decode("utf-8", "backslashreplace")
    # Writers that did not know the sizes beforehand leave 0 here; the real ones follow the data.
    known = {(entry.nbytes, entry.size), (0, 0), (_FULL32, _FULL32)}
    if name != entry.name or method != entry.method or (nbytes, size) not in known:
        fault = f"differs between the directory and its own header at byte {at}"
        raise CorruptFileError(path, f"zip entry {entry.name!r} {fault}")
    start: int = name_end + extra_length
    return start


def root_folder(runs: Mapping[str, StoredRun]) -> str | None:
    """The folder that holds `data.pkl`, or None."""
    found = [name for name in runs if name.count("/") == 1 and name.endswith("/data.pkl")]
    return found[0].partition("/")[0] if len(found) == 1 else None
