"""Conversion: the load half and the save half joined, with no model object and no framework."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trivet.checkpoint import Checkpoint, open_checkpoint, require_model_type
from trivet.config import CONFIG_NAME, PretrainedConfig
from trivet.dialects import TORCH, Dialect, ParamSpec, dialect_named
from trivet.dtypes import DType
from trivet.errors import CheckpointMismatchError, ConversionError, UnknownModelTypeError
from trivet.plan import Skeleton, SourceNames
from trivet.plugins import architecture_points
from trivet.policy import DTypePolicy, dtype_of_request
from trivet.progress import Progress, silent
from trivet.save import MAX_SHARD_SIZE, Item, plan_entries, write_checkpoint
from trivet.storage import Storage
from trivet.tensors import TensorSpec

_SIDE_SUFFIXES = (".json", ".txt", ".model", ".md", ".jinja", ".tiktoken")  # config, tokenizer, card; never weights


@dataclass(frozen=True, slots=True)
class ConversionReport:
    """What a conversion did.

    Attributes:
        source, destination: the folders.
        source_dialect, dialect: from and to.
        tensors: how many were written, and `nbytes` of them.
        cast: canonical names whose dtype was changed.
        dropped: stored names that the destination has no place for: copies of tied tensors, equal to the byte.
        files: the weight files and index that were written.
    """

    source: str
    destination: str
    source_dialect: str
    dialect: str
    tensors: int
    nbytes: int
    cast: tuple[str, ...]
    dropped: tuple[str, ...]
    files: tuple[str, ...]


def convert(
    source: str | os.PathLike[str],
    destination: str | os.PathLike[str],
    *,
    to: str,
    dtype: object = None,
    keep_in_fp32: tuple[str, ...] = (),
    max_shard_size: int | str = MAX_SHARD_SIZE,
    subfolder: str = "",
    variant: str | None = None,
    progress: Progress = silent,
) -> ConversionReport:
    """Turn a checkpoint into another framework's dialect. Every tensor keeps its bytes; only names and layouts change.

    Args:
        to: `torch`, `tensorflow` or `flax`.
        dtype: cast floating-point tensors to this; None (or `"keep"`) keeps each tensor's own.
        keep_in_fp32: patterns of names that stay float32 whatever `dtype` says.
        max_shard_size: bytes, or text such as `"5GB"`.

    Raises:
        ConversionError: the checkpoint holds something that the destination has no place for, or the model type is
            not known and the dialect would change.
        CheckpointMismatchError: tensors are missing, or have other shapes than the config says.
        DestinationError: the destination cannot be written; it is as it was.
        and as `open_checkpoint`.
    """
    target = dialect_named(to)
    checkpoint = open_checkpoint(source, subfolder=subfolder, variant=variant)
    asked = None if dtype == "keep" else dtype_of_request(dtype, checkpoint.config, checkpoint.catalog)
    policy = DTypePolicy(asked, keep_in_fp32)
    skeleton, found = match_all(checkpoint, target)
    storage = Storage()
    dropped = [] if target.name == checkpoint.dialect.name else _copies_of_ties(checkpoint, found, storage)
    kept = sorted(
        (match for name, match in found.items() if name not in dropped),
        key=lambda match: (match.spec.file, match.spec.offset),
    )
    items = [Item(match.param, match.spec.dtype, _fetch(storage, match.spec)) for match in kept]
    naming_dialect = target if checkpoint.architecture is not None else TORCH
    entries = plan_entries(items, skeleton, naming_dialect, dtype=policy.resolve)
    files = write_checkpoint(
        entries,
        Path(destination),
        dialect=target,
        max_shard_size=max_shard_size,
        side_files=_side_files(checkpoint, asked),
        progress=progress,
    )
    cast = tuple(item.param.name for item in items if policy.resolve(item.param.name, item.dtype) is not item.dtype)
    return ConversionReport(
        source=str(source),
        destination=str(destination),
        source_dialect=checkpoint.dialect.name,
        dialect=target.name,
        tensors=len(entries),
        nbytes=sum(entry.nbytes for entry in entries),
        cast=cast,
        dropped=tuple(found[name].spec.name for name in dropped),
        files=tuple(str(file) for file in files),
    )


@dataclass(frozen=True, slots=True)
class Matched:
    """One stored tensor and the parameter that it is."""

    param: ParamSpec
    spec: TensorSpec


def match_all(checkpoint: Checkpoint, target: Dialect) -> tuple[Skeleton, dict[str, Matched]]:
    """Give every stored tensor its canonical parameter.

    Returns:
        A skeleton in the checkpoint's own dialect, and the tensors by canonical name.

    Raises:
        ConversionError: some tensor is no parameter of the family, or the family is not known.
        CheckpointMismatchError: parameters are missing or have other shapes.
    """
    family = checkpoint.architecture
    if family is None:
        return _match_plain(checkpoint, target)
    config = family.config_class.from_dict(checkpoint.config)
    universe = family.universe(config, checkpoint.head)
    names = SourceNames(checkpoint.catalog, checkpoint.dialect, family)
    found = {param.name: Matched(param, spec) for param in universe.values() if (spec := names.find(param)) is not None}
    known = {match.spec.name for match in found.values()}
    unknown = [name for name in checkpoint.catalog if name not in known]
    if unknown:
        raise ConversionError(
            f"{checkpoint.path}: {len(unknown)} tensor(s) are no parameters of {family.model_type!r} and have no name "
            f"in another dialect, for example {unknown[0]!r}. Nothing was written; remove them, or extend the "
            "architecture."
        )
    problems = [*_wrong_shapes(names, found), *_missing(checkpoint, config, found)]
    if problems:
        raise CheckpointMismatchError(checkpoint.path, problems)
    is_base = not names.has_prefix if checkpoint.dialect.strips_base else _only_base(family.base_prefix, found)
    return Skeleton(checkpoint.dialect, (), family, universe, is_base=is_base), found


def _only_base(prefix: str, found: Mapping[str, Matched]) -> bool:
    return all(name.startswith(f"{prefix}.") for name in found)


def _wrong_shapes(names: SourceNames, found: Mapping[str, Matched]) -> Iterator[str]:
    for match in found.values():
        if names.canonical_shape(match.param, match.spec) != match.param.shape:
            own = names.dialect.layout(match.param).shape(match.param.shape)
            yield f"{match.spec.name}: stored shape {list(match.spec.shape)}, config.json says {list(own)}"


def _missing(checkpoint: Checkpoint, config: PretrainedConfig, found: Mapping[str, Matched]) -> Iterator[str]:
    if checkpoint.architecture is None or checkpoint.head is None:
        return
    for param in checkpoint.architecture.parameters(config, checkpoint.head):
        if not param.buffer and param.name not in found and param.tied not in found:
            yield f"{param.name}: missing; config.json says that this is a {checkpoint.head}"


def _match_plain(checkpoint: Checkpoint, target: Dialect) -> tuple[Skeleton, dict[str, Matched]]:
    """Without a family only files and dtypes can change, not names: every name passes for a canonical one."""
    if target.name != checkpoint.dialect.name:
        unknown = UnknownModelTypeError(require_model_type(checkpoint), list(architecture_points()))
        raise ConversionError(
            f"{checkpoint.path}: cannot turn {checkpoint.dialect.name} names into {target.name} names: {unknown}"
        )
    specs = checkpoint.catalog.values()
    return Skeleton(TORCH, ()), {spec.name: Matched(ParamSpec(spec.name, spec.shape), spec) for spec in specs}


def _copies_of_ties(checkpoint: Checkpoint, found: Mapping[str, Matched], storage: Storage) -> list[str]:
    """Canonical names of tied parameters that are stored beside their owner, once they are seen to be copies.

    Raises:
        ConversionError: one differs from its owner.
    """
    copies = []
    for name, match in found.items():
        owner = found.get(match.param.tied or "")
        if owner is None:
            continue
        if not _equal(*(_canonical_bits(checkpoint.dialect, each, storage) for each in (match, owner))):
            raise ConversionError(
                f"{checkpoint.path}: {match.spec.name!r} differs from {owner.spec.name!r}, to which the config ties "
                "it. Set tie_word_embeddings to false in config.json if both are meant."
            )
        copies.append(name)
    return copies


def _canonical_bits(dialect: Dialect, match: Matched, storage: Storage) -> np.ndarray[Any, Any]:
    """The tensor in canonical layout with each element's bytes as one void scalar, so that equal means equal bits."""
    flat = storage.raw(match.spec).view(np.dtype(f"V{match.spec.dtype.numpy.itemsize}"))
    return dialect.layout(match.param).inverse.view(flat.reshape(match.spec.shape))


def _equal(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and bool((one == other).all())


def _fetch(storage: Storage, spec: TensorSpec) -> Callable[[], np.ndarray[Any, Any]]:
    return lambda: storage.array(spec)


def _side_files(checkpoint: Checkpoint, dtype: DType | None) -> dict[str, bytes | Path]:
    """What lies beside the weights: config, tokenizer, card. Only the dtype in the config may change."""
    if checkpoint.path.is_file() and checkpoint.index is None and not (checkpoint.folder / CONFIG_NAME).is_file():
        return {}
    side: dict[str, bytes | Path] = {
        file.name: file
        for file in sorted(checkpoint.folder.iterdir())
        if file.is_file() and file.suffix in _SIDE_SUFFIXES and not file.name.endswith(".index.json")
    }
    if dtype is not None and checkpoint.config.get("torch_dtype") not in (None, dtype.numpy_name):
        document = {**checkpoint.config, "torch_dtype": dtype.numpy_name}
        side[CONFIG_NAME] = (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
    return side
