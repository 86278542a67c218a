"""Descriptions of stored tensors, built from headers alone: TensorSpec, and the Catalog of a whole checkpoint.

A coded tensor has values that are computed from several stored tensors, such as codes of four bits and their scales.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from trivet.dtypes import DType
from trivet.errors import CorruptFileError

if TYPE_CHECKING:
    import numpy as np

    from trivet.tensors.source_files import SourceFile


@dataclass(frozen=True, slots=True)
class Extent:
    """A run of bytes.

    Attributes:
        offset: bytes from the start of the file.
        nbytes: length in bytes.
    """

    offset: int
    nbytes: int

    @property
    def end(self) -> int:
        """First byte after the run, from the start of the file."""
        return self.offset + self.nbytes


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """One stored tensor: what it is and where its bytes lie.

    Attributes:
        name: as in the file.
        dtype: element type.
        shape: in the file's own layout.
        file: path of the file that holds it.
        extents: where the bytes lie; more than one for a chunked array.
        strides: in elements, only where the file itself has them (torch views); None means C order.
        via: name of the format that must decode the bytes, because they are not stored plainly (compressed, chunked,
            byte-swapped); None for plain runs of bytes, which are mapped.
        is_located: whether the extents are the exact positions of the bytes. If not (a remote file of which only a part
            was read), they are lower bounds: they order tensors and show which share bytes, but cannot be read from.
        source: the open file that the header was read from, and that the bytes must be read from; None if the header
            did not come from an open file.
        coded: how the values are computed from stored tensors, of which `file` and `extents` are those of the first;
            None for a tensor that is stored itself. The dtype then is that of the values.
    """

    name: str
    dtype: DType
    shape: tuple[int, ...]
    file: str
    extents: tuple[Extent, ...]
    strides: tuple[int, ...] | None = None
    via: str | None = None
    is_located: bool = True
    source: SourceFile | None = field(default=None, repr=False, compare=False)
    coded: Coded | None = field(default=None, repr=False)

    @property
    def is_quantized(self) -> bool:
        """Whether the values are computed from codes of fewer bits."""
        return self.coded is not None and self.coded.nbytes < self.nbytes

    @property
    def is_plain(self) -> bool:
        """Whether the values are plain runs of bytes in the file, perhaps strided."""
        return self.via is None and self.coded is None

    @property
    def size(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        """Bytes of the tensor's elements."""
        return self.dtype.nbytes(self.size)

    @property
    def stored_nbytes(self) -> int:
        """Bytes that the file holds for it."""
        return self.nbytes if self.coded is None else self.coded.nbytes

    @property
    def offset(self) -> int:
        """Offset of the first byte, from the start of the file (0 for a tensor without extents)."""
        return self.extents[0].offset if self.extents else 0


class Decoder(Protocol):
    """Computes values from stored tensors. Knows their meaning, not where they are."""

    def decode(self, parts: Sequence[np.ndarray[Any, Any]], first: int, out: np.ndarray[Any, Any]) -> None:
        """Fill an array with the values of some rows. Called from several threads at once.

        Args:
            parts: the stored tensors, each in its stored dtype and shape; packed bytes for a sub-byte dtype.
            first: index of the first row.
            out: receives rows `first` to `first + len(out)`: [rows, values of a row], C-contiguous, of a float dtype.

        Raises:
            ValueError: the stored values are not valid codes or scales.
        """
        ...


@dataclass(frozen=True, slots=True)
class Coded:
    """How a tensor's values are computed.

    Values are decoded in C order of `shape`, and then have their axes permuted. Rows are those of the matrix that
    `shape` is if all axes but the last are joined.

    Attributes:
        scheme: what the codes are, in words, for messages.
        parts: the stored tensors, the codes first.
        decoder: computes the values.
        dtype: to which the scheme rounds values.
        shape: of the decoded values.
        axes: takes the decoded values to the tensor's layout, as for `numpy.transpose`; None if they have it.
        unit: how many rows can only be decoded together.
    """

    scheme: str
    parts: tuple[TensorSpec, ...]
    decoder: Decoder
    dtype: DType
    shape: tuple[int, ...]
    axes: tuple[int, ...] | None = None
    unit: int = 1

    @property
    def nbytes(self) -> int:
        """Bytes of the stored tensors."""
        return sum(part.nbytes for part in self.parts)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return math.prod(self.shape[:-1])

    @property
    def columns(self) -> int:
        """Values of a row."""
        return self.shape[-1] if self.shape else 1


class Catalog(Mapping[str, TensorSpec]):
    """Every tensor of a checkpoint, over all its shards, in file order. Holds headers only, no tensor bytes.

    Attributes:
        files: the files, in shard order.
        metadata: the string metadata of the files; of the first of those that have a key.
        sources: the open files that the headers were read from, in the order in which they were opened.
    """

    def __init__(
        self,
        specs: Iterable[TensorSpec],
        *,
        files: Iterable[str] = (),
        metadata: Mapping[str, str] | None = None,
        sources: Iterable[SourceFile] = (),
    ) -> None:
        """
        Raises:
            CorruptFileError: two files hold a tensor of the same name.
        """
        self._specs: dict[str, TensorSpec] = {}
        for spec in specs:
            other = self._specs.setdefault(spec.name, spec)
            if other is not spec:
                reason = f"is also stored in {other.file}; one checkpoint may hold a name once"
                raise CorruptFileError(spec.file, reason, tensor=spec.name)
        self.files = tuple(files) or tuple(dict.fromkeys(spec.file for spec in self._specs.values()))
        self.metadata: Mapping[str, str] = MappingProxyType(dict(metadata or {}))
        self.sources = tuple(sources)

    def __getitem__(self, name: str) -> TensorSpec:
        return self._specs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)

    @property
    def nbytes(self) -> int:
        """Bytes of all tensors together."""
        return sum(spec.nbytes for spec in self.values())

    @classmethod
    def joined(cls, parts: Iterable[Catalog]) -> Catalog:
        """One catalog over several files' catalogs, in the order of `parts`."""
        parts = tuple(parts)
        metadata = {name: text for part in reversed(parts) for name, text in part.metadata.items()}
        files = (file for part in parts for file in part.files)
        sources = (source for part in parts for source in part.sources)
        specs = (spec for part in parts for spec in part.values())
        return cls(specs, files=files, metadata=metadata, sources=sources)
