"""A folder of a hub's repository: listed once, at one commit, and fetched file by file through huggingface_hub."""

from __future__ import annotations

import hashlib
import threading
import time
import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import trivet
from trivet.config import CONFIG_NAME
from trivet.errors import RemoteSourceError
from trivet.hub.bars import download_bar
from trivet.hub.failures import endpoint_of, explained, hub_utils, not_cached, transport_errors
from trivet.hub.forms import Repository
from trivet.hub.options import SourceOptions

_LIBRARY = "trivet"
_SMALL = 1024 * 1024  # bytes; the settings of git, which every repository has, are some 1,500
_CHUNK = 4 * 1024 * 1024  # bytes hashed in one go


def repository_folder(repository: Repository, subfolder: str, options: SourceOptions) -> HubFolder | Path:
    """The folder of a repository; where nothing may be fetched, or the hub is out of reach, the folder in the cache.

    Warns where the hub is out of reach, since what is cached may be older.

    Raises:
        RemoteSourceError: there is neither.
    """
    if repository.revision is not None:
        options = replace(options, revision=repository.revision)
    inside = "/".join(part for part in (repository.subfolder, subfolder) if part)
    from huggingface_hub import is_offline_mode

    if options.local_files_only or is_offline_mode():
        cached = _cached_snapshot(repository.id, options)
        if cached is None:
            raise RemoteSourceError(repository.id, not_cached(options))
        return cached / inside
    try:
        return HubFolder(repository.id, inside, options)
    except RemoteSourceError as error:
        cached = _cached_snapshot(repository.id, options)
        if cached is None or options.force_download or not isinstance(error.__cause__, transport_errors()):
            raise
        warnings.warn(f"{error} What is cached of it is used.", stacklevel=2)
        return cached / inside


def _cached_snapshot(repo_id: str, options: SourceOptions) -> Path | None:
    """The cache's folder of a revision, if any of its files was fetched."""
    from huggingface_hub import constants
    from huggingface_hub.file_download import repo_folder_name

    cache = Path(options.cache_dir or constants.HF_HUB_CACHE).expanduser()
    stored = cache / repo_folder_name(repo_id=repo_id, repo_type="model")
    revision = options.revision or constants.DEFAULT_REVISION
    reference = stored / "refs" / revision
    commit = reference.read_text().strip() if reference.is_file() else revision
    snapshot = stored / "snapshots" / commit
    return snapshot if snapshot.is_dir() else None


class HubFolder:
    """The files of one folder of a repository, all of one commit.

    Attributes:
        label: what errors call it.
        commit: the commit that the revision stood for when the folder was listed.
    """

    def __init__(self, repo_id: str, folder: str, options: SourceOptions) -> None:
        """
        Raises:
            RemoteSourceError: the repository or revision is not there, or may not be read.
        """
        from huggingface_hub import HfApi

        self._repo_id, self._prefix, self._options = repo_id, f"{folder}/" if folder else "", options
        self.label = f"{repo_id}/{folder}" if folder else repo_id
        self._api = HfApi(
            endpoint=options.endpoint, token=options.token, library_name=_LIBRARY, library_version=trivet.__version__
        )
        self._cache = None if options.cache_dir is None else Path(options.cache_dir)
        self._fetched: set[str] = set()
        self._lock = threading.Lock()
        self._list(options.revision)
        self._pin()

    def _list(self, revision: str | None) -> None:
        with self._explained():
            info = _patiently(lambda: self._api.model_info(self._repo_id, revision=revision, files_metadata=True))
        self.commit = str(info.sha)
        listed = (each for each in info.siblings or () if ".." not in PurePosixPath(each.rfilename).parts)
        self._all = {each.rfilename: each for each in listed}  # a name that leaves the folder is none of a file here
        inside = {path.removeprefix(self._prefix): each for path, each in self._all.items()}
        self._files = {
            name: each for name, each in inside.items() if each.rfilename == self._prefix + name and "/" not in name
        }

    def _pin(self) -> None:
        """Fetch a first small file under the revision's own name, so that the cache knows what it stands for.

        If the revision has moved on since it was listed, the listing is made again, of the commit that came.
        """
        config = self._prefix + CONFIG_NAME
        small = [path for path, each in self._all.items() if (each.size or 0) <= _SMALL]
        if not small:
            return
        first = config if config in small else min(small, key=lambda path: self._all[path].size or 0)
        path = self._download(first, self._options.revision)
        snapshot = path.parents[len(PurePosixPath(first).parts) - 1]
        if snapshot.name != self.commit:
            self._list(snapshot.name)
        self._believe(first, path)

    @property
    def names(self) -> Collection[str]:
        """The names of the files that lie in the folder itself."""
        return self._files.keys()

    def size(self, name: str) -> int:
        """Bytes of a file."""
        return int(self._files[name].size or 0)

    def is_cached(self, name: str) -> bool:
        """Whether fetching takes nothing."""
        return self._prefix + name in self._fetched or (
            self._in_cache(name) is not None and not self._options.force_download
        )

    def local(self, name: str) -> Path:
        """Where a file lies once it is fetched."""
        return self.folder / name

    @property
    def folder(self) -> Path:
        """Where the folder's files lie once they are fetched."""
        from huggingface_hub import constants
        from huggingface_hub.file_download import repo_folder_name

        cache = Path(self._options.cache_dir or constants.HF_HUB_CACHE).expanduser()
        stored = cache / repo_folder_name(repo_id=self._repo_id, repo_type="model")
        return stored / "snapshots" / self.commit / self._prefix

    def fetch(self, name: str) -> Path:
        """The file on this machine, fetched if need be, its size and sum as the repository says.

        Raises:
            RemoteSourceError: it cannot be fetched, or is not what the repository says.
        """
        cached = self._in_cache(name)
        if cached is not None and (self._prefix + name in self._fetched or not self._options.force_download):
            found, size = cached.stat().st_size, self.size(name)
            if found != size:
                raise self._corrupt(name, cached, f"{found} bytes", str(size))
            return cached
        path = self._download(self._prefix + name, self.commit)
        self._believe(self._prefix + name, path)
        return path

    def check(self, name: str) -> None:
        """Hold a file in the cache against the sum that the repository states; one that was just fetched has been.

        Raises:
            RemoteSourceError: it is another.
        """
        cached = self._in_cache(name)
        if cached is not None and self._prefix + name not in self._fetched:
            found, stated = self._sums(self._prefix + name, cached)
            if found != stated:
                raise self._corrupt(name, cached, f"the sum {found}", str(stated))

    def _corrupt(self, name: str, cached: Path, found: str, stated: str) -> RemoteSourceError:
        command = f"hf download {self._repo_id} {self._prefix}{name} --revision {self.commit} --force-download"
        reason = f"the cached file {cached} has {found}, the repository says {stated}. Repair it: {command}"
        return RemoteSourceError(self.label, reason)

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes [start, stop) of a file, by a ranged request; from the cache if it is there.

        Where the server gives whole files only, as some mirrors do, the file is fetched.

        Raises:
            RemoteSourceError: they cannot be had.
        """
        found = None if self.is_cached(name) else self._ranged(name, start, stop)
        if found is None:
            with self.fetch(name).open("rb") as file:
                file.seek(start)
                return file.read(stop - start)
        if len(found) != stop - start:
            reason = f"{name}: asked for bytes {start} to {stop}, but {len(found)} came. Try again."
            raise RemoteSourceError(self.label, reason)
        return found

    def _ranged(self, name: str, start: int, stop: int) -> bytes | None:
        """What came of these bytes; None if the whole file would have."""
        from huggingface_hub import hf_hub_url

        url = hf_hub_url(self._repo_id, self._prefix + name, revision=self.commit, endpoint=endpoint_of(self._options))
        utils = hub_utils()
        headers = utils.build_hf_headers(token=self._options.token, library_name=_LIBRARY)
        headers["Range"] = f"bytes={start}-{stop - 1}"

        how = {"headers": headers, "follow_redirects": True, "timeout": 60}

        def answer() -> bytes | None:  # the library tries again where the hub is busy; broken bodies are not its own
            with utils.http_stream_backoff("GET", url, retry_on_exceptions=(), **how) as response:
                utils.hf_raise_for_status(response)
                return bytes(response.read()) if response.status_code == 206 else None

        with self._explained():
            found: bytes | None = _patiently(answer)
        return found

    def _in_cache(self, name: str) -> Path | None:
        from huggingface_hub import try_to_load_from_cache

        found = try_to_load_from_cache(self._repo_id, self._prefix + name, cache_dir=self._cache, revision=self.commit)
        return Path(found) if isinstance(found, str) else None

    def _download(self, path: str, revision: str | None) -> Path:
        from huggingface_hub import hf_hub_download

        with self._explained():
            found = hf_hub_download(
                self._repo_id,
                path,
                revision=revision,
                cache_dir=self._cache,
                token=self._options.token,
                force_download=self._options.force_download and path not in self._fetched,
                endpoint=self._options.endpoint,
                library_name=_LIBRARY,
                library_version=trivet.__version__,
                tqdm_class=download_bar(),
            )
        return Path(found)

    def _believe(self, name: str, path: Path) -> None:
        """
        Raises:
            RemoteSourceError: the file has another sum than the repository says; it is removed.
        """
        found, stated = self._sums(name, path)
        if found != stated:
            path.resolve().unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            reason = f"{name}: what was fetched has the sum {found}, the repository says {stated}."
            raise RemoteSourceError(self.label, f"{reason} It was removed from the cache; try again.")
        with self._lock:
            self._fetched.add(name)

    def _sums(self, name: str, path: Path) -> tuple[str | None, str | None]:
        """The sum of a file, and the one that the repository states; nothing where it states none."""
        entry = self._all.get(name)
        stated = None if entry is None else (entry.lfs.sha256 if entry.lfs is not None else entry.blob_id)
        if entry is None or stated is None:
            return None, None
        return _sum_of(path, is_lfs=entry.lfs is not None), str(stated)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        local = "" if "/" in self._repo_id and self._prefix else " There is no such file or folder here, either."
        with explained(self.label, self._options, local=local):
            yield


def _sum_of(path: Path, *, is_lfs: bool) -> str:
    """sha256 of a large file; of another the sum that git gives it."""
    git = f"blob {path.stat().st_size}\0".encode()
    digest = hashlib.sha256() if is_lfs else hashlib.sha1(git, usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _patiently(call: Any, tries: int = 3) -> Any:
    """Call again where the hub failed by its own fault or the connection broke; the last failure is raised."""
    from huggingface_hub.errors import HfHubHTTPError

    failures: tuple[type[Exception], ...] = (HfHubHTTPError, *transport_errors())
    for left in reversed(range(tries)):
        try:
            return call()
        except failures as error:
            transient = not isinstance(error, HfHubHTTPError) or error.response.status_code >= 500
            if not transient or not left:
                raise
            time.sleep(0.2 * (tries - left))
    raise AssertionError("unreachable: the last try returns or raises")
