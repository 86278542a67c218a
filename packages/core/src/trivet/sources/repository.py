"""A folder of a hub's repository: listed once, at one commit, and fetched file by file into huggingface_hub's cache."""

from __future__ import annotations

import hashlib
import shlex
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from trivet.checkpoint.side_files import CONFIG_NAME
from trivet.deprecation import warn_caller
from trivet.errors import RemoteSourceError, TrivetError
from trivet.sources.bars import BYTES, download_bar
from trivet.sources.cache import RepositoryCache
from trivet.sources.client import Client
from trivet.sources.downloads import fetch_whole, patiently, sum_in, sum_of
from trivet.sources.failures import cache_of, endpoint_of, explained, not_cached, of_disk, transport_errors
from trivet.sources.forms import Repository
from trivet.sources.listing import hub_headers, list_repository
from trivet.sources.names import checked_folder, checked_revision, one_revision
from trivet.sources.options import SourceOptions
from trivet.sources.partial import open_partial
from trivet.sources.transport import ask, number_in, receive

_NOT_HERE = " There is no such local file or folder either."
_SMALL = 1024 * 1024  # bytes; the .gitattributes of a repository has some 1,500


def repository_folder(repository: Repository, subfolder: str, options: SourceOptions) -> HubFolder | Path:
    """The folder of a repository; if nothing may be fetched, or the hub cannot be reached, the folder in the cache.

    Warns if the hub cannot be reached, because cached files may be outdated.

    Raises:
        RemoteSourceError: the repository can neither be reached nor is it cached; or its address and the options name
            different revisions.
    """
    revision = one_revision(repository.id, repository.revision, options.revision)
    options = replace(options, revision=checked_revision(repository.id, revision))
    inside = checked_folder(repository.id, "/".join(part for part in (repository.subfolder, subfolder) if part))
    from huggingface_hub import is_offline_mode

    if options.local_files_only or is_offline_mode():
        cached = _cached_snapshot(repository.id, options)
        if cached is None:
            raise RemoteSourceError(repository.id, not_cached(options, _NOT_HERE))
        return cached / inside
    try:
        return HubFolder(repository.id, inside, options)
    except RemoteSourceError as error:
        cached = _cached_snapshot(repository.id, options)
        if cached is None or options.force_download or not isinstance(error.__cause__, transport_errors()):
            raise
        warn_caller(f"{error} The cached files are used.", UserWarning)
        return cached / inside


def _cached_snapshot(repo_id: str, options: SourceOptions) -> Path | None:
    """The cached folder of a revision, if any of its files was fetched."""
    cache = _cache_of(repo_id, options)
    commit = cache.commit_of(options.revision or "main")
    return cache.snapshot(commit) if commit is not None and cache.snapshot(commit).is_dir() else None


def _cache_of(repo_id: str, options: SourceOptions) -> RepositoryCache:
    return RepositoryCache(Path(cache_of(options)).expanduser(), repo_id)


class HubFolder:
    """The files of one folder of a repository, all of one commit.

    Attributes:
        label: its name in errors.
        commit: the commit to which the revision pointed when the folder was listed.
        named: None, because a repository is never a single file.
    """

    named: str | None = None

    def __init__(self, repo_id: str, folder: str, options: SourceOptions) -> None:
        """
        Raises:
            RemoteSourceError: the repository or revision does not exist, or may not be read.
        """
        self._repo_id, self._prefix, self._options = repo_id, f"{folder}/" if folder else "", options
        self.label = f"{repo_id}/{folder}" if folder else repo_id
        self._cache, self._client = _cache_of(repo_id, options), Client(options.proxies)
        self._fetched: set[str] = set()
        self._lock = threading.Lock()
        self._list()
        self._pin()

    def _list(self) -> None:
        with self._explained():
            listing = list_repository(self._repo_id, self._options, self._client)
        self.commit, self._all = listing.commit, listing.files
        inside = {path.removeprefix(self._prefix): path for path in self._all if path.startswith(self._prefix)}
        self._files = {name: self._all[path] for name, path in inside.items() if "/" not in name}

    def _pin(self) -> None:
        """Fetch a small file first, so that the cache stores the commit of the revision."""
        config = self._prefix + CONFIG_NAME
        small = [path for path, each in self._all.items() if (each.size or 0) <= _SMALL]
        if small:
            self._download(config if config in small else min(small, key=lambda path: self._all[path].size or 0))
            with self._explained(), self._kept():
                self._cache.note(self._options.revision or "main", self.commit)

    @property
    def names(self) -> Collection[str]:
        """The names of the files in the folder itself, without subfolders."""
        return self._files.keys()

    def size(self, name: str) -> int:
        """Size of a file in bytes.

        Raises:
            RemoteSourceError: the hub does not state it.
        """
        return self._size(self._prefix + name)

    def is_cached(self, name: str) -> bool:
        """Whether a file is in the cache."""
        return self._prefix + name in self._fetched or (
            self._in_cache(name) is not None and not self._options.force_download
        )

    def missing(self, name: str) -> int:
        """Number of bytes that remain to be fetched."""
        if self.is_cached(name):
            return 0
        entry, size = self._all[self._prefix + name], self.size(name)
        if entry.sum is None or not entry.is_large or self._options.force_download:
            return size
        return max(0, size - self._cache.fetched_of(entry.sum))

    def local(self, name: str) -> Path:
        """Path of a file after it is fetched."""
        return self.folder / name

    @property
    def folder(self) -> Path:
        """Folder of the files after they are fetched."""
        return self._cache.snapshot(self.commit) / self._prefix

    def fetch(self, name: str) -> Path:
        """Path of the local file, which is fetched if necessary and checked against the listed size and checksum.

        Raises:
            RemoteSourceError: the file cannot be fetched, or differs from the listing.
        """
        cached = self._in_cache(name)
        if cached is not None and (self._prefix + name in self._fetched or not self._options.force_download):
            cached_size, size = cached.stat().st_size, self.size(name)
            if cached_size != size:
                raise self._corrupt(name, cached, f"{cached_size} bytes", str(size))
            return cached
        return self._download(self._prefix + name)

    def check(self, name: str) -> None:
        """Check a cached file against the checksum that the repository states, unless it was just fetched.

        Raises:
            RemoteSourceError: the checksum differs.
        """
        cached = self._in_cache(name)
        if cached is not None and self._prefix + name not in self._fetched:
            computed, stated = self._sums(self._prefix + name, cached)
            if computed != stated:
                raise self._corrupt(name, cached, f"the sum {computed}", str(stated))

    def _corrupt(self, name: str, cached: Path, actual: str, stated: str) -> RemoteSourceError:
        words = ("hf", "download", self._repo_id, self._prefix + name, "--revision", self.commit, "--force-download")
        command = " ".join(map(shlex.quote, words))
        reason = f"the cached file {cached} has {actual}, the repository says {stated}. Repair it: {command}"
        return RemoteSourceError(self.label, reason)

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes [start, stop) of a file, by a ranged request; from the cache if it is there.

        If the server sends whole files only, as some mirrors do, the file is fetched.

        Raises:
            RemoteSourceError: the bytes cannot be read.
        """
        chunk = None if self.is_cached(name) else self._ranged(name, start, stop)
        if chunk is None:
            with self.fetch(name).open("rb") as file:
                file.seek(start)
                return file.read(stop - start)
        if len(chunk) != stop - start:
            reason = f"{name}: requested bytes {start} to {stop}, got {len(chunk)}. Try again."
            raise RemoteSourceError(self.label, reason)
        return chunk

    def _ranged(self, name: str, start: int, stop: int) -> bytes | None:
        """The bytes of a range; None if the server sends whole files only."""
        path = self._prefix + name

        def answer() -> bytes | None:
            came, size, url = bytearray(), self._size(path), self._url(path)
            return bytes(came) if receive(url, start, stop, came.extend, total=size, **self._how()) else None

        with self._explained():
            return patiently(answer)

    def _size(self, path: str) -> int:
        stated = self._all[path].size
        if stated is not None:
            return stated
        with self._explained():  # a mirror whose listing has no sizes
            answer = patiently(lambda: ask("HEAD", self._url(path), **self._how()))
            size = number_in(answer.headers.get("Content-Length", ""), "Content-Length")
        self._all = {**self._all, path: replace(self._all[path], size=size)}
        return size

    def _url(self, path: str) -> str:
        from huggingface_hub import hf_hub_url

        return str(hf_hub_url(self._repo_id, path, revision=self.commit, endpoint=endpoint_of(self._options)))

    def _how(self) -> dict[str, Any]:
        return {"client": self._client, "headers": hub_headers(self._options)}

    def _in_cache(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.is_file() else None

    def _download(self, path: str) -> Path:
        """
        Raises:
            RemoteSourceError: the file cannot be fetched, or its checksum differs from the repository's.
        """
        stated, place = self._all[path].sum, self._cache.snapshot(self.commit) / path
        key = stated or hashlib.sha256(path.encode()).hexdigest()
        again = self._options.force_download and path not in self._fetched
        with self._explained(), self._kept(), self._cache.locked(key):
            if again or not place.is_file():
                blob = None if stated is None or again else self._cache.blob(stated)
                if blob is not None and blob.is_file() and self._sums(path, blob)[0] == stated:
                    self._cache.point(blob.name, self.commit, path)
                elif stated is not None and self._all[path].is_large:
                    self._receive_large(path, stated)
                else:
                    self._receive(path)
            else:
                computed, sum_stated = self._sums(path, place)
                if computed != sum_stated:
                    raise self._corrupt(path.removeprefix(self._prefix), place, f"the sum {computed}", str(sum_stated))
        with self._lock:
            self._fetched.add(path)
        return place

    def _receive_large(self, path: str, stated: str) -> None:
        """Fetch a file into the cache, resuming a partial download.

        If the resumed file has a wrong checksum, it is deleted and fetched once more from the start.

        Raises:
            RemoteSourceError: the checksum of the fetched bytes differs from the repository's.
        """
        size, partial = self._size(path), self._cache.partial(stated)
        if self._options.force_download:
            partial.unlink(missing_ok=True)
        while True:
            with open_partial(partial, size) as file:
                start = file.tell()
                self._fetch(path, size, file)
                computed = sum_in(file, is_large=True)
            if computed == stated:
                self._cache.keep(partial, stated, self.commit, path)
                return
            partial.unlink(missing_ok=True)
            if not start:
                raise self._wrong(path, computed, stated)

    def _receive(self, path: str) -> None:
        """Fetch a small file into the cache, or one whose checksum is not stated.

        Raises:
            RemoteSourceError: the checksum of the fetched bytes differs from the repository's.
        """
        size, entry = self._size(path), self._all[path]
        with self._cache.fresh() as fresh:
            with fresh.open("xb") as file:
                self._fetch(path, size, file)
            computed = sum_of(fresh, is_large=entry.is_large or entry.sum is None)
            if entry.sum is not None and computed != entry.sum:
                raise self._wrong(path, computed, entry.sum)
            self._cache.keep(fresh, computed, self.commit, path)

    def _fetch(self, path: str, size: int, file: BinaryIO) -> None:
        shown = {"desc": PurePosixPath(path).name, "total": size, "initial": file.tell(), **BYTES}
        with download_bar()(**shown) as bar:
            fetch_whole(self._url(path), size, file, bar.update, **self._how())

    def _wrong(self, path: str, computed: str, stated: str) -> RemoteSourceError:
        reason = f"{path}: what was fetched has the sum {computed}, the repository says {stated}."
        return RemoteSourceError(self.label, f"{reason} It was not kept; try again.")

    def _sums(self, path: str, file: Path) -> tuple[str | None, str | None]:
        """The checksum of a file, and the one that the repository states; (None, None) if it states none."""
        entry = self._all.get(path)
        if entry is None or entry.sum is None:
            return None, None
        return sum_of(file, is_large=entry.is_large), entry.sum

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Turn disk errors inside the block into errors that say what to do."""
        try:
            yield
        except TrivetError:
            raise
        except OSError as error:
            if error.errno is None or of_disk(error, self._options) is not None or error.filename is None:
                raise
            reason = f"the cache {cache_of(self._options)} cannot be written ({error}). Pass another cache_dir=."
            raise RemoteSourceError(self.label, reason) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        local = "" if "/" in self._repo_id and self._prefix else _NOT_HERE
        with explained(self.label, self._options, local=local):
            yield
