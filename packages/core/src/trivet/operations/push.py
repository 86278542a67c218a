"""Publishing a checkpoint as it lies, or converted to several frameworks' dialects: the object behind `trivet push`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trivet.layout import DIALECTS, dialect_named
from trivet.operations.convert import SIDE_SUFFIXES, carried_along, convert
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.progress import Progress, silent
from trivet.publishing.publish import Publication, files_in, publish
from trivet.sources.forms import Repository
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source
from trivet.transfer.saving import MAX_SHARD_SIZE

# The container that each framework's own loaders look for.
_CONTAINERS = {"flax": "msgpack", "tensorflow": "h5", "torch": "safetensors"}


@dataclass(frozen=True, slots=True)
class Published:
    """What was published.

    Attributes:
        repo_id: where to.
        commit_url: of the commit.
        pr_url: of the pull request, if one was asked for.
        files: what the commit holds, card apart.
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
    options: SourceOptions | None = None,
    max_shard_size: int | str = MAX_SHARD_SIZE,
    progress: Progress = silent,
    **publishing: Any,
) -> Published:
    """Publish a checkpoint with its config, tokenizer and card.

    Args:
        dialects: those to publish, each in the container of its framework: `torch` in safetensors, `tensorflow` in h5,
            `flax` in msgpack; None publishes the weights as they are.
        max_shard_size: bytes of a file's tensors at most, as a number or such as `"5GB"`.
        progress: called with the bytes that were converted, and all.
        options: how to reach a source that is not on this machine.
        publishing: fields of `Publication`.

    Raises:
        PublishError: the repository cannot be made or written.
        UnknownDialectError: a dialect is not known.
        and as `open_checkpoint` and `convert`.
    """
    reached = Source.of(source, options=options)
    base = reached.name if isinstance(reached.form, Repository) and reached.name != repo_id else None

    def published(files: Mapping[str, Path | bytes], *frameworks: str) -> Published:
        commit = publish(files, repo_id, Publication(frameworks=frameworks, base_model=base, **publishing))
        return Published(repo_id, str(commit.commit_url), commit.pr_url, tuple(files))

    if dialects is None:
        checkpoint = open_checkpoint(reached.handle, options=options, side_suffixes=SIDE_SUFFIXES)
        return published(_as_it_is(checkpoint), checkpoint.dialect.name)
    wanted = {dialect_named(each).name for each in dialects}
    with tempfile.TemporaryDirectory(prefix="trivet-push-") as folder:
        for dialect in sorted(wanted):
            convert(
                reached.handle,
                folder,
                to=dialect,
                container=_CONTAINERS.get(dialect, "safetensors"),
                keep_others=True,  # one model in several containers
                max_shard_size=max_shard_size,
                options=options,
                progress=progress,
            )
        return published(files_in(folder), *(each for each in DIALECTS if each in wanted))


def _as_it_is(checkpoint: Checkpoint) -> dict[str, Path | bytes]:
    """The weights that were opened, their index, and what lies beside them."""
    kept = carried_along(checkpoint.folder)
    index = () if checkpoint.index is None else (checkpoint.index.path,)
    data = {Path(spec.file) for spec in checkpoint.catalog.values()}  # of a TensorFlow checkpoint not the file opened
    return {file.name: file for file in (*kept, *index, *checkpoint.opened, *sorted(data))}
