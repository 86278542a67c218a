"""GGUF, the container of llama.cpp, read with the names and values of the PyTorch dialect if its architecture is known.

A file holds the config and the tokenizer as well; `config.py` and `tokenizer.py` have them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trivet.dtypes import DType
from trivet.errors import CorruptFileError, UnsupportedFileError
from trivet.formats.gguf.architectures import GgufArchitecture, gguf_architecture
from trivet.formats.gguf.blocks import PLAIN, TYPES, UNREAD, Blocks
from trivet.formats.gguf.header import MAGIC, Header, StoredTensor, read_header
from trivet.formats.gguf.transforms import Plainly, Shifted, Unpaired
from trivet.tensors import Catalog, Coded, Decoder, Extent, TensorSpec
from trivet.tensors.source_files import SourceFile

_SHARD = re.compile(r"(.*)-(\d{5})-of-(\d{5})\.gguf")
_MOST_SHARDS = 1000


class GgufFormat:
    """The container of llama.cpp."""

    name = "gguf"
    suffixes = (".gguf",)
    weights_name = "model.gguf"
    dialect = "torch"

    def sniff(self, path: Path) -> bool:
        """Whether the file starts with GGUF's magic number."""
        with path.open("rb") as file:
            return file.read(4) == MAGIC

    def open(self, path: Path) -> Catalog:
        """The header of a file, and of the files that it is split into.

        Raises:
            CorruptFileError: it is malformed, or not the first of those files.
            UnsupportedFileError: its version, or a block type in it, is not read.
        """
        source = SourceFile(path)
        source.header = header = read_header(source)
        catalogs = [_catalog(source, header, header)]
        for place in _others(path, header):
            other = SourceFile(place)
            catalogs.append(_catalog(other, read_header(other), header))
        return Catalog.joined(catalogs)

    def index_name(self, name: str) -> str:
        """Names are spelt the same everywhere."""
        return name


def _others(path: Path, header: Header) -> Iterator[Path]:
    """The further files of a split one.

    Raises:
        CorruptFileError: the file is not the first of them, or its name does not tell those of the others.
    """
    count, number = header.fields.get("split.count", 1), header.fields.get("split.no", 0)
    if count in (0, 1):
        return
    named = _SHARD.fullmatch(path.name)
    if type(count) is not int or not 1 < count <= _MOST_SHARDS or number != 0 or named is None:
        reason = f"is number {number} (from 0) of {count} files: give the first, NAME-00001-of-{count:05}.gguf"
        raise CorruptFileError(path, reason)
    for other in range(2, count + 1):
        yield path.with_name(f"{named[1]}-{other:05}-of-{count:05}.gguf")


def _catalog(source: SourceFile, header: Header, first: Header) -> Catalog:
    name = first.fields.get("general.architecture")
    known = gguf_architecture(name) if isinstance(name, str) else None
    placed = sorted(header.tensors, key=lambda each: each.offset)
    specs, end = [], 0
    for tensor in placed:
        spec = _spec(source, header, first, tensor, known)
        if tensor.offset < end:
            raise CorruptFileError(source.path, "overlaps the tensor before it", tensor=tensor.name)
        end = tensor.offset + spec.stored_nbytes
        if not _is_unread(tensor.name, known):
            specs.append(spec)
    texts = {key: str(value) for key, value in header.fields.items() if isinstance(value, str | int | float)}
    metadata = {key: text for key, text in texts.items() if len(text) < 200 and not key.startswith("tokenizer.")}
    return Catalog(specs, files=[str(source.path)], metadata=metadata, sources=[source])


def _is_unread(name: str, known: GgufArchitecture | None) -> bool:
    return known is not None and name in known.unread


def _stored(source: SourceFile, header: Header, tensor: StoredTensor) -> TensorSpec:
    """The spec of the bytes of a tensor.

    Raises:
        CorruptFileError: rows are not whole blocks, or the bytes lie outside the file.
        UnsupportedFileError: the block type is not read.
    """
    if tensor.kind in PLAIN:
        dtype, shape = PLAIN[tensor.kind], tensor.shape
    elif tensor.kind in TYPES:
        block, columns = TYPES[tensor.kind], tensor.shape[-1] if tensor.shape else 1
        if columns % block.elements:
            reason = f"its rows of {columns} values are not whole blocks of {block.elements} ({block.name})"
            raise CorruptFileError(source.path, reason, tensor=tensor.name)
        dtype, shape = DType.U8, (*tensor.shape[:-1], columns // block.elements * block.nbytes)
    else:
        kind = UNREAD.get(tensor.kind, f"the type {tensor.kind}")
        reason = f"{tensor.name} is stored as {kind}, which is not read: llama.cpp's llama-quantize writes other types"
        raise UnsupportedFileError(source.path, reason)
    start, nbytes = header.data_start + tensor.offset, dtype.nbytes(math.prod(shape))
    if start + nbytes > source.size:
        reason = f"its bytes end at {start + nbytes}, the file has {source.size}"
        raise CorruptFileError(source.path, reason, tensor=tensor.name)
    return TensorSpec(tensor.name, dtype, shape, str(source.path), (Extent(start, nbytes),), source=source)


def _spec(
    source: SourceFile, header: Header, first: Header, tensor: StoredTensor, known: GgufArchitecture | None
) -> TensorSpec:
    stored = _stored(source, header, tensor)
    is_plain = tensor.kind in PLAIN
    dtype = stored.dtype if is_plain else DType.F32
    decoder: Decoder = Plainly() if is_plain else Blocks(tensor.kind)
    name, axes, unit = tensor.name, None, 1
    if known is not None:
        template, number = _template(tensor.name)
        module, leaf = template.rpartition(".")[::2]
        name = known.tensors[module].format(number) + f".{leaf}" if module in known.tensors else tensor.name
        if module in known.paired and tensor.shape:
            heads = _heads(source, first, known.paired[module])
            size = tensor.shape[0] // heads if heads else 0
            if not size or tensor.shape[0] % heads or size % 2:
                reason = f"its {tensor.shape[0]} rows are not {heads} heads of pairs"
                raise CorruptFileError(source.path, reason, tensor=tensor.name)
            decoder, unit = Unpaired(decoder, size), size if len(tensor.shape) > 1 else 1
        if template.endswith(known.shifted or ("\0",)):
            decoder = Shifted(decoder, 1.0, dtype.numpy)
        if module in known.transposed and len(tensor.shape) == 2 and leaf == "weight":
            axes = (1, 0)
    if is_plain and isinstance(decoder, Plainly) and axes is None:
        return TensorSpec(name, dtype, stored.shape, stored.file, stored.extents, source=source)
    scheme = f"GGUF {stored.dtype.name if is_plain else TYPES[tensor.kind].name}"
    coded = Coded(scheme, (stored,), decoder, dtype, tensor.shape, axes, unit)
    shape = tensor.shape if axes is None else tuple(tensor.shape[axis] for axis in axes)
    return TensorSpec(name, dtype, shape, stored.file, stored.extents, source=source, coded=coded)


def _template(name: str) -> tuple[str, int]:
    """A name with `{}` in place of its layer, and the number of the layer."""
    found = re.match(r"((?:enc\.|dec\.)?blk\.)(\d{1,6})(\..*)", name)
    return (name, 0) if found is None else (f"{found[1]}{{}}{found[3]}", int(found[2]))


def _heads(source: SourceFile, header: Header, key: str) -> int:
    """How many heads rows belong to; of key-value heads as many as of queries, unless stated.

    Raises:
        CorruptFileError: the file does not state it.
    """
    arch = header.fields["general.architecture"]
    for each in (key, key.removesuffix("_kv")):
        heads: Any = header.fields.get(f"{arch}.{each}")
        if type(heads) is int and heads > 0:
            return heads
        if heads is not None:
            break
    raise CorruptFileError(source.path, f"{arch}.{key} is {heads!r}, not one number of heads for all layers")
