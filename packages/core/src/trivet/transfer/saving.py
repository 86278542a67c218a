"""Writing checkpoints: the save plan (names, layouts, shards; no bytes) and its execution into a staged folder.

Used by every backend's `save_pretrained`, by `save` and by `convert`. Knows no framework: bytes come from callables.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from trivet.checkpoint.shards import encode_index, plan_shards, shard_names
from trivet.checkpoint.staging import resolved, staged
from trivet.checkpoint.superseded import WeightsName, superseded_by
from trivet.dtypes import parse_dtype
from trivet.errors import ConversionError, DestinationError, shorten
from trivet.formats.protocols import WritableFormat
from trivet.formats.registry import format_named
from trivet.layout import IDENTITY, Dialect
from trivet.layout.ops import between
from trivet.planning.skeleton import Skeleton
from trivet.progress import Progress, silent
from trivet.tensors.entry import Entry, refuse_duplicate_names
from trivet.transfer.items import DTypes, Item, entry_of, recipe_entries, stored_name, view_of

MAX_SHARD_SIZE = "5GB"
_WRITERS = 2  # shards written at once: enough to keep a disk busy while a tensor is transposed

logger = logging.getLogger(__name__)


def plan_entries(
    items: Sequence[Item],
    skeleton: Skeleton,
    dialect: Dialect | None,
    *,
    dtype: DTypes | None = None,
) -> list[Entry]:
    """The entries to write, in the order of the items: names, layouts and dtypes. No bytes are fetched.

    Args:
        skeleton: determines the layout of the items, and the names.
        dialect: whose names and layouts to write; None keeps the items' layouts, under their canonical names.
        dtype: (canonical name, dtype) → dtype to write; None keeps each.

    Raises:
        ConversionError: a sub-byte tensor would have to change its layout; or as for `recipe_entries` and
            `Skeleton.refuse_layers_without_kind`.
    """
    if dialect is not None:
        skeleton.refuse_layers_without_kind((item.param.name for item in items), dialect)
    recipes = {} if dialect is None else skeleton.spellings.written(dialect.name)
    by_name = {item.param.name: item for item in items} if recipes else {}
    entries: list[Entry] = []
    done: set[int] = set()
    for item in [*items, *_beside(items, skeleton, dialect)]:
        param, recipe = item.param, recipes.get(item.param.name)
        if dialect is not None and recipe is not None:
            if id(recipe) not in done:
                done.add(id(recipe))
                entries += recipe_entries(recipe, by_name, skeleton, dialect, dtype)
            continue
        written = item.dtype if dtype is None else dtype(param.name, item.dtype)
        if dialect is None:
            entries.append(entry_of(param.name, item, IDENTITY, written, param.shape))
            continue
        layout = between(skeleton.dialect.layout(param), dialect.layout(param))
        if item.dtype.is_sub_byte and not layout.is_identity:
            raise ConversionError(f"{param.name}: {item.dtype.name} elements are packed: their layout cannot change")
        name, shape = stored_name(param, skeleton, dialect), dialect.layout(param).shape(param.shape)
        entries.append(entry_of(name, item, layout, written, shape))
    return entries


def _beside(items: Sequence[Item], skeleton: Skeleton, dialect: Dialect | None) -> Iterator[Item]:
    """Tied parameters that files store beside their owners: the owner's value in the copy's layout."""
    name = "" if dialect is None else dialect.name
    copies = [param for param in skeleton.known.values() if name in param.beside]
    owners = {item.param.name: item for item in items} if copies else {}
    for param in copies:
        owner = owners.get(param.tied or "")
        if owner is not None and param.name not in owners:
            layout = between(skeleton.dialect.layout(owner.param), skeleton.dialect.layout(param))
            yield replace(owner, param=param, fetch=partial(view_of, owner, layout))


def model_items(model: Any, skeleton: Skeleton, backend: Any, tensors: Mapping[str, Any] | None = None) -> list[Item]:
    """A live model's parameters, without tied ones. Nothing is fetched yet.

    Args:
        tensors: own name → tensor, to write instead of the model's; parameters that it lacks are left out.
    """
    is_partial = tensors is not None
    tensors = backend.tensors(model) if tensors is None else tensors
    own_names = {target.param.name for target in skeleton.targets}
    items = []
    for target in skeleton.targets:
        if target.param.tied in own_names or (is_partial and target.name not in tensors):
            continue
        tensor = tensors[target.name]
        items.append(Item(target.param, parse_dtype(tensor.dtype), partial(backend.fetch, tensor)))
    return items


@dataclass(frozen=True, slots=True)
class Written:
    """The files that a save wrote and removed.

    Attributes:
        files: the weight files, and the index if there is one.
        removed: names of weights in other containers that a load would have chosen before these.
    """

    files: list[Path]
    removed: tuple[str, ...] = ()

    def log_removed(self) -> None:
        """Log the removed files, for a save that returns no report."""
        if self.removed:
            logger.warning(
                "%s: removed %s: they would be read instead of %s. keep_others=True keeps them.",
                self.files[0].parent,
                ", ".join(self.removed),
                self.files[-1].name,
            )


def write_checkpoint(
    entries: Iterable[Entry],
    destination: Path,
    *,
    dialect: Dialect,
    container: str | WritableFormat = "safetensors",
    keep_others: bool = False,
    keep: Collection[str] = (),
    variant: str | None = None,
    max_shard_size: int | str = MAX_SHARD_SIZE,
    side_files: Mapping[str, bytes | Path] | None = None,
    overwrite: bool = True,
    progress: Progress = silent,
) -> Written:
    """Write weights and side files into a folder atomically: a failure leaves it unchanged.

    Other weights that a load of the folder would prefer are removed in the same step.

    Args:
        container: the format to write, or its name.
        keep_others: whether existing weights in other containers are of the same model, and stay.
        keep: names of weights in other containers that hold the same values, and stay.
        variant: a word in the names, as in `model.fp16.safetensors`; weights without it or with another then stay.
        side_files: name → bytes, or a file to copy.
        overwrite: whether existing weights may be replaced or removed.

    Raises:
        DestinationError: the folder cannot be written, or holds weights that may not be replaced.
        ConversionError: the container cannot be written, or not with this dialect.
        UnknownContainerError: there is no container of that name.
        InvalidSizeError: `max_shard_size` is not a size.
    """
    writer = _writer(container, dialect)
    entries = list(entries)
    refuse_duplicate_names(entries)
    shards = plan_shards(entries, max_shard_size)
    own = WeightsName(writer.weights_name, variant)
    named = list(zip(shard_names(own.file, len(shards)), shards, strict=True))
    names = [name for name, _ in named] + ([own.index] if len(named) > 1 else [])
    side_files = side_files or {}
    superseded = superseded_by([*names, *side_files], keep_others=keep_others, keep=keep, own_name=writer.weights_name)

    def stale_folder(name: str) -> bool:
        return superseded.is_folder(name, lambda file: (destination / file).is_file())

    there = _present(destination)
    gone = [each.name for each in there if (stale_folder if each.is_dir() else superseded)(each.name)]
    if gone and not overwrite:
        raise _refusal(destination, gone)
    total = sum(entry.nbytes for entry in entries)
    with staged(destination, stale=superseded, stale_folder=stale_folder) as folder:
        for name, content in side_files.items():
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        metadata = {"format": dialect.metadata_format}
        _write_shards(writer, [(folder / name, shard) for name, shard in named], metadata, total, progress)
        if len(named) > 1:
            (folder / own.index).write_bytes(encode_index(named))
    removed = tuple(name for name in gone if superseded.is_other(name))
    return Written([destination / name for name in names], removed)


def _writer(container: str | WritableFormat, dialect: Dialect) -> WritableFormat:
    """
    Raises:
        ConversionError: the container cannot be written, or not with this dialect.
        UnknownContainerError: there is no container of that name.
    """
    writer = format_named(container) if isinstance(container, str) else container
    if not isinstance(writer, WritableFormat):
        raise ConversionError(f"{container} files can be read, but not written without a framework")
    if writer.dialect not in (None, dialect.name):
        raise ConversionError(f"{writer.name} files hold {writer.dialect} weights, not {dialect.name} ones")
    return writer


def _present(destination: Path) -> list[Path]:
    """The files that exist in the destination.

    Raises:
        DestinationError: the folder cannot be read.
    """
    place = resolved(destination)
    try:
        return sorted(place.iterdir()) if place.is_dir() else []
    except OSError as error:
        raise DestinationError(destination, f"cannot be read ({error.strerror})") from error


def _refusal(destination: Path, gone: Sequence[str]) -> DestinationError:
    """The error for existing files that a save would replace or remove."""
    reason = (
        f"holds {shorten(gone, 10)} already, which would be replaced or, since a load would prefer it to the new "
        "weights, removed. Pass overwrite=True for that."
    )
    return DestinationError(destination, reason)


def _write_shards(
    writer: WritableFormat,
    shards: Sequence[tuple[Path, Sequence[Entry]]],
    metadata: Mapping[str, str],
    total: int,
    progress: Progress,
) -> None:
    """Write the shards, a few at once. The first failure, or Ctrl-C, ends the others at their next tensor."""
    stopped = threading.Event()

    def watched(nbytes: int, total: int) -> None:
        if stopped.is_set():
            raise CancelledError
        progress(nbytes, total)

    with ThreadPoolExecutor(_WRITERS) as pool:
        jobs = [
            pool.submit(writer.write, path, shard, metadata=metadata, total=total, progress=watched)
            for path, shard in shards
        ]
        try:
            for job in as_completed(jobs):
                job.result()
        except BaseException:
            stopped.set()
            pool.shutdown(cancel_futures=True)
            raise
