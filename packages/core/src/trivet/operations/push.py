"""Publishing a checkpoint unchanged, or converted to several frameworks' dialects: the object behind `trivet push`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trivet.layout import DIALECTS, dialect_named
from trivet.operations.convert import convert
from trivet.operations.side_files import SIDE_SUFFIXES, carried_along
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.progress import Progress, silent
from trivet.publishing.publish import Publication, files_in, publish
from trivet.sources.forms import Repository
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source
from trivet.transfer.saving import MAX_SHARD_SIZE

# The container that each framework's own loaders expect.
_CONTAINERS = {"flax": "msgpack", "tensorflow": "h5", "torch": "safetensors"}


@dataclass(frozen=True, slots=True)
class Published:
    """What was published.

    Attributes:
        repo_id: the repository.
        commit_url: address of the commit.
        pr_url: address of the pull request, if one was requested.
        files: the files of the commit, without the card.
    """

    repo_id: str
    commit_url: str
    pr_url: str | None
    files: tuple[str, ...]


def push(
    source: str | os.PathLike[str],
    repo_id: str,
    *,
    dialects: Sequence[str] | None = None,
    subfolder: str = "",
    variant: str | None = None,
    options: SourceOptions | None = None,
    max_shard_size: int | str = MAX_SHARD_SIZE,
    progress: Progress = silent,
    **publishing: Any,
) -> Published:
    """Publish a checkpoint with its config, tokenizer and card.

    Args:
        dialects: those to publish, each in the container of its framework: `torch` in safetensors, `tensorflow` in h5,
            `flax` in msgpack; None publishes the weights unchanged.
        max_shard_size: bytes of a file's tensors at most, as a number or such as `"5GB"`.
        progress: called with the bytes converted so far and the total.
        subfolder, variant: as for `find_weights`.
        options: how to reach a remote source.
        publishing: the fields of `Publication`.

    Raises:
        PublishError: the repository cannot be created or written.
        UnknownDialectError: a dialect is unknown.
        Also as for `open_checkpoint` and `convert`.
    """
    reached = Source.of(source, subfolder=subfolder, options=options)
    base = reached.name if isinstance(reached.form, Repository) and reached.name != repo_id else None

    def published(files: Mapping[str, Path | bytes], *frameworks: str) -> Published:
        commit = publish(files, repo_id, Publication(frameworks=frameworks, base_model=base, **publishing))
        return Published(repo_id, str(commit.commit_url), commit.pr_url, tuple(files))

    if dialects is None:
        where: dict[str, Any] = {"subfolder": subfolder, "variant": variant, "options": options}
        checkpoint = open_checkpoint(reached.handle, side_suffixes=SIDE_SUFFIXES, **where)
        return published(_unchanged(checkpoint), checkpoint.dialect.name)
    names = {dialect_named(each).name for each in dialects}
    with tempfile.TemporaryDirectory(prefix="trivet-push-") as folder:
        for dialect in sorted(names):
            convert(
                reached.handle,
                folder,
                to=dialect,
                container=_CONTAINERS.get(dialect, "safetensors"),
                keep_others=True,  # one model in several containers
                max_shard_size=max_shard_size,
                subfolder=subfolder,
                variant=variant,
                options=options,
                progress=progress,
            )
        return published(files_in(folder), *(each for each in DIALECTS if each in names))


def _unchanged(checkpoint: Checkpoint) -> dict[str, Path | bytes]:
    """The opened weights, their index and their side files."""
    kept = carried_along(checkpoint.folder)
    index = () if checkpoint.index is None else (checkpoint.index.path,)
    data = {Path(spec.file) for spec in checkpoint.catalog.values()}  # for a TensorFlow checkpoint not the opened file
    return {file.name: file for file in (*kept, *index, *checkpoint.opened, *sorted(data))}
