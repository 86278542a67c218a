"""What a source is, by its form: a local path, a repository, or an address. Uses no network.

| form | source |
| --- | --- |
| a path object; text that is an existing path; text that can only be a path | local |
| `[organisation/]name[@revision]`, `hf://organisation/name[@revision][/folder]` | a repository |
| `http://…`, `https://…`, any other `scheme://…` | an address |
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import unquote

from trivet.errors import SourceNotFoundError
from trivet.formats.registry import formats

_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?"
_REPOSITORY = re.compile(rf"((?:{_PART}/)?{_PART})(?:@([^/@]+))?")
_LONGEST_PART = 255  # bytes, as file systems have it
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # two letters at least: C:// is a drive


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of a hub: `id` as `organisation/name`, with the revision and folder that its address has."""

    id: str
    revision: str | None = None
    subfolder: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address or any address that fsspec supports."""

    url: str

    @property
    def scheme(self) -> str:
        """The part before `://`, in lower case."""
        return self.url.partition("://")[0].lower()


def form_of(source: str | os.PathLike[str]) -> Repository | Address | None:
    """The repository or address that a source names; None if it is local. An existing path takes precedence.

    Raises:
        SourceNotFoundError: the text is neither an address nor a possible path.
    """
    if not isinstance(source, str):
        return None
    if not source:
        raise SourceNotFoundError("''", "an empty name names no checkpoint. Write '.' for the working folder.")
    scheme = _SCHEME.match(source)
    if scheme is not None:
        return _of_hub(source) if scheme.group(1).lower() == "hf" else Address(source)
    is_there = os.path.exists(source) or os.path.exists(f"{source}.index")  # False for text that cannot be a path
    if not is_there and any(len(part.encode(errors="surrogatepass")) > _LONGEST_PART for part in source.split(os.sep)):
        raise SourceNotFoundError(f"{source[:50]}…", "no file or folder can have a name of that length.")
    match = None if is_there else _REPOSITORY.fullmatch(source)
    if match is None:
        return None
    name, revision = match.groups()
    endings = (".json", *(suffix for each in formats() for suffix in each.suffixes))
    if name.endswith(endings) or ".." in name or "--" in name:
        return None
    return Repository(name, unquote(revision) if revision else None)


def _of_hub(url: str) -> Repository | Address:
    """`hf://organisation/name@revision/folder`; a revision with slashes is written `refs%2Fpr%2F1`."""
    match = re.fullmatch(rf"hf://(?:models/)?({_PART}/{_PART}?)(?:@([^/]+))?(?:/(.*?))?/?", url, re.IGNORECASE)
    if match is None:
        return Address(url)
    name, revision, folder = match.groups()
    return Repository(name, unquote(revision) if revision else None, folder or "")
