"""A repository's folder in huggingface_hub's cache, in the layout that its own client reads and writes.

Every path that is created, replaced or removed there passes `within`, so that no name and no symbolic link in the cache
leads outside. Files are named by checksums that were computed on this machine.

    models--organisation--name/
        blobs/SUM                       the bytes
        blobs/SUM.incomplete            the bytes that an interrupted download has fetched
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

_LOCK_TRIED = 2.0  # seconds between checks whether the wait for a lock was abandoned


def within(root: Path, path: Path) -> Path:
    """A path to write, with its folder free of symbolic links. The last part is not followed, because it is replaced.

    Raises:
        RemoteSourceError: the path is outside the root.
    """
    top, folder = root.resolve(), path.parent.resolve()
    if not is_safe_part(path.name) or not folder.is_relative_to(top):
        reason = f"{path} leads out of the cache {root}, and nothing is written or removed there."
        raise RemoteSourceError(str(root), reason)
    return folder / path.name


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait for other processes and threads that hold the lock of this file.

    Raises:
        AbandonedError: the work that needs the lock was abandoned.
    """
    with ExitStack() as held:
        while True:
            go_on()
            try:
                held.enter_context(file_lock(path, _LOCK_TRIED))
                break
            except TimeoutError:  # of this attempt
                continue
        yield


class RepositoryCache:
    """The cached files of one repository.

    Attributes:
        folder: `models--organisation--name`; may not exist yet.
    """

    def __init__(self, cache_dir: Path, repo_id: str) -> None:
        self._root = cache_dir
        self._name = repository_folder_name(repo_id)
        self.folder = cache_dir / self._name

    def snapshot(self, commit: str) -> Path:
        """The folder of a commit's files."""
        return self.folder / "snapshots" / commit

    def commit_of(self, revision: str) -> str | None:
        """The commit to which a revision pointed when it was fetched; the revision itself if it was not."""
        reference = self.folder / "refs" / revision
        if not is_safe_path(revision):
            return None
        commit = reference.read_text(errors="replace").strip() if reference.is_file() else revision
        return commit if is_commit(commit) else None

    def note(self, revision: str, commit: str) -> None:
        """Store the commit to which a revision points."""
        if revision == commit or self.commit_of(revision) == commit:
            return
        reference = self._to_write(self.folder / "refs" / revision)
        fresh = reference.with_name(f"{uuid.uuid4().hex}.tmp")
        fresh.write_text(commit)
        os.replace(fresh, reference)

    @contextmanager
    def locked(self, key: str) -> Iterator[None]:
        """Keep other processes from fetching the same bytes, by the lock that huggingface_hub uses."""
        with locked(self._to_write(self._root / ".locks" / self._name / f"{key}.lock")):
            yield

    def blob(self, total: str) -> Path:
        """Path of the bytes with a checksum."""
        return self.folder / "blobs" / total

    @contextmanager
    def fresh(self) -> Iterator[Path]:
        """A new file for a download; it is removed unless `keep` moved it."""
        path = self._to_write(self.folder / "blobs" / f"{uuid.uuid4().hex}.incomplete")
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def partial(self, total: str) -> Path:
        """Path of a partial download of the bytes with a checksum, for this process or the next."""
        return self._to_write(self.folder / "blobs" / f"{total}.incomplete")

    def fetched_of(self, total: str) -> int:
        """Size of that partial download in bytes."""
        return bytes_in(self.folder / "blobs" / f"{total}.incomplete")

    def keep(self, fetched: Path, total: str, commit: str, name: str) -> Path:
        """Store fetched bytes under their checksum, and point a file of a commit to them."""
        blob = self._to_write(self.blob(total))
        try:
            os.replace(fetched, blob)
        except FileNotFoundError:
            if not blob.is_file():  # else another process stored the file, if locks do not work
                raise
        return self.point(total, commit, name)

    def point(self, total: str, commit: str, name: str) -> Path:
        """Point a file of a commit to the bytes with a checksum."""
        place = self.snapshot(commit) / name
        written, blob = self._to_write(place), within(self._root, self.blob(total))
        fresh = written.with_name(f"{uuid.uuid4().hex}.tmp")
        try:
            os.symlink(os.path.relpath(blob, written.parent), fresh)
        except (OSError, NotImplementedError):  # Windows without the right to create links
            shutil.copyfile(blob, fresh)
        os.replace(fresh, written)
        return place

    def _to_write(self, path: Path) -> Path:
        """A path within the cache, whose folder is created."""
        checked = within(self._root, path)
        checked.parent.mkdir(parents=True, exist_ok=True)
        return checked
