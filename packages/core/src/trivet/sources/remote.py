"""A folder that lies elsewhere: what is asked of it, and the small files of settings that are fetched from it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Protocol

from trivet.checkpoint.side_files import CONFIG_NAME, GENERATION_CONFIG_NAME, RELEASED_CONFIGS
from trivet.errors import RemoteSourceError
from trivet.sizes import human_size

BESIDE = (CONFIG_NAME, *RELEASED_CONFIGS, GENERATION_CONFIG_NAME)  # read when a model is loaded
_LONGEST_JSON = 32 * 1024 * 1024  # bytes: the index of 150,000 tensors has 15 MB


class RemoteFolder(Protocol):
    """A folder whose files can be fetched, or read in part."""

    label: str
    """What errors call it."""
    named: str | None
    """The file, where an address is that of the very file."""

    @property
    def names(self) -> Collection[str]:
        """The names of its files."""
        ...

    @property
    def folder(self) -> Path:
        """Where its files lie once they are fetched."""
        ...

    def size(self, name: str) -> int:
        """Bytes of a file."""
        ...

    def is_cached(self, name: str) -> bool:
        """Whether fetching takes nothing."""
        ...

    def missing(self, name: str) -> int:
        """Bytes that fetching takes."""
        ...

    def local(self, name: str) -> Path:
        """Where a file lies once it is fetched."""
        ...

    def fetch(self, name: str) -> Path:
        """The file on this machine."""
        ...

    def check(self, name: str) -> None:
        """Hold a file that was fetched, perhaps long ago, against the sum that the source states, if it does."""
        ...

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes [start, stop) of a file."""
        ...


def refuse_long_json(place: RemoteFolder, name: str) -> None:
    """
    Raises:
        RemoteSourceError: it is a file of settings, far longer than one is.
    """
    if name in BESIDE or name.endswith((".index.json", "_config.json")):
        size = place.size(name)
        if size > _LONGEST_JSON:
            reason = f"{name} has {human_size(size)}; at most {human_size(_LONGEST_JSON)} are fetched of such a file."
            raise RemoteSourceError(place.label, reason)


def fetch_json(place: RemoteFolder, name: str) -> Path:
    """A small file on this machine.

    Raises:
        RemoteSourceError: it cannot be fetched, or is far longer than a file of settings is.
    """
    refuse_long_json(place, name)
    return place.fetch(name)
