"""A repository's folder in huggingface_hub's cache, in the layout that its own client reads and writes.

Whatever is made, replaced or removed there goes through `within`, so that no name, whoever gave it, and no symbolic
link in the cache leads anywhere else. Files are named by sums that were computed here.

    models--organisation--name/
        blobs/SUM                       the bytes
        blobs/SUM.incomplete            what was fetched of them until a download broke off
        snapshots/COMMIT/path/of/file   → ../../…/blobs/SUM
        refs/REVISION                   the commit, as text
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from trivet.errors import RemoteSourceError
from trivet.sources.attended import go_on
from trivet.sources.hub_library import file_lock, repository_folder_name
from trivet.sources.names import is_commit, is_safe_part, is_safe_path
from trivet.sources.partial import bytes_in

_LOCK_TRIED = 2.0  # seconds between looks at whether a lock is still waited for


def within(root: Path, path: Path) -> Path:
    """A path to write, with its folder free of symbolic links. The last part is not followed: it is what is replaced.

    Raises:
        RemoteSourceError: it lies outside the root.
    """
    top, folder = root.resolve(), path.parent.resolve()
    if not is_safe_part(path.name) or not folder.is_relative_to(top):
        reason = f"{path} leads out of the cache {root}, and nothing is written or removed there."
        raise RemoteSourceError(str(root), reason)
    return folder / path.name


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait for other processes, and threads, that hold the lock of this file.

    Raises:
        AbandonedError: nobody waits for what would be done with it any more.
    """
    with ExitStack() as held:
        while True:
            go_on()
            try:
                held.enter_context(file_lock(path, _LOCK_TRIED))
                break
            except TimeoutError:  # of this try
                continue
        yield


class RepositoryCache:
    """What is kept of one repository.

    Attributes:
        folder: `models--organisation--name`, which need not exist.
    """

    def __init__(self, cache_dir: Path, repo_id: str) -> None:
        self._root = cache_dir
        self._name = repository_folder_name(repo_id)
        self.folder = cache_dir / self._name

    def snapshot(self, commit: str) -> Path:
        """The folder of a commit's files."""
        return self.folder / "snapshots" / commit

    def commit_of(self, revision: str) -> str | None:
        """The commit that a revision stood for when it was fetched; itself where it is none that was."""
        reference = self.folder / "refs" / revision
        if not is_safe_path(revision):
            return None
        commit = reference.read_text(errors="replace").strip() if reference.is_file() else revision
        return commit if is_commit(commit) else None

    def note(self, revision: str, commit: str) -> None:
        """Remember what a revision stands for."""
        if revision == commit or self.commit_of(revision) == commit:
            return
        reference = self._to_write(self.folder / "refs" / revision)
        fresh = reference.with_name(f"{uuid.uuid4().hex}.tmp")
        fresh.write_text(commit)
        os.replace(fresh, reference)

    @contextmanager
    def locked(self, key: str) -> Iterator[None]:
        """Keep other processes from fetching the same bytes; the lock is the one that huggingface_hub takes."""
        with locked(self._to_write(self._root / ".locks" / self._name / f"{key}.lock")):
            yield

    def blob(self, total: str) -> Path:
        """Where bytes of a sum lie."""
        return self.folder / "blobs" / total

    @contextmanager
    def fresh(self) -> Iterator[Path]:
        """A new file for bytes that are fetched; it is removed unless it was kept."""
        path = self._to_write(self.folder / "blobs" / f"{uuid.uuid4().hex}.incomplete")
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def partial(self, total: str) -> Path:
        """Where bytes of a sum are kept until there are all of them, in this process or the next."""
        return self._to_write(self.folder / "blobs" / f"{total}.incomplete")

    def fetched_of(self, total: str) -> int:
        """How many bytes of a sum are kept so."""
        return bytes_in(self.folder / "blobs" / f"{total}.incomplete")

    def keep(self, fetched: Path, total: str, commit: str, name: str) -> Path:
        """Let fetched bytes be those of a sum, and those of a file."""
        blob = self._to_write(self.blob(total))
        try:
            os.replace(fetched, blob)
        except FileNotFoundError:
            if not blob.is_file():  # else another process has kept the very file, where locks do not hold
                raise
        return self.point(total, commit, name)

    def point(self, total: str, commit: str, name: str) -> Path:
        """Let a file of a commit be the bytes of a sum."""
        place = self.snapshot(commit) / name
        written, blob = self._to_write(place), within(self._root, self.blob(total))
        fresh = written.with_name(f"{uuid.uuid4().hex}.tmp")
        try:
            os.symlink(os.path.relpath(blob, written.parent), fresh)
        except (OSError, NotImplementedError):  # Windows without the right to make links
            shutil.copyfile(blob, fresh)
        os.replace(fresh, written)
        return place

    def _to_write(self, path: Path) -> Path:
        """A path below the cache whose folder exists."""
        checked = within(self._root, path)
        checked.parent.mkdir(parents=True, exist_ok=True)
        return checked
