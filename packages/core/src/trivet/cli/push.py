"""`trivet push`: publishes a checkpoint as a repository, in one framework's dialect or several, with one card."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from trivet.cli.common import console, print_json, table
from trivet.cli.reach import SOURCE_HELP, Reach, reaching
from trivet.operations.push import push as run
from trivet.progress import progress_bar


@reaching()
def push(
    source: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    repo_id: Annotated[str, typer.Argument(help="The repository, as organisation/name; created if necessary.")],
    dialects: Annotated[
        str | None,
        typer.Option(help="Dialects, comma separated: torch,tensorflow,flax. Default: the one of SOURCE."),
    ] = None,
    create_pr: Annotated[bool, typer.Option("--create-pr", help="Open a pull request with the commit.")] = False,
    to_revision: Annotated[str | None, typer.Option(help="Branch to commit to, created if necessary.")] = None,
    message: Annotated[str | None, typer.Option("--message", "-m", help="Message of the commit.")] = None,
    private: Annotated[bool, typer.Option("--private", help="Make a new repository private.")] = False,
    tag: Annotated[list[str] | None, typer.Option(help="Tag of the card. Can be repeated.")] = None,
    max_shard_size: Annotated[str, typer.Option(help="Largest shard, such as 5GB or 500MiB.")] = "5GB",
    keep_others: Annotated[
        bool, typer.Option("--keep-others", help="Keep the repository's weights in other containers.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    *,
    reach: Reach,
) -> None:
    """Publish a checkpoint: safetensors for PyTorch, and on request tf_model.h5 and flax_model.msgpack."""
    with progress_bar("converting") as progress:
        report = run(
            source,
            repo_id,
            dialects=None if dialects is None else [each.strip() for each in dialects.split(",") if each.strip()],
            create_pr=create_pr,
            revision=to_revision,
            commit_message=message,
            private=private or None,
            tags=tuple(tag or ()),
            max_shard_size=max_shard_size,
            keep_others=keep_others,
            progress=progress,
            **reach.opening(),
        )
    if as_json:
        print_json(asdict(report))
        return
    facts = [("repository", report.repo_id), ("commit", report.commit_url), ("files", ", ".join(report.files))]
    if report.pr_url is not None:
        facts.insert(1, ("pull request", report.pr_url))
    console().print(table("Published", ("", ""), facts))
