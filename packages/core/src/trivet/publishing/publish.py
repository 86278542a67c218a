"""Publishing: uploads files of this machine as one commit of a repository, with a card.

Large files are uploaded first and kept by the hub, so that an interrupted publication resumes when it is called again;
files that the hub has are not uploaded again.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trivet.checkpoint.side_files import ADAPTER_CONFIG_NAME, CONFIG_NAME, read_config
from trivet.checkpoint.superseded import Superseded, superseded_by
from trivet.errors import PublishError
from trivet.publishing.cards import CARD_NAME, CardFacts, card_text
from trivet.sources.downloads import patiently
from trivet.sources.failures import endpoint_of, explained, first_line
from trivet.sources.hub_library import constant, http_library, hub_utils
from trivet.sources.listing import LONGEST, Listing, hub_headers, list_repository, read_json
from trivet.sources.options import SourceOptions
from trivet.sources.redirects import RefusedAnswerError
from trivet.sources.transport import ask
from trivet.version import __version__

_LIBRARY = "trivet"
_CONNECT, _SEND = 10.0, 60.0  # seconds without a byte
_COMMIT = 600.0  # seconds that a hub may take to answer a commit

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """How to publish.

    Attributes:
        commit_message, commit_description: of the commit; None writes a message that names the upload.
        private: whether a new repository is private; None uses the account's default.
        token, endpoint: as in `SourceOptions`.
        create_pr: open a pull request with the commit.
        revision: branch to commit to, created if necessary; None is `main`.
        tags: further tags of the card.
        base_model: the repository that the checkpoint is derived from.
        frameworks: whose dialects are published; the card shows how each loads.
        card: whether to create or extend the card.
        keep_others: whether the repository's weights in other containers belong to the same model, and stay.
    """

    commit_message: str | None = None
    commit_description: str | None = None
    private: bool | None = None
    token: str | bool | None = None
    endpoint: str | None = None
    create_pr: bool = False
    revision: str | None = None
    tags: tuple[str, ...] = ()
    base_model: str | None = None
    frameworks: tuple[str, ...] = ()
    card: bool = True
    keep_others: bool = False


def publish(files: Mapping[str, Path | bytes], repo_id: str, how: Publication) -> Any:
    """Upload files as one commit; the repository is created if necessary.

    Older weights under the names of the new ones (single, shards, index, manifest) are removed in the same commit, and
    so are weights that a load of the repository would choose before the published ones.

    Args:
        files: path in the repository → file or bytes.

    Returns:
        huggingface_hub's CommitInfo: `commit_url`, `oid`, `pr_url` of a pull request.

    Raises:
        PublishError: the repository cannot be created or written, or its card cannot be read.
    """
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi

    api = HfApi(endpoint=how.endpoint, token=how.token, library_name=_LIBRARY, library_version=__version__)
    options = SourceOptions(revision=how.revision, token=how.token, endpoint=how.endpoint)
    with explained(repo_id, options, PublishError), _quiet_unless_on_a_terminal(), _bounded_waits():
        with _checked_answers(repo_id, options):
            repo_id = api.create_repo(repo_id, private=how.private, exist_ok=True).repo_id
        if how.revision is not None and not how.revision.startswith("refs/"):
            api.create_branch(repo_id, branch=how.revision, exist_ok=True)
        there = list_repository(repo_id, options)
        content: dict[str, Path | bytes] = dict(files)
        if how.card:
            content[CARD_NAME] = _card(repo_id, there, content, how, options)
        operations: list[Any] = [
            CommitOperationAdd(path_in_repo=name, path_or_fileobj=data if isinstance(data, bytes) else str(data))
            for name, data in content.items()
        ]
        superseded = superseded_by(content, keep_others=how.keep_others)
        gone = [name for name in there.files if name not in content and _is_superseded(name, superseded, there.files)]
        operations += [CommitOperationDelete(path_in_repo=name) for name in gone]
        others = [name for name in gone if not superseded.is_own(name)]
        if others:
            logger.warning(
                "%s: removed %s: they would be read instead of the published files. keep_others=True keeps them.",
                repo_id,
                ", ".join(others),
            )
        with _checked_answers(repo_id, options):
            return api.create_commit(
                repo_id,
                operations,
                commit_message=how.commit_message or f"Upload {_subject(files)} with trivet",
                commit_description=how.commit_description or "",
                revision=how.revision,
                create_pr=how.create_pr,
            )


def publish_folder(
    folder: str | os.PathLike[str], repo_id: str | None, only: Collection[str] | None, how: Mapping[str, Any]
) -> Any:
    """Publish the files of a folder; without `repo_id`, to a repository of the folder's name.

    Args:
        only: names of the files, besides the card, if the folder may hold others; None publishes all.
        how: fields of `Publication`.

    Raises:
        as `publish`.
    """
    wanted = None if only is None else {*only, CARD_NAME}
    files = {name: file for name, file in files_in(folder).items() if wanted is None or name in wanted}
    return publish(files, repo_id or Path(folder).resolve().name, Publication(**how))


@contextmanager
def _checked_answers(repo_id: str, options: SourceOptions) -> Iterator[None]:
    """Guards calls of huggingface_hub, which does not check the answers that it gets.

    Raises:
        PublishError: an answer has an unexpected form.
    """
    from huggingface_hub.errors import HFValidationError

    try:
        yield
    except HFValidationError:
        raise
    except (LookupError, AttributeError, TypeError, ValueError) as error:
        reason = f"an answer of {endpoint_of(options)} does not have the form of a hub's ({first_line(error)})."
        raise PublishError(repo_id, reason) from error


@contextmanager
def _quiet_unless_on_a_terminal() -> Iterator[None]:
    """Disables huggingface_hub's progress bars, which can only be switched for the whole process."""
    utils = hub_utils()
    stated = constant("HF_HUB_DISABLE_PROGRESS_BARS") is not None
    if stated or sys.stderr.isatty() or utils.are_progress_bars_disabled():
        yield
        return
    utils.disable_progress_bars()
    try:
        yield
    finally:
        utils.enable_progress_bars()


@contextmanager
def _bounded_waits() -> Iterator[None]:
    """Sets timeouts for huggingface_hub's client, which has none for most requests here. Existing ones stay."""
    from huggingface_hub import get_session

    library, client = http_library(), get_session()
    before = client.timeout
    if before == library.Timeout(None):
        client.timeout = library.Timeout(connect=_CONNECT, read=_COMMIT, write=_SEND, pool=_SEND)
    try:
        yield
    finally:
        client.timeout = before


def _card(
    repo_id: str, there: Listing, files: Mapping[str, Path | bytes], how: Publication, options: SourceOptions
) -> bytes:
    """The card's text. The repository's own card is preferred to one among the files: it may have been edited there."""
    from huggingface_hub import hf_hub_url

    existing = files.get(CARD_NAME)
    if CARD_NAME in there.files:
        url = hf_hub_url(repo_id, CARD_NAME, revision=there.commit, endpoint=endpoint_of(options))
        existing = patiently(lambda: ask("GET", url, headers=hub_headers(options))).body
    text = existing if existing is None else (existing if isinstance(existing, bytes) else existing.read_bytes())
    config = files.get(CONFIG_NAME)
    fields = {} if config is None else json.loads(config) if isinstance(config, bytes) else read_config(config)
    facts = CardFacts(
        repo_id,
        fields,
        how.frameworks,
        how.tags,
        how.base_model,
        license=_license(how.base_model, options),
        library="peft" if ADAPTER_CONFIG_NAME in files else _LIBRARY,
    )
    try:
        return card_text(facts, None if text is None else text.decode()).encode()
    except ValueError as error:
        reason = f"the metadata of its {CARD_NAME} cannot be read ({error}). Correct it there; nothing was published."
        raise PublishError(repo_id, reason) from error


def _license(base_model: str | None, options: SourceOptions) -> str | None:
    """The license on the card of the base model's repository; None if it states none.

    The base may be gone, or not accessible to the publisher: then there is no license, as without a base.
    """
    from huggingface_hub.errors import HfHubHTTPError

    if base_model is None:
        return None
    try:
        url = f"{endpoint_of(options)}/api/models/{base_model}"
        about = read_json(ask("GET", url, headers=hub_headers(options), most=LONGEST).body)
    except (HfHubHTTPError, RefusedAnswerError):
        return None
    card = about.get("cardData") if isinstance(about, dict) else None
    license_name = card.get("license") if isinstance(card, dict) else None
    return license_name if isinstance(license_name, str) else None


def _is_superseded(name: str, superseded: Superseded, there: Collection[str]) -> bool:
    top, slash, _ = name.partition("/")
    return superseded.is_folder(top, there.__contains__) if slash else superseded(name)


def _subject(files: Iterable[str]) -> str:
    names = list(files)
    return names[0] if len(names) == 1 else "model"


def files_in(folder: str | os.PathLike[str]) -> dict[str, Path | bytes]:
    """The files that `save_pretrained` wrote into a folder; hidden files are left out."""
    return {each.name: each for each in sorted(Path(folder).iterdir()) if each.is_file() and each.name[0] != "."}
