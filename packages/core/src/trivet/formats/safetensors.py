"""The safetensors container: header parsing that trusts nothing, and a writer that aligns.

Format (https://huggingface.co/docs/safetensors): 8 bytes little-endian header length, a JSON header that may be padded
with spaces, then the tensors' bytes without holes. Written here so that the data starts at a multiple of 64 bytes and
each tensor that can start at one does: JAX and TensorFlow can then alias the file's map.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from trivet.dtypes import DType
from trivet.errors import ConversionError, CorruptFileError
from trivet.json_values import is_too_dense
from trivet.progress import Progress
from trivet.tensors import Catalog, Extent, TensorSpec
from trivet.tensors.entry import ALIGNMENT, Entry, refuse_duplicate_names
from trivet.tensors.source_files import SourceFile

_BYTES_PER_VALUE = 4  # of a header, at least: a tensor's entry has some ten values in a hundred bytes
MAX_HEADER = 100_000_000  # bytes; the limit that the format's own library sets
MAX_AXES = 32  # what every array library takes; numpy before 2.0 has the smallest limit
_MAX_SIZE = 2**63  # elements and bytes that an array can be asked to have
_METADATA = "__metadata__"


class SafetensorsFormat:
    """Reads and writes `.safetensors` files."""

    name = "safetensors"
    suffixes: Sequence[str] = (".safetensors",)
    weights_name = "model.safetensors"
    dialect: str | None = None

    def sniff(self, path: Path) -> bool:
        """Whether a plausible header length is followed by an opening brace."""
        with path.open("rb") as file:
            start = file.read(9)
        return len(start) == 9 and start[8:] == b"{" and 2 <= struct.unpack("<Q", start[:8])[0] <= MAX_HEADER

    def open(self, path: Path) -> Catalog:
        """The file's header as a Catalog.

        Raises:
            SourceNotFoundError: no such file.
            CorruptFileError: the file is truncated, or its header malformed; names the tensor and the byte.
        """
        source = SourceFile(path)
        return catalog_of(path, *read_header(source), source=source)

    def index_name(self, name: str) -> str:
        """The name unchanged."""
        return name

    def write(
        self, path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
    ) -> None:
        """Write one file, tensors ordered for alignment, and fsync it."""
        ordered = layout_entries(entries)
        from trivet.formats.writing import write_file

        write_file(path, encode_header(ordered, metadata), ordered, total=total, progress=progress)


def read_header(source: SourceFile) -> tuple[dict[str, Any], int, int]:
    """(header, offset of the data from the start of the file, bytes of data).

    Raises:
        CorruptFileError: the header is cut off, too long, not JSON, or names a tensor twice.
    """
    path, size = source.path, source.size
    length = header_length(source.read(0, 8), size, path)
    return parse_header(source.read(8, length), path), 8 + length, size - 8 - length


def catalog_of(
    path: Path, header: dict[str, Any], data_start: int, data_size: int, *, source: SourceFile | None = None
) -> Catalog:
    """The Catalog of a header.

    Args:
        source: the open file; None for a file that is not on this machine.

    Raises:
        CorruptFileError: the header is malformed, or does not fit a file of that size.
    """
    metadata = _metadata(header.pop(_METADATA, {}), path)
    file = str(path)
    try:
        specs = [_spec(name, entry, file, data_start, data_size, source) for name, entry in header.items()]
    except _OutsideError as error:
        whole = data_start + max(_end(entry) for entry in header.values())
        reason = (
            f"its bytes lie outside the file, which has {data_start + data_size:,} bytes where its header describes "
            f"{whole:,}: it was cut short. Fetch or write it again"
        )
        raise CorruptFileError(file, reason, tensor=error.args[0]) from None
    specs.sort(key=lambda spec: (spec.offset, spec.nbytes))
    _check_coverage(specs, file, data_start, data_size)
    return Catalog(specs, files=[file], metadata=metadata, sources=() if source is None else (source,))


def header_length(start: bytes, size: int, path: Path) -> int:
    """Bytes of the JSON that follows the first 8 bytes.

    Args:
        start: the first 8 bytes of the file, or fewer if it is shorter.
        size: bytes of the whole file.

    Raises:
        CorruptFileError: the file is too short, or the length is impossible.
    """
    if size < 8:
        raise CorruptFileError(path, f"has {size} bytes; a safetensors file starts with an 8-byte header length")
    length: int = struct.unpack("<Q", start[:8])[0]
    if length > MAX_HEADER:
        raise CorruptFileError(path, f"declares a header of {length} bytes; at most {MAX_HEADER} are allowed")
    if 8 + length > size:
        raise CorruptFileError(path, f"declares a header through byte {8 + length}, but the file has {size}")
    return length


def parse_header(text: bytes, path: Path) -> dict[str, Any]:
    """The header as JSON.

    Raises:
        CorruptFileError: it is not a JSON object, or its names are not unique or not valid Unicode.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        entries = dict(pairs)
        if len(entries) != len(pairs):
            seen: set[str] = set()
            twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
            raise CorruptFileError(path, "the header names it twice", tensor=twice)
        return entries

    if is_too_dense(text, _BYTES_PER_VALUE):
        raise CorruptFileError(path, "the header has more values than tensors need")
    try:
        header = json.loads(text.decode(), object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:
        if isinstance(error, CorruptFileError):
            raise
        raise CorruptFileError(path, f"the header is not valid JSON ({error})") from None
    if not isinstance(header, dict):
        raise CorruptFileError(path, f"the header is a JSON {type(header).__name__}, not an object")
    _refuse_half_characters(header, path)
    return header


def _metadata(value: Any, path: Path) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise CorruptFileError(path, "the header's __metadata__ is not an object of strings")
    _refuse_half_characters((*value, *value.values()), path)
    return value


def _refuse_half_characters(texts: Iterable[str], path: Path) -> None:
    """JSON can spell half of a surrogate pair, which cannot be written to a file again or shown on a terminal."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError as error:
        raise CorruptFileError(path, f"the header has a name or text that is not Unicode ({error.reason})") from None


class _OutsideError(Exception):
    """A tensor, by name, ends after the file."""


def _end(entry: Any) -> int:
    """Where the bytes of an entry end, if it is well-formed."""
    offsets = entry.get("data_offsets") if isinstance(entry, dict) else None
    return offsets[1] if isinstance(offsets, list) and len(offsets) == 2 and _is_count(offsets[1]) else 0


def _spec(name: str, entry: Any, file: str, data_start: int, data_size: int, source: SourceFile | None) -> TensorSpec:
    try:
        dtype, shape, (begin, end) = DType[entry["dtype"]], entry["shape"], entry["data_offsets"]
    except (TypeError, ValueError, KeyError) as error:
        reason = f"unknown dtype {entry['dtype']!r}" if _has_dtype(entry) else f"malformed header entry ({error!r})"
        raise CorruptFileError(file, reason, tensor=name) from None
    if not isinstance(shape, list) or not all(_is_count(value) for value in (*shape, begin, end)):
        raise CorruptFileError(file, "shape and data_offsets must be non-negative integers below 2**63", tensor=name)
    _refuse_impossible_shape(shape, dtype, file, name)
    if end < begin:
        raise CorruptFileError(file, f"its bytes end at {end}, before they begin at {begin}", tensor=name)
    if end > data_size:
        raise _OutsideError(name)
    bits = dtype.bits * math.prod(shape)
    if bits != 8 * (end - begin):
        taken = f"{bits} bits" if bits % 8 else f"{bits // 8} bytes"
        reason = f"{dtype.name} {shape} takes {taken}, but its data_offsets span {end - begin} bytes"
        raise CorruptFileError(file, reason, tensor=name)
    return TensorSpec(name, dtype, tuple(shape), file, (Extent(data_start + begin, end - begin),), source=source)


def _refuse_impossible_shape(shape: Sequence[int], dtype: DType, file: str, name: str) -> None:
    if len(shape) > MAX_AXES:
        raise CorruptFileError(file, f"has {len(shape)} axes; at most {MAX_AXES} are allowed", tensor=name)
    # Zeros do not count: an empty array, too, is refused by array libraries when the rest of its shape is too large.
    if math.prod(length for length in shape if length) * max(8, dtype.bits) >= 8 * _MAX_SIZE:
        raise CorruptFileError(file, f"shape {shape} is larger than any array can be", tensor=name)


def _has_dtype(entry: Any) -> bool:
    return isinstance(entry, dict) and "dtype" in entry and str(entry["dtype"]) not in DType.__members__


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MAX_SIZE


def _check_coverage(specs: Sequence[TensorSpec], file: str, data_start: int, data_size: int) -> None:
    """The format allows neither holes nor overlaps: each tensor begins where the one before it ends."""
    position = data_start
    for spec in specs:
        if spec.offset != position:
            fault = "overlaps the tensor before it" if spec.offset < position else "leaves a hole before it"
            reason = f"{fault}: it starts at byte {spec.offset} of the file, the tensor before it ends at {position}"
            raise CorruptFileError(file, reason, tensor=spec.name)
        position = spec.extents[0].end
    if position != data_start + data_size:
        size = data_start + data_size
        raise CorruptFileError(file, f"the header declares data through byte {position}, but the file has {size}")


def _refuse_unwritable(name: str) -> None:
    if name == _METADATA:
        raise ConversionError(f"{name!r} cannot name a tensor: the format reserves it for the file's metadata")
    try:
        name.encode()
    except UnicodeEncodeError:
        raise ConversionError(f"{name!r} cannot name a tensor: it is not Unicode") from None


def layout_entries(entries: Iterable[Entry]) -> list[Entry]:
    """The entries in the order to write, so that each tensor is as aligned as possible.

    A tensor of a multiple of 64 bytes starts at a multiple of 64, any other at a multiple of its element size: sizes
    that are multiples of 64 come first, the others by the largest power of two that divides them. Within a class, the
    caller's order is kept.
    """
    return sorted(entries, key=lambda entry: -_power_of_two(entry.nbytes))


def _power_of_two(nbytes: int) -> int:
    return ALIGNMENT if nbytes == 0 else min(ALIGNMENT, nbytes & -nbytes)


def encode_header(entries: Sequence[Entry], metadata: Mapping[str, str]) -> bytes:
    """Length and JSON of a file that holds the entries in this order, padded so that data starts at a multiple of 64.

    Keys are in file order and metadata sorted: the same input gives the same bytes.

    Raises:
        ConversionError: two entries have the same name, or the format cannot hold a name.
    """
    refuse_duplicate_names(entries)
    header: dict[str, Any] = {_METADATA: dict(sorted(metadata.items()))} if metadata else {}
    position = 0
    for entry in entries:
        _refuse_unwritable(entry.name)
        end = position + entry.nbytes
        header[entry.name] = {"dtype": entry.dtype.name, "shape": list(entry.shape), "data_offsets": [position, end]}
        position = end
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-(8 + len(text)) % ALIGNMENT)
    return struct.pack("<Q", len(text)) + text
