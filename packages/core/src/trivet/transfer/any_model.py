"""`load_into` and `save`: any model of any installed framework, whether trivet built it or not."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trivet.backends.protocol import JointBackend, PlacesBackend, PlacingBackend
from trivet.backends.registry import backend_of
from trivet.layout import dialect_named
from trivet.planning.identified import identified
from trivet.planning.opening import open_checkpoint
from trivet.planning.policy import DTypePolicy, dtype_of_request
from trivet.planning.report import LoadReport
from trivet.sources.options import SourceOptions, read_with
from trivet.transfer.options import LoadOptions
from trivet.transfer.pretrained import fill
from trivet.transfer.saving import MAX_SHARD_SIZE, model_items, plan_entries, write_checkpoint

if TYPE_CHECKING:
    from trivet.backends.protocol import Backend, Placing
    from trivet.planning.skeleton import Skeleton


def load_into(
    model: Any,
    source: str | os.PathLike[str],
    *,
    dtype: object = None,
    strict: bool | None = True,
    ignore_mismatched_sizes: bool = False,
    check_sums: bool = False,
    state_key: str | None = None,
    options: SourceOptions | None = None,
    mmap: bool | None = None,
    **placing: Any,
) -> LoadReport:
    """Fill any model from a checkpoint in any dialect.

    Args:
        model: a model of an installed backend's framework, of any origin.
        dtype: a dtype, or `"auto"`; None keeps the checkpoint's.
        strict: as for `from_pretrained`, but True by default.
        check_sums: whether tensors are checked against the checksums in their files, as for `SourceOptions`.
        state_key: where in a `.bin` file the tensors are, as for `SourceOptions`.
        options: how to reach a remote source.
        mmap: whether parameters may be views of the mapped file, or are read into memory; None maps all but what other
            programs may rewrite in place.
        placing: where parameters go, as for the backend's `from_pretrained`: with JAX `mesh`, `sharding` and
            `sharding_rules`; without these, sharded parameters keep their sharding.

    Raises:
        TypeError: the model is not of an installed backend, or its backend has no such options.
        Also as for `open_checkpoint` and `plan_load`; the model is unchanged.
    """
    backend = backend_of(model)
    skeleton = backend.skeleton(model)
    reading = read_with(options, check_sums=check_sums, state_key=state_key)
    checkpoint = open_checkpoint(source, options=reading, mmap=mmap)
    skeleton = identified(skeleton, checkpoint)
    placed = _placing(backend, model, skeleton, placing)
    if isinstance(backend, PlacesBackend):
        places = backend.stored_names(model, checkpoint.catalog)
        names = {each.param.name: places[each.name] for each in skeleton.targets if each.name in places}
        skeleton = replace(skeleton, stored_names=names)
    report = fill(
        model,
        skeleton,
        checkpoint,
        backend,
        LoadOptions(strict=strict, ignore_mismatched_sizes=ignore_mismatched_sizes),
        policy=DTypePolicy(dtype_of_request(dtype, checkpoint.config, checkpoint.catalog)),
        placement=None if placed is None else placed.placement,
    )
    return report if placed is None else placed.finish(model, report)


def _placing(backend: Backend, model: Any, skeleton: Skeleton, options: Mapping[str, Any]) -> Placing | None:
    if isinstance(backend, PlacingBackend):
        return backend.placing(model, skeleton, **options)
    if options:
        raise TypeError(f"load_into() got {next(iter(options))!r}, which models of {backend.name} do not have")
    return None


def save(
    model: Any,
    destination: str | os.PathLike[str],
    *,
    dialect: str | None = None,
    max_shard_size: int | str = MAX_SHARD_SIZE,
    keep_others: bool = False,
) -> list[Path]:
    """Write any model's parameters as safetensors. Replaces weights in the folder atomically.

    Args:
        dialect: `torch`, `tensorflow` or `flax`; None writes the model's own.
        keep_others: whether an adapter, or weights in containers that a load would prefer, stay.

    Returns:
        The weight files, and the index if there is one.

    Raises:
        TypeError: the model is not of an installed backend.
        DestinationError: the folder cannot be written; it is unchanged.
    """
    backend = backend_of(model)
    skeleton = backend.skeleton(model)
    target = skeleton.dialect if dialect is None else dialect_named(dialect)

    def write(tensors: Mapping[str, Any]) -> list[Path]:
        entries = plan_entries(model_items(model, skeleton, backend, tensors), skeleton, target)
        how: dict[str, Any] = {"max_shard_size": max_shard_size, "keep_others": keep_others}
        written = write_checkpoint(entries, Path(destination), dialect=target, **how)
        written.log_removed()
        return written.files

    tensors = backend.tensors(model)
    return backend.save_together(tensors, write) if isinstance(backend, JointBackend) else write(tensors)
