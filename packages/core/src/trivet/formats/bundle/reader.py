"""From a bundle's `.index` and the sizes of its data files to tensors: checked, named, and without the training state.

The only part of the data files that is read is the object graph, which is a list of names.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trivet.dtypes import DType
from trivet.errors import CorruptFileError, MissingShardError, UnsupportedFileError
from trivet.formats.bundle.entries import (
    DTYPES,
    PIECE,
    STRING,
    BundleEntry,
    Header,
    Piece,
    parse_entry,
    parse_header,
    piece_key,
)
from trivet.formats.bundle.names import GRAPH, graph_names, parse_graph, plain_names
from trivet.formats.bundle.proto import Malformed, varint
from trivet.formats.bundle.table import read_table
from trivet.formats.crc32c import crc32c, masked
from trivet.formats.limits import shape_problem
from trivet.tensors.source_files import SourceFile, let_go_beyond

SUFFIX = ".index"
MAX_INDEX = 256_000_000  # bytes; an index has about 100 for each tensor


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes of a tensor or of a piece of one.

    Attributes:
        source: the data file.
        shape: of the piece.
    """

    source: SourceFile
    offset: int
    nbytes: int
    checksum: int
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """One tensor.

    Attributes:
        axis: the axis along which its runs follow one another.
    """

    dtype: DType
    shape: tuple[int, ...]
    runs: tuple[Run, ...]
    axis: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether its runs, one after another, are its bytes, and lie in one file."""
        return math.prod(self.shape[: self.axis]) == 1 and len({run.source for run in self.runs}) < 2


@dataclass(frozen=True, slots=True)
class Bundle:
    """The contents of an index.

    Attributes:
        tensors: by catalog name.
        skipped: keys of everything but weights: optimizer slots, counters, metrics, texts.
        data: the data files.
    """

    tensors: Mapping[str, Stored]
    skipped: tuple[str, ...]
    big_endian: bool
    data: tuple[SourceFile, ...]


def read_bundle(index: SourceFile) -> Bundle:
    """Read an index, and open its data files.

    Raises:
        MissingShardError: a data file is missing.
        CorruptFileError: the index is malformed, or the data files are shorter than it says.
        UnsupportedFileError: the index is compressed, or a weight's dtype is unknown.
    """
    if index.size > MAX_INDEX:
        raise CorruptFileError(index.path, f"has {index.size} bytes; at most {MAX_INDEX} are allowed")
    return _Index(index.path, index.read(0, index.size)).bundle()


class _Index:
    """One reading of an index."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.entries: dict[bytes, BundleEntry] = {}
        header: Header | None = None
        for key, value in read_table(content, path):
            try:
                if key:
                    self.entries[key] = parse_entry(value)
                else:
                    header = parse_header(value)
            except Malformed as error:
                raise CorruptFileError(path, str(error), tensor=key.decode("utf-8", "replace")) from None
        if header is None:
            raise CorruptFileError(path, "has no header entry, so it is not the index of a checkpoint")
        self.header = header
        self.data = self._data_files()

    def _data_files(self) -> dict[int, SourceFile]:
        """The data files that the entries refer to, opened after a check that all of them exist."""
        used = {entry.shard for entry in self.entries.values() if not entry.pieces}
        beyond = next((shard for shard in used if shard >= self.header.shards), None)
        if beyond is not None:
            raise CorruptFileError(self.path, f"refers to data file {beyond}, but there are {self.header.shards}")
        missing = [shard for shard in sorted(used) if not self.data_file(shard).is_file()]
        if missing:
            raise MissingShardError(self.path, [self.data_file(shard).name for shard in missing])
        opened: dict[int, SourceFile] = {}
        held = 1
        for shard in sorted(used):
            opened[shard] = SourceFile(self.data_file(shard))
            held = let_go_beyond([opened[shard]], held)
        return opened

    def data_file(self, shard: int) -> Path:
        """`model.ckpt.data-00000-of-00001`, beside the index."""
        stem = self.path.name.removesuffix(SUFFIX)
        return self.path.with_name(f"{stem}.data-{shard:05d}-of-{self.header.shards:05d}")

    def bundle(self) -> Bundle:
        """
        Raises:
            CorruptFileError: an entry is malformed, lies outside its file, or overlaps another.
            UnsupportedFileError: a weight's dtype is unknown.
        """
        keys: dict[str, bytes] = {}
        for key, entry in self.entries.items():
            if not key.startswith(PIECE) and entry.dtype != STRING:
                keys[self._text(key)] = key
        self._check_overlap()
        graph = self.entries.get(GRAPH.encode())
        names = plain_names(keys) if graph is None else graph_names(keys, self._graph(graph))
        tensors = {name: self._stored(keys[key], name) for key, name in names.items()}
        texts = (
            self._text(key)
            for key, entry in self.entries.items()
            if entry.dtype == STRING and key != GRAPH.encode() and not key.startswith(PIECE)
        )
        skipped = [key for key in keys if key not in names]
        data = tuple(self.data.values())
        return Bundle(tensors, tuple(sorted([*skipped, *texts])), self.header.big_endian, data)

    def _text(self, key: bytes) -> str:
        try:
            return key.decode()
        except UnicodeDecodeError:
            raise CorruptFileError(self.path, f"the key {key[:100]!r} is not valid UTF-8") from None

    def _check_overlap(self) -> None:
        spans = sorted(
            (entry.shard, entry.offset, entry.nbytes, key) for key, entry in self.entries.items() if not entry.pieces
        )
        shard, reached = -1, 0
        for own_shard, offset, nbytes, key in spans:
            name = key.decode("utf-8", "replace")
            if own_shard == shard and offset < reached:
                reason = f"its bytes start at {offset} of data file {shard}, those before it end at {reached}"
                raise CorruptFileError(self.path, reason, tensor=name)
            shard, reached = own_shard, offset + nbytes
            if reached > self.data[shard].size:
                reason = f"its bytes end at {reached}, but the file has {self.data[shard].size}"
                raise CorruptFileError(self.data_file(shard), reason, tensor=name)

    def _graph(self, entry: BundleEntry) -> dict[str, str]:
        """The object graph: one text, stored as its length, a checksum of the length, and itself."""
        file = self.data_file(entry.shard)
        if entry.dtype != STRING or entry.shape or entry.pieces or entry.nbytes > MAX_INDEX:
            raise CorruptFileError(self.path, "the object graph is not one text", tensor=GRAPH)
        stored = self.data[entry.shard].read(entry.offset, entry.nbytes)
        try:
            length, start = varint(stored, 0)
            text = stored[start + 4 :]
            if len(text) != length:
                raise Malformed(f"it has {len(text)} bytes, but declares {length}")
            width = 4 if length < 2**32 else 8
            if masked(crc32c([length.to_bytes(width, "little"), stored[start:]])) != entry.checksum:
                raise Malformed("its bytes do not match their checksum")
            return parse_graph(text)
        except Malformed as error:
            raise CorruptFileError(file, str(error), tensor=GRAPH) from None

    def _stored(self, key: bytes, name: str) -> Stored:
        entry = self.entries[key]
        dtype = DTYPES.get(entry.dtype)
        if dtype is None:
            raise UnsupportedFileError(self.path, f"unknown dtype number {entry.dtype}", tensor=name)
        if problem := shape_problem(dtype, entry.shape):
            raise CorruptFileError(self.path, problem, tensor=name)
        if not entry.pieces:
            return Stored(dtype, entry.shape, (self._run(entry, dtype, name),))
        axis, pieces = self._pieces(key, entry, name)
        return Stored(dtype, entry.shape, tuple(self._run(piece, dtype, name) for piece in pieces), axis)

    def _run(self, entry: BundleEntry, dtype: DType, name: str) -> Run:
        if entry.dtype not in DTYPES or DTYPES[entry.dtype] is not dtype or min((0, *entry.shape)) < 0:
            raise CorruptFileError(self.path, "its pieces differ in dtype, or have no shape", tensor=name)
        if dtype.nbytes(math.prod(entry.shape)) != entry.nbytes:
            wanted = dtype.nbytes(math.prod(entry.shape))
            reason = f"{dtype.name} {list(entry.shape)} takes {wanted} bytes, but {entry.nbytes} are stored"
            raise CorruptFileError(self.path, reason, tensor=name)
        return Run(self.data[entry.shard], entry.offset, entry.nbytes, entry.checksum, entry.shape)

    def _pieces(self, key: bytes, entry: BundleEntry, name: str) -> tuple[int, list[BundleEntry]]:
        """(axis, entries in its order) of a partitioned variable. TensorFlow cuts variables along one axis only."""
        entries: dict[int, BundleEntry] = {}
        axes = set()
        for piece in entry.pieces:
            start, axis, shape = _span_of(piece, entry.shape)
            stored = self.entries.get(piece_key(key, piece))
            if axis < 0 or stored is None or stored.pieces or stored.shape != shape:
                raise CorruptFileError(self.path, f"its piece {list(piece)} is not stored as declared", tensor=name)
            axes.add(axis)
            entries[start] = stored
        starts, axis = sorted(entries), axes.pop()
        reached = [0, *itertools.accumulate(entries[start].shape[axis] for start in starts)]
        if axes or starts != reached[:-1] or reached[-1] != entry.shape[axis] or len(starts) != len(entry.pieces):
            raise CorruptFileError(self.path, "its pieces do not follow one another along one axis", tensor=name)
        return axis, [entries[start] for start in starts]


def _span_of(piece: Piece, whole: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
    """(start, axis, shape) of a piece; axis -1 for one that is cut along several or has other axes."""
    if len(piece) != len(whole) or not whole:
        return 0, -1, ()
    spans = [(0, size) if length < 0 else (start, length) for (start, length), size in zip(piece, whole, strict=True)]
    cut = [axis for axis, span in enumerate(spans) if span != (0, whole[axis])]
    axis = 0 if not cut else cut[0] if len(cut) == 1 else -1
    return spans[axis][0], axis, tuple(length for _, length in spans)
