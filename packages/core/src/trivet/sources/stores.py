"""Stores: files of a web server, or of any store for which fsspec has a driver. Caches nothing.

Names, lengths and versions from servers and drivers are checked here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlsplit

from trivet.checkpoint.side_files import CONFIG_NAME, RELEASED_CONFIGS
from trivet.sources.attended import attended
from trivet.sources.client import SHARED, Client
from trivet.sources.names import is_safe_part
from trivet.sources.transport import ask, number_in, plain, receive

T = TypeVar("T")

_LONGEST = 120.0  # seconds that a driver of fsspec may take for a listing or a block


@dataclass(frozen=True, slots=True)
class Version:
    """Length in bytes, and a mark that changes with the file (an ETag, a checksum, a time)."""

    size: int
    mark: str


class Store(Protocol):
    """Reads files of one scheme; names are relative to a base address."""

    def names(self) -> Collection[str] | None:
        """The names of its files; None if it cannot list them."""
        ...

    def version(self, name: str) -> Version | None:
        """The version of a file; None if it does not exist."""
        ...

    def read(self, name: str, start: int, stop: int, total: int) -> bytes:
        """Bytes [start, stop) of a file of `total` bytes."""
        ...


class WebStore:
    """Files of a web server, which cannot list them, so that each is requested."""

    def __init__(self, base: str, client: Client = SHARED) -> None:
        self._base, self._client = base, client

    def names(self) -> None:
        """None: a web server cannot list files."""

    def version(self, name: str) -> Version | None:
        """
        Raises:
            ValueError: the server does not state the length of the file.
        """
        from huggingface_hub.errors import HfHubHTTPError

        try:
            headers = ask("HEAD", self._url(name), client=self._client).headers
        except HfHubHTTPError as error:
            if error.response.status_code in (404, 410):
                return None
            raise
        if "Content-Length" not in headers:
            raise ValueError("the server does not state the length of the file")
        mark = headers.get("ETag") or headers.get("Last-Modified") or ""
        return Version(number_in(headers["Content-Length"], "Content-Length"), plain(mark))

    def read(self, name: str, start: int, stop: int, total: int) -> bytes:
        """
        Raises:
            ValueError: the server sends whole files only.
        """
        came = bytearray()
        if not receive(self._url(name), start, stop, came.extend, total=total, client=self._client):
            raise ValueError("the server cannot send a part of a file")
        return bytes(came)

    def _url(self, name: str) -> str:
        return f"{self._base}/{quote(name)}"


class Asked(Collection[str]):
    """The names of a folder that cannot be listed: membership is a request; iterating tries the config's names."""

    def __init__(self, version: Callable[[str], Version | None]) -> None:
        """
        Args:
            version: returns the version of a file; None if it does not exist.
        """
        self._version = version

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._version(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name in (CONFIG_NAME, *RELEASED_CONFIGS) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class FsspecStore:
    """Files of a folder of any store for which fsspec has a driver."""

    def __init__(self, system: Any, base: str) -> None:
        self._system, self._base = system, base

    @cached_property
    def _listed(self) -> dict[str, Version]:
        versions = {}
        for entry in _watched(lambda: self._system.ls(self._base, detail=True)):
            name = posixpath.basename(str(entry["name"]).rstrip("/"))
            if entry["type"] == "file" and is_safe_part(name):
                versions[name] = _stated(name, entry)
        return versions

    def names(self) -> Collection[str]:
        """The names of its files."""
        return self._listed.keys()

    def version(self, name: str) -> Version | None:
        """The version of a file; None if it does not exist."""
        return self._listed.get(name)

    def read(self, name: str, start: int, stop: int, total: int) -> bytes:
        """Bytes [start, stop) of a file."""
        return bytes(_watched(lambda: self._system.cat_file(f"{self._base}/{name}", start=start, end=stop)))


def _stated(name: str, entry: Mapping[str, Any]) -> Version:
    """
    Raises:
        ValueError: the store does not state the length of a file.
    """
    size = entry.get("size")
    if type(size) is not int or size < 0:
        raise ValueError(f"the store says that {name} has {size!r:.50} bytes")
    marks = ("ETag", "etag", "checksum", "md5Hash", "mtime", "updated", "LastModified", "created")
    mark = next((str(entry[mark]) for mark in marks if entry.get(mark) is not None), "")
    return Version(size, plain(mark))


def _watched(call: Callable[[], T]) -> T:
    """Call a driver of fsspec, which may have no timeout of its own, within a time limit."""
    return attended(lambda _: call(), stall=_LONGEST, whole=_LONGEST)


def open_store(url: str, subfolder: str) -> tuple[FsspecStore, str, str | None]:
    """The store of a folder, its address, and the file's name if the address is that of a file.

    Raises:
        ImportError: the driver of the scheme is not installed; the message names it.
        ValueError: fsspec has no driver for the scheme.
        FileNotFoundError: there is no such file or folder.
    """
    import fsspec  # type: ignore[import-untyped]

    system, path = fsspec.core.url_to_fs(url)
    if _watched(lambda: system.isfile(path)):
        base, _, name = path.rpartition("/")
        return FsspecStore(system, base), parent_of(url)[0], name
    folder = "/".join(part for part in (path.rstrip("/"), subfolder) if part)
    if not _watched(lambda: system.isdir(folder)):
        raise FileNotFoundError("there is no such file or folder")
    return FsspecStore(system, folder), f"{url.rstrip('/')}/{subfolder}", None


def parent_of(url: str) -> tuple[str, str]:
    """A web address without its last part, and that part; a query is not part of a name."""
    parts = urlsplit(url)
    base, _, name = parts.path.rpartition("/")
    return f"{parts.scheme}://{parts.netloc}{base}", name
