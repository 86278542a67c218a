"""What a source is, by its form: something local, a repository, or an address. Reaches nothing.

| given | is |
| --- | --- |
| a path object; text that names something that exists; text that can be nothing else | local |
| `name`, `organisation/name`, `hf://organisation/name[@revision][/folder]` | a repository |
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
_REPOSITORY = re.compile(rf"(?:{_PART}/)?{_PART}")
_LONGEST_PART = 255  # bytes, as file systems have it
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # two letters at least: C:// is a drive


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of a hub: `id` as `organisation/name`, and what its `hf://` address said beside it."""

    id: str
    revision: str | None = None
    subfolder: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address or any that fsspec knows, as it was given."""

    url: str

    @property
    def scheme(self) -> str:
        """What stands before `://`, in lower case."""
        return self.url.partition("://")[0].lower()


def form_of(source: str | os.PathLike[str]) -> Repository | Address | None:
    """What a source is if it is not local; None for what is, or can only be meant to be. What exists always wins.

    Raises:
        SourceNotFoundError: it is neither an address nor a path that there could be.
    """
    if not isinstance(source, str):
        return None
    if not source:
        raise SourceNotFoundError("''", "an empty name names no checkpoint. Write '.' for the working folder.")
    scheme = _SCHEME.match(source)
    if scheme is not None:
        return _of_hub(source) if scheme.group(1).lower() == "hf" else Address(source)
    is_there = os.path.exists(source) or os.path.exists(f"{source}.index")  # False of what no path can be
    if not is_there and any(len(part.encode(errors="surrogatepass")) > _LONGEST_PART for part in source.split(os.sep)):
        raise SourceNotFoundError(f"{source[:50]}…", "no file or folder can have a name of that length.")
    if is_there or not _REPOSITORY.fullmatch(source):
        return None
    endings = (".json", *(suffix for each in formats() for suffix in each.suffixes))
    if source.endswith(endings) or ".." in source or "--" in source:
        return None
    return Repository(source)


def _of_hub(url: str) -> Repository | Address:
    """`hf://organisation/name@revision/folder`; a revision with slashes is written `refs%2Fpr%2F1`."""
    found = re.fullmatch(rf"hf://(?:models/)?({_PART}/{_PART}?)(?:@([^/]+))?(?:/(.*?))?/?", url, re.IGNORECASE)
    if found is None:
        return Address(url)
    name, revision, folder = found.groups()
    return Repository(name, unquote(revision) if revision else None, folder or "")
