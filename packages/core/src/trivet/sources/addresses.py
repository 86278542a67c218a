"""A checkpoint at an address: a file of a web server, or a file or folder of any store that fsspec supports.

A download is cached with the length and version (ETag) that the server stated, and repeated when those change. An
interrupted download resumes where it stopped, in this process or the next.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from trivet.errors import RemoteSourceError, SourceNotFoundError, TrivetError
from trivet.sources.bars import BYTES, download_bar
from trivet.sources.cache import locked, within
from trivet.sources.client import Client
from trivet.sources.failures import first_line, transport_errors
from trivet.sources.forms import Address
from trivet.sources.hub_library import constant
from trivet.sources.names import is_safe_part
from trivet.sources.options import SourceOptions
from trivet.sources.partial import bytes_in, open_partial
from trivet.sources.stores import Asked, Store, Version, WebStore, open_store, parent_of

_BLOCK = 4 * 1024 * 1024  # bytes read at once
_TRIES = 5  # of a block, before a download is given up


class AddressFolder:
    """The folder at an address, or the folder of the file at an address.

    Attributes:
        label: its name in errors.
        named: the file name, if the address is that of a file.
    """

    def __init__(self, address: Address, subfolder: str, options: SourceOptions) -> None:
        """
        Raises:
            RemoteSourceError: the address has no file or folder, or cannot be reached.
        """
        self.label, self._options = address.url, options
        self._versions: dict[str, Version] = {}
        web = address.scheme in ("http", "https")
        if options.proxies and not web:
            reason = (
                f"proxies= is for the Hub and for web servers: the driver of {address.scheme}:// has its own settings."
            )
            raise RemoteSourceError(self.label, reason)
        self._store: Store
        self.named: str | None
        with self._explained():
            if web:
                base, self.named = parent_of(address.url)
                self._store = WebStore(base, Client(options.proxies))
            else:
                self._store, base, self.named = open_store(address.url, subfolder)
        if web and (subfolder or not self.named):
            reason = "a web server does not list folders. Give the address of a weights file."
            raise RemoteSourceError(self.label, reason)
        with self._explained():
            self.folder = _kept_at(base, options)
        if self.named is not None and self._version(self.named) is None:
            raise RemoteSourceError(self.label, "there is no such file.")

    @property
    def names(self) -> Collection[str]:
        """The names of its files; for a web server, those that were requested and exist."""
        with self._explained():
            names = self._store.names()
        return Asked(self._version) if names is None else names

    def size(self, name: str) -> int:
        """Size of a file in bytes."""
        return self._known(name).size

    def is_cached(self, name: str) -> bool:
        """Whether a file is in the cache."""
        return not self._options.force_download and _kept(self.local(name)) == self._known(name)

    def missing(self, name: str) -> int:
        """Number of bytes that remain to be fetched."""
        if self.is_cached(name):
            return 0
        partial, version = _partial(self.local(name)), self._known(name)
        return version.size - (bytes_in(partial) if _kept(partial, whole=False) == version else 0)

    def local(self, name: str) -> Path:
        """Path of a file after it is fetched.

        Raises:
            RemoteSourceError: the name is not a valid file name.
        """
        if not is_safe_part(name):
            raise RemoteSourceError(self.label, f"{name[:100]!r} is not a file name.")
        return within(self.folder, self.folder / name)

    def fetch(self, name: str) -> Path:
        """Path of the local file, which is fetched if necessary.

        Raises:
            RemoteSourceError: the file cannot be fetched.
        """
        path, version = self.local(name), self._known(name)
        if self.is_cached(name):
            return path
        with locked(path.with_name(f".{name}.lock")):
            if not self.is_cached(name):  # another process may have fetched it while the lock was held
                self._receive(path, version)
        return path

    def _receive(self, path: Path, version: Version) -> None:
        partial = _partial(path)
        if _kept(partial, whole=False) != version:
            partial.unlink(missing_ok=True)
            _write_note(partial, version)
        with open_partial(partial, version.size) as file:
            shown = {"desc": path.name, "total": version.size, "initial": file.tell(), **BYTES}
            with download_bar()(**shown) as bar:
                while (start := file.tell()) < version.size:
                    bar.update(file.write(self.read(path.name, start, min(start + _BLOCK, version.size))))
        _note(path).unlink(missing_ok=True)
        partial.replace(path)
        _note(partial).replace(_note(path))

    def check(self, name: str) -> None:
        """Do nothing: addresses state no checksums."""

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes [start, stop) of a file.

        Raises:
            RemoteSourceError: the bytes cannot be read.
        """
        size = self._known(name).size
        for left in reversed(range(_TRIES)):
            try:
                with self._explained(reraised=transport_errors() if left else ()):
                    chunk = self._store.read(name, start, stop, size)
            except transport_errors():
                continue
            if len(chunk) == stop - start:
                return chunk
        reason = f"{name}: requested bytes {start} to {stop}, got {len(chunk)}. Try again: received bytes are kept."
        raise RemoteSourceError(self.label, reason)

    def _version(self, name: str) -> Version | None:
        if name not in self._versions:
            with self._explained():
                version = self._store.version(name)
            if version is None:
                return None
            self._versions[name] = version
        return self._versions[name]

    def _known(self, name: str) -> Version:
        version = self._version(name)
        if version is None:
            raise SourceNotFoundError(f"{self.label}: {name}", "there is no such file.")
        return version

    @contextmanager
    def _explained(self, reraised: tuple[type[Exception], ...] = ()) -> Iterator[None]:
        if self._options.local_files_only:
            reason = "local_files_only=True, but a cached copy of an address is used only after a check of its version."
            raise RemoteSourceError(self.label, reason)
        try:
            yield
        except TrivetError:
            raise
        except reraised:
            raise
        except Exception as error:  # each driver of fsspec has errors of its own
            raise RemoteSourceError(self.label, f"cannot be read ({first_line(error)}).") from error


def _kept_at(base: str, options: SourceOptions) -> Path:
    """The cache folder of an address."""
    from huggingface_hub import cached_assets_path

    key = hashlib.sha256(base.encode()).hexdigest()[:32]
    assets = Path(options.cache_dir) / "addresses" if options.cache_dir else constant("HF_ASSETS_CACHE")
    return Path(cached_assets_path("trivet", "addresses", key, assets_dir=assets))


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.version")


def _partial(path: Path) -> Path:
    return path.with_name(f"{path.name}.partial")


def _write_note(path: Path, version: Version) -> None:
    fresh = _note(path).with_suffix(".tmp")
    fresh.unlink(missing_ok=True)
    fresh.write_text(json.dumps(asdict(version)))
    fresh.replace(_note(path))


def _kept(path: Path, *, whole: bool = True) -> Version | None:
    """The version of which there is a complete or partial copy."""
    note = _note(path)
    if not path.is_file() or not note.is_file():
        return None
    try:
        version = Version(**json.loads(note.read_text()))
    except (ValueError, TypeError):  # a note whose writing was interrupted counts as none
        return None
    return version if not whole or path.stat().st_size == version.size else None
