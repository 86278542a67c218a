"""Descriptions of stored tensors, built from headers alone: TensorSpec, and the Catalog of a whole checkpoint."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from trivet.dtypes import DType
from trivet.errors import CorruptFileError

if TYPE_CHECKING:
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

    @property
    def size(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        """Bytes of the tensor's elements."""
        return self.dtype.nbytes(self.size)

    @property
    def offset(self) -> int:
        """Offset of the first byte, from the start of the file (0 for a tensor without extents)."""
        return self.extents[0].offset if self.extents else 0


class Catalog(Mapping[str, TensorSpec]):
    """Every tensor of a checkpoint, over all its shards, in file order. Holds headers only, no tensor bytes.

    Attributes:
        files: the files, in shard order.
        metadata: the string metadata of the first file that has any.
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
        metadata = next((part.metadata for part in parts if part.metadata), {})
        files = (file for part in parts for file in part.files)
        sources = (source for part in parts for source in part.sources)
        specs = (spec for part in parts for spec in part.values())
        return cls(specs, files=files, metadata=metadata, sources=sources)
