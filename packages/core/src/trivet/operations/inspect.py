"""The contents of a checkpoint, from its headers alone: the object behind `trivet inspect`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from trivet.families.registry import architecture, architecture_points
from trivet.layout.spellings import Spellings
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.planning.source_names import SourceNames
from trivet.shown import Rows, Shown, first_rows
from trivet.sizes import human_count, human_size
from trivet.sources.options import SourceOptions, read_with
from trivet.tensors import TensorSpec
from trivet.tensors.entry import ALIGNMENT


@dataclass(frozen=True, slots=True)
class TensorRow:
    """One tensor in a file.

    Attributes:
        file: name of the file.
        offset: bytes from the start of the file; None if unknown, as in a remote `.bin` file.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    nbytes: int
    file: str
    offset: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Totals over some tensors: `size` in elements, `nbytes` in bytes."""

    name: str
    tensors: int
    size: int
    nbytes: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """Totals over the weights that are quantized in one way.

    Attributes:
        name: what the codes are, in words.
        weights: their number, `size` that of their elements.
        nbytes: bytes that are stored for them; `decoded_nbytes`: bytes of their values, as `dtype`.
    """

    name: str
    weights: int
    size: int
    nbytes: int
    decoded_nbytes: int
    dtype: str


@dataclass(frozen=True, slots=True, repr=False)
class Inspection(Shown):
    """The contents of a checkpoint.

    Attributes:
        path: as the caller passed it.
        dialect: `torch`, `tensorflow` or `flax`.
        model_type, architecture: as in config.json, or None.
        metadata: that of the first file.
        tensors: in file order.
        dtypes, shards, modules: totals by dtype, by file, and by first two components of the name.
        tied: groups of names of one tensor: those that share bytes, and those that the family ties. The first of each
            group is stored, the others may be.
        quantized: the evidence that weights are quantized; None if there is none.
        aligned: how many tensors start at a multiple of 64 bytes, so that JAX and TensorFlow can alias them; None if
            some offsets are unknown.
        schemes: how quantized weights are stored.
        undecoded: why quantized weights cannot be decoded, one line for each reason.
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
    tied: tuple[tuple[str, ...], ...]
    aligned: int | None
    quantized: str | None = None
    schemes: tuple[Scheme, ...] = ()
    undecoded: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Elements of all tensors together."""
        return sum(group.size for group in self.dtypes)

    @property
    def nbytes(self) -> int:
        """Bytes of all tensors together."""
        return sum(group.nbytes for group in self.dtypes)

    def summary(self) -> str:
        """A checkpoint in a line: `BERT (BertModel), 22.7 M parameters, 90.9 MB, F32, 1 file`."""
        known = self.model_type in architecture_points()
        title = architecture(str(self.model_type)).title if known else self.model_type
        what = title or "unknown model (no config.json)"
        if self.architecture and self.architecture.lower() != what.lower():
            what += f" ({self.architecture})"
        dtypes = [group.name for group in by_size(self.dtypes)]
        counted = f"{human_count(self.size)} {'elements' if self.quantized else 'parameters'}"
        files = f"{len(self.shards)} file{'s' * (len(self.shards) != 1)}"
        return ", ".join((what, counted, human_size(self.nbytes), " and ".join(dtypes) or "no tensors", files))

    def rows(self) -> Rows:
        """The modules, the largest first."""
        columns = ("module", "tensors>", "elements>", "size>", "share>")
        shares = ((group, f"{group.nbytes / max(self.nbytes, 1):.1%}") for group in by_size(self.modules))
        return first_rows(
            columns,
            (
                (each.name, f"{each.tensors:,}", f"{each.size:,}", human_size(each.nbytes), share)
                for each, share in shares
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """All fields and totals, for `json.dumps`."""
        return {**asdict(self), "size": self.size, "nbytes": self.nbytes}


def by_size(groups: Iterable[Group]) -> list[Group]:
    """Groups, the largest first."""
    return sorted(groups, key=lambda group: -group.nbytes)


def inspect(
    source: str | os.PathLike[str],
    *,
    subfolder: str = "",
    variant: str | None = None,
    state_key: str | None = None,
    options: SourceOptions | None = None,
) -> Inspection:
    """Read the headers of a checkpoint. No tensor bytes are read, and no framework is needed.

    Args:
        source: as for `open_checkpoint`; of remote safetensors and zipped `.bin` files only headers are fetched.
        subfolder, variant: as for `find_weights`.
        state_key: where in a `.bin` file the tensors are, as for `SourceOptions`.
        options: how to reach a remote source.

    Raises:
        As for `open_checkpoint`.
    """
    reading = read_with(options, state_key=state_key)
    checkpoint = open_checkpoint(source, subfolder=subfolder, variant=variant, options=reading, headers_only=True)
    return replace(describe(checkpoint), path=str(source))


def describe(checkpoint: Checkpoint) -> Inspection:
    """The inspection of an open checkpoint."""
    specs = list(checkpoint.stored.values())
    quantization = checkpoint.quantization
    model_type = checkpoint.config.get("model_type")
    return Inspection(
        path=str(checkpoint.path),
        dialect=checkpoint.dialect.name,
        model_type=model_type if isinstance(model_type, str) else None,
        architecture=checkpoint.head,
        metadata=dict(checkpoint.catalog.metadata),
        tensors=tuple(_row(spec) for spec in specs),
        dtypes=_groups((_dtype(spec), spec) for spec in specs),
        shards=_groups((os.path.basename(spec.file), spec) for spec in specs),
        modules=_groups((_module(spec.name), spec) for spec in specs),
        tied=_tied(checkpoint),
        aligned=_aligned(specs),
        quantized=_evidence(checkpoint),
        schemes=_schemes(checkpoint),
        undecoded=() if quantization is None else quantization.problems,
    )


def _tied(checkpoint: Checkpoint) -> tuple[tuple[str, ...], ...]:
    groups = _tied_by_the_family(checkpoint)
    known = [set(group) for group in groups]
    sharing: dict[object, list[str]] = {}
    for name, spec in checkpoint.catalog.items():
        if spec.nbytes and spec.extents:
            sharing.setdefault((spec.file, spec.extents, spec.shape, spec.strides), []).append(name)
    shared = (tuple(names) for names in sharing.values() if len(names) > 1)
    return (*groups, *(names for names in shared if not any(group.issuperset(names) for group in known)))


def _tied_by_the_family(checkpoint: Checkpoint) -> list[tuple[str, ...]]:
    """Groups of tied names; without a class only stored names, because the model may lack a head with copies."""
    family = checkpoint.architecture
    if family is None:
        return []
    config = family.config_class.from_dict(checkpoint.config)
    universe = family.universe(config, checkpoint.head)
    names = SourceNames(checkpoint.catalog, checkpoint.dialect, family, Spellings(family.spellings(config)))
    groups: dict[str, list[str]] = {}
    for param in universe.values():
        owner = universe.get(param.tied or "")
        if owner is None:
            continue
        group = groups.setdefault(owner.name, names.candidates(owner))
        group += names.candidates(param) or (
            [] if checkpoint.head is None else [checkpoint.dialect.encode(param, family)]
        )
    ordered = (sorted(group, key=lambda name: name not in names.catalog) for group in groups.values())
    return [tuple(group) for group in ordered if len(group) > 1 and group[0] in names.catalog]


def _aligned(specs: Sequence[TensorSpec]) -> int | None:
    if not all(spec.is_located for spec in specs):
        return None
    return sum(1 for spec in specs if spec.offset % ALIGNMENT == 0)


def _evidence(checkpoint: Checkpoint) -> str | None:
    if checkpoint.quantization is not None:
        return checkpoint.quantization.evidence
    blocks = next((spec for spec in checkpoint.catalog.values() if spec.is_quantized), None)
    return None if blocks is None or blocks.coded is None else f"{blocks.name} is {blocks.coded.scheme}"


def _schemes(checkpoint: Checkpoint) -> tuple[Scheme, ...]:
    grouped: dict[tuple[str, str], list[TensorSpec]] = {}
    for spec in checkpoint.catalog.values():
        if spec.is_quantized and spec.coded is not None:
            grouped.setdefault((spec.coded.scheme, spec.dtype.name), []).append(spec)
    return tuple(
        Scheme(
            *(name, len(specs), sum(spec.size for spec in specs)),
            nbytes=sum(spec.stored_nbytes for spec in specs),
            decoded_nbytes=sum(spec.nbytes for spec in specs),
            dtype=dtype,
        )
        for (name, dtype), specs in grouped.items()
    )


def _row(spec: TensorSpec) -> TensorRow:
    offset = spec.offset if spec.is_located else None
    return TensorRow(spec.name, _dtype(spec), spec.shape, spec.stored_nbytes, os.path.basename(spec.file), offset)


def _dtype(spec: TensorSpec) -> str:
    """What elements are stored as."""
    return spec.dtype.name if spec.coded is None else spec.coded.scheme


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
        nbytes[name] += spec.stored_nbytes
    return tuple(Group(name, tensors[name], sizes[name], nbytes[name]) for name in tensors)
