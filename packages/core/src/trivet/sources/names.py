"""Checks names from remote sources that become parts of paths: files, revisions and commits. One rule for all."""

from __future__ import annotations

import os
import re

from trivet.errors import RemoteSourceError

_LONGEST_PATH = 1024  # characters
_LONGEST_PART = 255  # bytes, as file systems have it
_COMMIT = re.compile(r"[0-9A-Za-z_](?:[0-9A-Za-z_.-]{0,94}[0-9A-Za-z_-])?")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]|(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*[. ]', re.IGNORECASE)


def is_safe_part(part: str) -> bool:
    """Whether text is the name of one file or folder, and stays within the folder to which it is joined."""
    if part in ("", ".", "..") or "/" in part or "\\" in part or not part.isprintable():
        return False
    if os.name == "nt" and (_NOT_ON_WINDOWS.fullmatch(part) or set(part) & set('<>:"|?*')):
        return False
    return len(part.encode(errors="surrogatepass")) <= _LONGEST_PART


def is_safe_path(path: str) -> bool:
    """Whether text is a relative path with `/` between its parts, and stays within the folder to which it is joined."""
    return len(path) <= _LONGEST_PATH and all(is_safe_part(part) for part in path.split("/"))


def is_commit(name: str) -> bool:
    """Whether text can be a commit: a git hash, or what hubs without git have instead."""
    return bool(_COMMIT.fullmatch(name))


def one_revision(label: str, of_address: str | None, of_options: str | None) -> str | None:
    """The revision of a repository that its address or the options name; None if neither does.

    Raises:
        RemoteSourceError: they name different ones.
    """
    if of_address is not None and of_options is not None and of_address != of_options:
        reason = f"its address names revision {of_address!r}, the options {of_options!r}. Give one."
        raise RemoteSourceError(label, reason)
    return of_options if of_address is None else of_address


def checked_revision(label: str, revision: str | None) -> str | None:
    """A branch, tag, pull request or commit that can be a path in the cache.

    Raises:
        RemoteSourceError: the revision leaves the folder, or is not a valid name.
    """
    if revision is not None and not is_safe_path(revision):
        reason = f"{revision[:100]!r} is not a revision. Use a branch, a tag or a commit that it has."
        raise RemoteSourceError(label, reason)
    return revision


def checked_folder(label: str, folder: str) -> str:
    """A folder within a source, as its path from the root of that; empty for the root itself.

    Raises:
        RemoteSourceError: the folder is outside the source.
    """
    folder = folder.rstrip("/")
    if folder and not is_safe_path(folder):
        raise RemoteSourceError(label, f"the subfolder {folder[:100]!r} leaves it. Use a path from its root.")
    return folder
