"""Publishing a checkpoint as it lies, or converted to several frameworks' dialects: the object behind `trivet push`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trivet.layout import dialect_named
from trivet.operations.convert import SIDE_SUFFIXES, carried_along, convert
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.progress import Progress, silent
from trivet.publishing.publish import Publication, files_in, publish
from trivet.sources.forms import Repository, form_of
from trivet.sources.options import SourceOptions
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
    work: Path,
    formats: Sequence[str] | None = None,
    options: SourceOptions | None = None,
    max_shard_size: int | str = MAX_SHARD_SIZE,
    progress: Progress = silent,
    **publishing: Any,
) -> Published:
    """Publish a checkpoint with its config, tokenizer and card.

    Args:
        work: an empty folder for what is converted.
        formats: frameworks whose files to publish; None publishes the weights as they are.
        options: how to reach a source that is not on this machine.
        publishing: fields of `Publication`.

    Raises:
        PublishError: the repository cannot be made or written.
        UnknownDialectError: a format is no framework.
        and as `open_checkpoint` and `convert`.
    """
    wanted = None if formats is None else {dialect_named(each).name for each in formats}
    if wanted is None:
        checkpoint = open_checkpoint(source, options=options, side_suffixes=SIDE_SUFFIXES)
        files: dict[str, Path | bytes] = _as_it_is(checkpoint)
        frameworks: tuple[str, ...] = (checkpoint.dialect.name,)
    else:
        for framework, container in _CONTAINERS.items():
            if framework in wanted:
                convert(
                    source,
                    work,
                    to=framework,
                    container=container,
                    keep_others=True,  # one model in several containers
                    max_shard_size=max_shard_size,
                    options=options,
                    progress=progress,
                )
        files, frameworks = files_in(work), tuple(each for each in ("torch", "tensorflow", "flax") if each in wanted)
    base = str(source) if isinstance(form_of(source), Repository) and str(source) != repo_id else None
    commit = publish(files, repo_id, Publication(frameworks=frameworks, base_model=base, **publishing))
    return Published(repo_id, str(commit.commit_url), commit.pr_url, tuple(files))


def _as_it_is(checkpoint: Checkpoint) -> dict[str, Path | bytes]:
    """The weights that were opened, their index, and what lies beside them."""
    kept = carried_along(checkpoint.folder)
    index = () if checkpoint.index is None else (checkpoint.index.path,)
    data = {Path(spec.file) for spec in checkpoint.catalog.values()}  # of a TensorFlow checkpoint not the file opened
    return {file.name: file for file in (*kept, *index, *checkpoint.opened, *sorted(data))}
