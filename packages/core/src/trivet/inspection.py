"""What a checkpoint holds, from its headers alone: the object behind `trivet inspect`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from trivet.checkpoint import Checkpoint, open_checkpoint
from trivet.formats.base import ALIGNMENT
from trivet.hub.options import SourceOptions
from trivet.tensors import TensorSpec


@dataclass(frozen=True, slots=True)
class TensorRow:
    """One tensor as the file has it. `offset` is in bytes from the start of `file`, a name beside the others."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    nbytes: int
    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Group:
    """Totals over some tensors: `size` in elements, `nbytes` in bytes."""

    name: str
    tensors: int
    size: int
    nbytes: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a checkpoint holds.

    Attributes:
        path: as given.
        dialect: `torch`, `tensorflow` or `flax`.
        model_type, architecture: as config.json says, or None.
        metadata: of the first file.
        tensors: in file order.
        dtypes, shards, modules: totals by dtype, by file, and by first two components of the name.
        aligned: how many tensors start at a multiple of 64 bytes, so that JAX and TensorFlow can alias them.
    """

    path: str
    dialect: str
    model_type: str | None
    architecture: str | None
    metadata: dict[str, str]
    tensors: tuple[TensorRow, ...]
    dtypes: tuple[Group, ...]
    shards: tuple[Group, ...]
    modules: tuple[Group, ...]
    aligned: int

    @property
    def size(self) -> int:
        """Elements of all tensors together."""
        return sum(group.size for group in self.dtypes)

    @property
    def nbytes(self) -> int:
        """Bytes of all tensors together."""
        return sum(group.nbytes for group in self.dtypes)

    def to_json(self) -> dict[str, Any]:
        """All fields and totals, for `json.dumps`."""
        return {**asdict(self), "size": self.size, "nbytes": self.nbytes}


def inspect(
    source: str | os.PathLike[str],
    *,
    subfolder: str = "",
    variant: str | None = None,
    options: SourceOptions | None = None,
) -> Inspection:
    """Read the headers of a checkpoint. No tensor bytes are read, and no framework is needed.

    Args:
        source: as for `open_checkpoint`; of safetensors that lie elsewhere only headers are fetched.
        subfolder, variant: as for `find_weights`.
        options: how to reach a source that is not on this machine.

    Raises:
        as `open_checkpoint`.
    """
    checkpoint = open_checkpoint(source, subfolder=subfolder, variant=variant, options=options, headers_only=True)
    return replace(describe(checkpoint), path=str(source))


def describe(checkpoint: Checkpoint) -> Inspection:
    """The inspection of an open checkpoint."""
    specs = list(checkpoint.catalog.values())
    model_type = checkpoint.config.get("model_type")
    return Inspection(
        path=str(checkpoint.path),
        dialect=checkpoint.dialect.name,
        model_type=model_type if isinstance(model_type, str) else None,
        architecture=checkpoint.head,
        metadata=dict(checkpoint.catalog.metadata),
        tensors=tuple(_row(spec) for spec in specs),
        dtypes=_groups((spec.dtype.name, spec) for spec in specs),
        shards=_groups((os.path.basename(spec.file), spec) for spec in specs),
        modules=_groups((_module(spec.name), spec) for spec in specs),
        aligned=sum(1 for spec in specs if spec.offset % ALIGNMENT == 0),
    )


def _row(spec: TensorSpec) -> TensorRow:
    return TensorRow(spec.name, spec.dtype.name, spec.shape, spec.nbytes, os.path.basename(spec.file), spec.offset)


def _module(name: str) -> str:
    separator = "/" if "/" in name else "."
    return separator.join(name.split(separator)[:-1][:2]) or name


def _groups(pairs: Iterable[tuple[str, TensorSpec]]) -> tuple[Group, ...]:
    tensors: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    nbytes: Counter[str] = Counter()
    for name, spec in pairs:
        tensors[name] += 1
        sizes[name] += spec.size
        nbytes[name] += spec.nbytes
    return tuple(Group(name, tensors[name], sizes[name], nbytes[name]) for name in tensors)
