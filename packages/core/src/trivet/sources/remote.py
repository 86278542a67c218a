"""Remote folders: their protocol, and fetching of small JSON files from them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Protocol

from trivet.checkpoint.side_files import CONFIG_NAME, GENERATION_CONFIG_NAME, RELEASED_CONFIGS
from trivet.errors import RemoteSourceError
from trivet.sizes import human_size

BESIDE = (CONFIG_NAME, *RELEASED_CONFIGS, GENERATION_CONFIG_NAME)  # side files that loading a model reads
_LONGEST_JSON = 32 * 1024 * 1024  # bytes: the index of 150,000 tensors has 15 MB


class RemoteFolder(Protocol):
    """A folder whose files can be fetched, or read in part."""

    label: str
    """Its name in errors."""
    named: str | None
    """The file name, if the address is that of a file."""

    @property
    def names(self) -> Collection[str]:
        """The names of its files."""
        ...

    @property
    def folder(self) -> Path:
        """Folder of its files after they are fetched."""
        ...

    def size(self, name: str) -> int:
        """Size of a file in bytes."""
        ...

    def is_cached(self, name: str) -> bool:
        """Whether a file is in the cache."""
        ...

    def missing(self, name: str) -> int:
        """Number of bytes that remain to be fetched."""
        ...

    def local(self, name: str) -> Path:
        """Path of a file after it is fetched."""
        ...

    def fetch(self, name: str) -> Path:
        """Path of the local file, which is fetched if necessary."""
        ...

    def check(self, name: str) -> None:
        """Check a cached file against the checksum that the source states, if any."""
        ...

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes [start, stop) of a file."""
        ...


def refuse_long_json(place: RemoteFolder, name: str) -> None:
    """
    Raises:
        RemoteSourceError: a JSON file is longer than the limit.
    """
    if name in BESIDE or name.endswith((".index.json", "_config.json")):
        size = place.size(name)
        if size > _LONGEST_JSON:
            reason = f"{name} has {human_size(size)}; at most {human_size(_LONGEST_JSON)} are fetched of such a file."
            raise RemoteSourceError(place.label, reason)


def fetch_json(place: RemoteFolder, name: str) -> Path:
    """Path of a local JSON file, which is fetched if necessary.

    Raises:
        RemoteSourceError: the file cannot be fetched, or is longer than the limit.
    """
    refuse_long_json(place, name)
    return place.fetch(name)
