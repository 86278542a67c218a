"""A hub's listing of a repository at a revision: commit and files. Malformed JSON is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from trivet.json_values import most_values
from trivet.sources.client import SHARED, Client
from trivet.sources.downloads import patiently
from trivet.sources.failures import endpoint_of
from trivet.sources.hub_library import constant
from trivet.sources.names import is_commit, is_safe_path
from trivet.sources.options import SourceOptions
from trivet.sources.redirects import RefusedAnswerError
from trivet.sources.transport import ask
from trivet.version import __version__

LONGEST = 8 * 1024 * 1024  # bytes: some 24,000 files with their sums
_MOST_VALUES = 600_000  # JSON values in it: each takes some 100 bytes of memory
_LARGEST_FILE = 2**50  # bytes
_SHA1, _SHA256 = re.compile(r"[0-9a-f]{40}"), re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as listed by the repository.

    Attributes:
        size: bytes; None if the listing has none.
        sum: sha256 of a large file, git blob hash of a small one; None if the listing has none.
        is_large: whether `sum` is a sha256.
    """

    size: int | None
    sum: str | None
    is_large: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """All files of a repository, by their paths, at one commit."""

    commit: str
    files: Mapping[str, ListedFile]


def read_json(body: bytes) -> Any:
    """Parse JSON from a server; refused before it takes much more memory than its bytes.

    Raises:
        RefusedAnswerError: the body is not JSON, or has too many values.
    """
    if most_values(body) > _MOST_VALUES:
        raise RefusedAnswerError("it has too many values")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusedAnswerError(f"it is not valid JSON ({str(error)[:100]})") from None


def read_listing(body: bytes) -> Listing:
    """The answer of `/api/models/…?blobs=true`. Files whose names would leave the repository's folder are dropped.

    Raises:
        RefusedAnswerError: the answer is malformed; the message names the field.
    """
    about = read_json(body)
    if not isinstance(about, dict):
        raise _not("it", about, "an object")
    commit, siblings = about.get("sha"), about.get("siblings")
    if not isinstance(commit, str) or not is_commit(commit):
        raise _not("sha", commit, "a commit hash")
    if siblings is not None and not isinstance(siblings, list):
        raise _not("siblings", siblings, "a list")
    files = {}
    for number, each in enumerate(siblings or ()):
        where = f"siblings[{number}]"
        name = each.get("rfilename") if isinstance(each, dict) else None
        if not isinstance(name, str):
            raise _not(f"{where}.rfilename", name, "a name")
        if is_safe_path(name):
            files[name] = _listed(where, each)
    return Listing(commit, files)


def list_repository(repo_id: str, options: SourceOptions, client: Client = SHARED) -> Listing:
    """The hub's listing of a repository at the revision of the options.

    Raises:
        RefusedAnswerError: the answer is malformed.
        HfHubHTTPError, TransportError: as for `ask`.
    """
    at = "" if options.revision is None else f"/revision/{quote(options.revision, safe='')}"
    url = f"{endpoint_of(options)}/api/models/{repo_id}{at}?blobs=true"
    headers = hub_headers(options)
    return read_listing(
        patiently(lambda: ask("GET", url, client=client, headers=headers, most=LONGEST), if_slow=False).body
    )


def hub_headers(options: SourceOptions) -> dict[str, str]:
    """The headers of a request to the hub: user agent and token.

    huggingface_hub's own function would first request a list of programs from the hub, bypassing the load's proxies.
    """
    import huggingface_hub

    headers = {"User-Agent": f"trivet/{__version__}; hf_hub/{huggingface_hub.__version__}"}
    token = options.token
    if token is True or (token is None and not constant("HF_HUB_DISABLE_IMPLICIT_TOKEN")):
        token = huggingface_hub.get_token()
    return {**headers, "Authorization": f"Bearer {token}"} if token else headers


def _listed(where: str, about: Mapping[str, Any]) -> ListedFile:
    size, lfs, blob = about.get("size"), about.get("lfs"), about.get("blobId")
    if size is not None and not (type(size) is int and 0 <= size <= _LARGEST_FILE):
        raise _not(f"{where}.size", size, "a number of bytes")
    if lfs is not None:
        sha256 = lfs.get("sha256", lfs.get("oid")) if isinstance(lfs, dict) else None
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise _not(f"{where}.lfs.sha256", sha256, "a sha256")
        return ListedFile(size, sha256, is_large=True)
    if blob is not None and not (isinstance(blob, str) and _SHA1.fullmatch(blob)):
        raise _not(f"{where}.blobId", blob, "a git hash")
    return ListedFile(size, blob, is_large=False)


def _not(where: str, value: Any, expected: str) -> RefusedAnswerError:
    shown = repr(value[:50]) if isinstance(value, str) else f"of type {type(value).__name__}"
    shown = shown if not isinstance(value, bool | int | float | type(None)) else repr(value)[:50]
    return RefusedAnswerError(f"{where} is {shown}, not {expected}")
