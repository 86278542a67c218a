"""A checkpoint at an address: a file of a web server, or a file or folder of any store that fsspec knows.

What is fetched is kept with the length and the mark of version that the server gave it, and fetched again when those
change. A download that broke off goes on where it stopped, in this process or the next.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from trivet.config import CONFIG_NAME, RELEASED_CONFIGS
from trivet.errors import RemoteSourceError, SourceNotFoundError
from trivet.hub.bars import download_bar
from trivet.hub.failures import http_errors, hub_utils, transport_errors
from trivet.hub.forms import Address
from trivet.hub.options import SourceOptions
from trivet.hub.proxies import through

_BLOCK = 4 * 1024 * 1024  # bytes read in one go
_TRIES = 5  # of a block, before a download is given up
_PLAIN = {"Accept-Encoding": "identity"}  # a compressed body would have other offsets


@dataclass(frozen=True, slots=True)
class _Version:
    """Length in bytes, and what changes when the file does (an ETag, a checksum, a time)."""

    size: int
    mark: str


class _Store(Protocol):
    """How bytes of one scheme are had; names are relative to a base address."""

    def names(self) -> Collection[str]: ...

    def version(self, name: str) -> _Version | None: ...

    def read(self, name: str, start: int, stop: int) -> bytes: ...


class AddressFolder:
    """The folder that an address is, or that holds the file that it is.

    Attributes:
        label: what errors call it.
        named: the file, if the address is that of one.
    """

    def __init__(self, address: Address, subfolder: str, options: SourceOptions) -> None:
        """
        Raises:
            RemoteSourceError: there is nothing, or it cannot be reached.
        """
        self.label, self._options = address.url, options
        self._versions: dict[str, _Version] = {}
        web = address.scheme in ("http", "https")
        self._store: _Store
        self.named: str | None
        with self._explained():
            if web:
                base, self.named = _parent(address.url)
                self._store = _Web(base)
            else:
                self._store, base, self.named = _opened(address.url, subfolder)
        if web and (subfolder or not self.named):
            reason = "a web server does not list folders. Give the address of a weights file."
            raise RemoteSourceError(self.label, reason)
        self.folder = _kept_at(base, options)
        if self.named is not None and self._version(self.named) is None:
            raise RemoteSourceError(self.label, "there is no such file.")

    @property
    def names(self) -> Collection[str]:
        """The names of its files; of a web server, those that are asked about."""
        return self._store.names()

    def size(self, name: str) -> int:
        """Bytes of a file."""
        return self._known(name).size

    def is_cached(self, name: str) -> bool:
        """Whether fetching takes nothing."""
        return not self._options.force_download and _kept(self.local(name)) == self._known(name)

    def local(self, name: str) -> Path:
        """Where a file lies once it is fetched."""
        return self.folder / name

    def fetch(self, name: str) -> Path:
        """The file on this machine, fetched if need be.

        Raises:
            RemoteSourceError: it cannot be fetched.
        """
        path, version = self.local(name), self._known(name)
        if self.is_cached(name):
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{name}.partial")
        if _kept(partial, whole=False) != version:
            partial.unlink(missing_ok=True)
        _note(partial).write_text(json.dumps(asdict(version)))
        shown = {"desc": name, "total": version.size, "unit": "B", "unit_scale": True}
        with partial.open("ab") as file, download_bar()(initial=file.tell(), **shown) as bar:
            while (start := file.tell()) < version.size:
                bar.update(file.write(self.read(name, start, min(start + _BLOCK, version.size))))
        _note(path).unlink(missing_ok=True)
        partial.replace(path)
        _note(partial).replace(_note(path))
        return path

    def check(self, name: str) -> None:
        """Nothing: no sum is stated at an address."""

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes [start, stop) of a file.

        Raises:
            RemoteSourceError: they cannot be had.
        """
        for left in reversed(range(_TRIES)):
            try:
                with self._explained(reraised=transport_errors() if left else ()):
                    found = self._store.read(name, start, stop)
            except transport_errors():
                continue
            if len(found) == stop - start:
                return found
        reason = f"{name}: asked for bytes {start} to {stop}, but {len(found)} came. Try again: what came is kept."
        raise RemoteSourceError(self.label, reason)

    def _version(self, name: str) -> _Version | None:
        if name not in self._versions:
            with self._explained():
                found = self._store.version(name)
            if found is None:
                return None
            self._versions[name] = found
        return self._versions[name]

    def _known(self, name: str) -> _Version:
        found = self._version(name)
        if found is None:
            raise SourceNotFoundError(f"{self.label}: {name}", "there is no such file.")
        return found

    @contextmanager
    def _explained(self, reraised: tuple[type[Exception], ...] = ()) -> Iterator[None]:
        if self._options.local_files_only:
            reason = "local_files_only=True was given, but an address is asked for its version before a copy is used."
            raise RemoteSourceError(self.label, reason)
        untold: tuple[type[Exception], ...] = (RemoteSourceError, *reraised)
        told: tuple[type[Exception], ...] = (OSError, ValueError, ImportError, *http_errors())
        try:
            with through(self._options.proxies):
                yield
        except untold:
            raise
        except told as error:
            raise RemoteSourceError(self.label, f"cannot be read ({str(error) or type(error).__name__}).") from error


class _Web:
    """Files of a web server: it lists none, so that each is asked about."""

    def __init__(self, base: str) -> None:
        self._base = base

    def names(self) -> Collection[str]:
        return _Asked(self)

    def version(self, name: str) -> _Version | None:
        response = self._session().head(self._url(name), follow_redirects=True, headers=_PLAIN, timeout=60)
        if response.status_code in (404, 410):
            return None
        response.raise_for_status()
        if "Content-Length" not in response.headers:
            raise ValueError("the server does not say how long the file is")
        mark = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
        return _Version(int(response.headers["Content-Length"]), mark)

    def read(self, name: str, start: int, stop: int) -> bytes:
        headers = {**_PLAIN, "Range": f"bytes={start}-{stop - 1}"}
        with self._session().stream(
            "GET", self._url(name), headers=headers, follow_redirects=True, timeout=60
        ) as found:
            found.raise_for_status()
            if found.status_code != 206:
                raise ValueError("the server cannot give a part of a file")
            data: bytes = found.read()
        return data

    def _url(self, name: str) -> str:
        return f"{self._base}/{quote(name)}"

    def _session(self) -> Any:
        return hub_utils().get_session()


class _Asked(Collection[str]):
    """The names of a web server's folder: what it says it has; the config's are tried when they are listed."""

    def __init__(self, web: _Web) -> None:
        self._web = web

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._web.version(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name in (CONFIG_NAME, *RELEASED_CONFIGS) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Fsspec:
    """Files of a folder of whatever store fsspec has a driver for."""

    def __init__(self, system: Any, base: str) -> None:
        self._system, self._base = system, base

    @cached_property
    def _listed(self) -> dict[str, dict[str, Any]]:
        entries = self._system.ls(self._base, detail=True)
        return {posixpath.basename(each["name"].rstrip("/")): each for each in entries if each["type"] == "file"}

    def names(self) -> Collection[str]:
        return self._listed.keys()

    def version(self, name: str) -> _Version | None:
        entry = self._listed.get(name)
        if entry is None:
            return None
        marks = ("ETag", "etag", "checksum", "md5Hash", "mtime", "updated", "LastModified", "created")
        mark = next((str(entry[mark]) for mark in marks if entry.get(mark) is not None), "")
        return _Version(int(entry["size"]), mark)

    def read(self, name: str, start: int, stop: int) -> bytes:
        return bytes(self._system.cat_file(f"{self._base}/{name}", start=start, end=stop))


def _opened(url: str, subfolder: str) -> tuple[_Fsspec, str, str | None]:
    """The store of the folder; its address; and the file's name, if the address is that of a file.

    Raises:
        ImportError: the driver of the scheme is not installed; says which is missing.
        ValueError: no driver is known.
        FileNotFoundError: there is nothing.
    """
    import fsspec  # type: ignore[import-untyped]

    system, path = fsspec.core.url_to_fs(url)
    if system.isfile(path):
        base, _, name = path.rpartition("/")
        return _Fsspec(system, base), _parent(url)[0], name
    path = "/".join(part for part in (path.rstrip("/"), subfolder) if part)
    if not system.isdir(path):
        raise FileNotFoundError("there is no such file or folder")
    return _Fsspec(system, path), f"{url.rstrip('/')}/{subfolder}", None


def _parent(url: str) -> tuple[str, str]:
    """A web address without its last part, and that part; a query is no part of a name."""
    parts = urlsplit(url)
    base, _, name = parts.path.rpartition("/")
    return f"{parts.scheme}://{parts.netloc}{base}", name


def _kept_at(base: str, options: SourceOptions) -> Path:
    """The folder for copies of what lies at an address."""
    from huggingface_hub import cached_assets_path, constants

    key = hashlib.sha256(base.encode()).hexdigest()[:32]
    assets = Path(options.cache_dir) / "addresses" if options.cache_dir else constants.HF_ASSETS_CACHE
    return Path(cached_assets_path("trivet", "addresses", key, assets_dir=assets))


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.version")


def _kept(path: Path, *, whole: bool = True) -> _Version | None:
    """The version of which there is a copy, or a part of one."""
    note = _note(path)
    if not path.is_file() or not note.is_file():
        return None
    try:
        version = _Version(**json.loads(note.read_text()))
    except (ValueError, TypeError):  # a note that was cut off when it was written: as good as none
        return None
    return version if not whole or path.stat().st_size == version.size else None
