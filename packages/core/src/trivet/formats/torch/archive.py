"""The zip layout: `data.pkl`, one entry for each storage under `data/`, and `byteorder`, all under one folder.

Zip (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT) is read here rather than by a library for two reasons:
the position of each entry in the file is needed, and inconsistent entries must be refused. The directory at the end and
the header before each entry have to agree, and no two entries may share bytes. In a remote file only the headers of a
few entries are read, since each takes a request; the exact position of the others is then unknown.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol

from trivet.errors import CorruptFileError
from trivet.formats.limits import expands_too_far
from trivet.formats.torch.machine import MAX_PICKLE
from trivet.formats.torch.storages import StoredRun

MAX_DIRECTORY = 100_000_000  # bytes; a storage's entry takes about 70

STORED, DEFLATED = 0, 8
_ENCRYPTED = 0x1
_FULL32, _FULL16 = 0xFFFFFFFF, 0xFFFF  # "see the zip64 record"
_END = struct.Struct("<4s4H2IH")  # end of central directory: signature … comment length
_LOCATOR = struct.Struct("<4sIQI")  # zip64 locator
_END64 = struct.Struct("<4sQ2H2I4Q")  # zip64 end of central directory
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")


class Sliced(Protocol):
    """A file of which runs of bytes can be read: open, or remote."""

    def __len__(self) -> int: ...

    def __getitem__(self, run: slice, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Entry:
    """A record of the directory.

    Attributes:
        nbytes, size: bytes in the file, and inflated.
        header: the offset of its own header.
        earliest: the first byte at which its data can begin: after the name in that header.
    """

    name: str
    method: int
    crc: int
    nbytes: int
    size: int
    header: int
    earliest: int


def read_directory(
    data: Sliced, path: Path, is_read: Callable[[str], bool] = lambda name: True
) -> dict[str, StoredRun]:
    """Where each entry's bytes lie, by name.

    Args:
        is_read: for which entries the own header is read; the others are not checked against the directory.

    Raises:
        CorruptFileError: the directory is missing or malformed, or entries overlap, repeat a name, leave the file,
            are encrypted or compressed in another way than deflate, or inflate beyond the limit.
    """
    begin, length, count = _find_directory(data, path)
    entries = sorted(_entries(data[begin : begin + length], path, begin), key=lambda entry: entry.header)
    if len(entries) != count:
        raise CorruptFileError(path, f"its zip directory announces {count} entries and holds {len(entries)}")
    runs: dict[str, StoredRun] = {}
    position = 0
    for entry in entries:
        if entry.header < position:
            fault = f"at byte {entry.header} overlaps the one before it, which ends at {position}"
            raise CorruptFileError(path, f"zip entry {entry.name!r} {fault}")
        located = is_read(entry.name)
        start = _data_start(data, path, entry) if located else entry.earliest
        position = start + entry.nbytes
        if position > begin:
            fault = f"ends at byte {position}, beyond the directory's start at {begin}"
            raise CorruptFileError(path, f"zip entry {entry.name!r} {fault}")
        if entry.name in runs:
            raise CorruptFileError(path, f"has two zip entries named {entry.name!r}")
        runs[entry.name] = StoredRun(start, entry.nbytes, entry.size, entry.method == DEFLATED, entry.crc, located)
    inflated = sum(run.size for run in runs.values() if run.deflated)
    if expands_too_far(inflated, len(data)):
        raise CorruptFileError(path, f"is a zip bomb: its {len(data)} bytes would inflate to {inflated}")
    return runs


def entry_bytes(data: Sliced, run: StoredRun, path: Path, name: str, *, most: int = MAX_PICKLE) -> bytes:
    """The bytes of a small entry, inflated if necessary.

    Raises:
        CorruptFileError: it is larger than `most`, or its bytes are damaged.
    """
    if run.size > most or expands_too_far(run.size, run.nbytes):
        fault = f"has {run.size} bytes ({run.nbytes} in the file), more than such an entry can have"
        raise CorruptFileError(path, f"zip entry {name!r} {fault}")
    raw = data[run.offset : run.offset + run.nbytes]
    if run.deflated:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            raw = inflater.decompress(raw, run.size + 1)
        except zlib.error as error:
            raise CorruptFileError(path, f"zip entry {name!r} does not inflate ({error})") from None
    if len(raw) != run.size:
        raise CorruptFileError(path, f"zip entry {name!r} does not have the {run.size} bytes that it declares")
    if run.crc and zlib.crc32(raw) != run.crc:
        raise CorruptFileError(path, f"zip entry {name!r} is damaged: its checksum is wrong")
    return raw


def _find_directory(data: Sliced, path: Path) -> tuple[int, int, int]:
    """(offset, bytes, entries) of the central directory."""
    at, record = _find_end(data, path)
    _, disk, first_disk, _, count, length, begin, _ = _END.unpack(record)
    end = at
    locator = data[max(0, at - _LOCATOR.size) : at]
    if locator.startswith(b"PK\x06\x07"):
        end = _LOCATOR.unpack(locator)[2]
        wide = data[end : end + _END64.size] if end + _END64.size <= at else b""
        if not wide.startswith(b"PK\x06\x06"):
            raise CorruptFileError(path, f"its zip64 record is not at byte {end}, where its locator points")
        _, _, _, _, disk, first_disk, _, count, length, begin = _END64.unpack(wide)
    if disk or first_disk:
        raise CorruptFileError(path, "is one part of a zip archive in several files")
    if begin + length > end:
        raise CorruptFileError(path, f"its zip directory is declared through byte {begin + length}, beyond {end}")
    if length > MAX_DIRECTORY:
        raise CorruptFileError(path, f"its zip directory has {length} bytes; at most {MAX_DIRECTORY} are read")
    return begin, length, count


def _find_end(data: Sliced, path: Path) -> tuple[int, bytes]:
    """(offset, bytes) of the end record: searched at the very end, then before a comment of any valid length."""
    size = len(data)
    for reach in (_END.size, _END.size + _FULL16):
        tail = data[max(0, size - reach) : size]
        at = tail.rfind(b"PK\x05\x06")
        while at >= 0:
            record = tail[at : at + _END.size]
            if len(record) == _END.size and at + _END.size + _END.unpack(record)[7] == len(tail):
                return size - len(tail) + at, record
            at = tail.rfind(b"PK\x05\x06", 0, at)
    raise CorruptFileError(path, f"is cut off: its {size} bytes do not end with the directory of a zip archive")


def _entries(directory: bytes, path: Path, begin: int) -> Iterator[_Entry]:
    """The records of the directory, which begins at byte `begin` of the file."""

    def malformed(why: str) -> NoReturn:
        raise CorruptFileError(path, f"its zip directory is malformed at byte {begin + at}: {why}")

    at = 0
    while at < len(directory):
        if at + _CENTRAL.size > len(directory) or directory[at : at + 4] != b"PK\x01\x02":
            malformed("no entry starts there")
        fields = _CENTRAL.unpack_from(directory, at)
        flags, method, crc, nbytes, size = fields[3], fields[4], *fields[7:10]
        name_length, extra_length, comment_length, header = *fields[10:13], fields[16]
        name_end = at + _CENTRAL.size + name_length
        after = name_end + extra_length + comment_length
        if after > len(directory):
            malformed("an entry leaves the directory")
        name = directory[at + _CENTRAL.size : name_end].decode("utf-8", "backslashreplace")
        wide = [value for value in (size, nbytes, header) if value == _FULL32]
        if wide:
            sizes = _zip64(directory[name_end : name_end + extra_length], len(wide))
            if sizes is None:
                malformed("an entry lacks its zip64 sizes")
            size, nbytes, header = (next(sizes) if value == _FULL32 else value for value in (size, nbytes, header))
        if flags & _ENCRYPTED:
            malformed(f"{name!r} is encrypted")
        if method not in (STORED, DEFLATED) or (method == STORED and nbytes != size):
            malformed(f"{name!r} is compressed in a way (method {method}) that cannot be read")
        yield _Entry(name, method, crc, nbytes, size, header, header + _LOCAL.size + name_length)
        at = after


def _zip64(extra: bytes, count: int) -> Iterator[int] | None:
    """The first 64-bit numbers of the zip64 field among the extra fields, or None if there are fewer than `count`."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1 and length >= 8 * count and at + 4 + 8 * count <= len(extra):
            return iter(struct.unpack_from(f"<{count}Q", extra, at + 4))
        at += 4 + length
    return None


def _data_start(data: Sliced, path: Path, entry: _Entry) -> int:
    """Where an entry's bytes begin, from the header before them, which must agree with the directory."""
    at = entry.header
    header = data[at : at + _LOCAL.size] if at < len(data) else b""
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise CorruptFileError(path, f"zip entry {entry.name!r} is not at byte {at}, where the directory has it")
    fields = _LOCAL.unpack(header)
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
    pickles = [name for name in runs if name.count("/") == 1 and name.endswith("/data.pkl")]
    return pickles[0].partition("/")[0] if len(pickles) == 1 else None
