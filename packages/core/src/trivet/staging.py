"""Replacing a folder's files as one step: whatever happens, the folder holds all of the old files or all of the new.

New files are written into a sibling folder, fsynced, joined by hard links to the old files that stay, and the two
folders change places in one system call. Where that cannot be (no such call, no hard links, a mount point, somebody's
working folder), the files are renamed one by one, weights before the index that names them: each file is whole, but a
crash between two renames can leave old beside new. What a killed process left is removed by the next save there.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trivet.errors import DestinationError, TrivetError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_LAST = (".index.json", "config.json")  # renamed after the files that they speak of


def write_atomically(path: Path, data: bytes) -> None:
    """Write one file so that it is there whole or not at all. Its folder is made if need be.

    Raises:
        DestinationError: it cannot be written; what was there before is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".trivet", dir=path.parent)
    except OSError as error:
        raise DestinationError(path, f"cannot write there ({error.strerror})") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise DestinationError(path, _not_written(error)) from error
        raise


def _not_written(error: OSError) -> str:
    return f"cannot write there ({error.strerror or error}); what was there before is untouched"


@contextmanager
def staged(destination: Path, *, stale: Callable[[str], bool] = lambda name: False) -> Iterator[Path]:
    """A folder to write new files into; on leaving without an exception they replace those of `destination`.

    Args:
        stale: says of an old file's name whether the new files make it wrong (an old shard). Such files are gone in
            the step that brings the new ones.

    Raises:
        DestinationError: the destination is a file, or cannot be written; it is as it was.
    """
    destination = destination.resolve()
    if destination.exists() and not destination.is_dir():
        raise DestinationError(destination, "is a file; give a folder")
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        sweep(destination)
        staging, lock = _claim(destination)
    except OSError as error:
        raise DestinationError(destination, f"cannot write there ({error.strerror})") from error
    try:
        yield staging
        _commit(staging, destination, stale)
    except TrivetError:
        raise
    except OSError as error:
        raise DestinationError(destination, _not_written(error)) from error
    finally:
        _release(lock)
        shutil.rmtree(staging, ignore_errors=True)


def sweep(destination: Path) -> None:
    """Remove staging folders of this destination whose process is gone."""
    prefix = _prefix(destination)
    for parent in (destination.parent, destination):
        with suppress(OSError):  # not there, or not readable
            for entry in list(os.scandir(parent)):
                if entry.name.startswith(prefix) and entry.is_dir(follow_symlinks=False):
                    _remove_unless_held(entry.path)


def _remove_unless_held(folder: str) -> None:
    """Remove a staging folder, holding its lock meanwhile so that nobody takes it up."""
    if sys.platform == "win32":
        return  # nothing there says whether its process still lives
    with suppress(OSError, NotImplementedError):  # somebody else has removed it, or there are no locks here
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            _release(lock)


def _prefix(destination: Path) -> str:
    return f".{destination.name}.trivet-staging-"


def _claim(destination: Path) -> tuple[Path, int | None]:
    """A new staging folder, and the lock that the system drops when this process dies."""
    while True:
        folder, lock = _make_staging(destination), None
        try:
            if sys.platform != "win32":
                with suppress(NotImplementedError):  # leftovers are not swept there either
                    lock = _lock(folder)
                    if lock is None:
                        continue
            mode = destination.stat().st_mode & 0o7777 if destination.is_dir() else 0o777 & ~_umask()
            os.chmod(folder, mode | 0o700)
        except FileNotFoundError:
            _release(lock)  # another save swept it before it was locked
            continue
        return folder, lock


def _make_staging(destination: Path) -> Path:
    """Beside the destination, or inside it where the folder around it may not be written."""
    try:
        made = tempfile.mkdtemp(prefix=_prefix(destination), dir=destination.parent)
    except PermissionError:
        if not destination.is_dir():
            raise
        made = tempfile.mkdtemp(prefix=_prefix(destination), dir=destination)
    return Path(made)


def _umask() -> int:
    """The process's umask. Reading it means setting it, so this is done once, at import, before threads are about."""
    return _UMASK


def _read_umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


_UMASK = _read_umask()


def _lock(folder: str | Path) -> int | None:
    """Lock a folder for as long as the handle that is returned is open; None when somebody else has the lock.

    Raises:
        FileNotFoundError: the folder is gone.
        NotImplementedError: its file system has no locks.
    """
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError):
            return None
        raise NotImplementedError from error
    return handle


def _release(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


def _commit(staging: Path, destination: Path, stale: Callable[[str], bool]) -> None:
    fresh = [entry.name for entry in os.scandir(staging)]
    for file in (path for path in staging.iterdir() if path.is_file()):
        _fsync_file(file)
    _fsync_folder(staging)
    for name in fresh:
        if (destination / name).is_dir():
            raise DestinationError(destination, f"has a folder called {name!r}, where a file of that name is to be")
    if not destination.exists() and _renamed(staging, destination):
        pass
    elif _must_stay(destination) or staging.parent == destination:
        _replace_files(staging, destination, fresh, stale)
    else:
        try:
            _link_kept(destination, staging, stale)
            _exchange(staging, destination)
        except OSError:
            # no hard links or no exchange on this file system: the fresh files are still all there
            _replace_files(staging, destination, fresh, stale)
    _fsync_folder(destination.parent)


def _renamed(staging: Path, destination: Path) -> bool:
    """Give the staging folder its final name, unless another save has made a folder of that name meanwhile."""
    try:
        os.rename(staging, destination)
    except OSError:
        if not destination.is_dir():
            raise
        return False
    return True


def _must_stay(folder: Path) -> bool:
    """Whether another folder cannot take this one's place: a mount point, or where this process stands."""
    if os.path.ismount(folder):
        return True
    try:
        return Path.cwd().resolve().is_relative_to(folder)
    except FileNotFoundError:
        return False  # it stands in a folder that has been removed


def _link_kept(old: Path, new: Path, stale: Callable[[str], bool]) -> None:
    """Hard-link into `new` what it does not have of `old`."""
    for entry in list(os.scandir(old)):
        target = new / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_folder and (stale(entry.name) or target.exists()):
            continue
        if entry.is_symlink():
            os.symlink(os.readlink(entry.path), target)
        elif is_folder:
            target.mkdir(exist_ok=True)
            shutil.copystat(entry.path, target)
            _link_kept(Path(entry.path), target, lambda name: False)
        else:
            os.link(entry.path, target)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step.

    Raises:
        OSError: the system cannot.
    """
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, "no atomic exchange on this system")
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, "no atomic exchange in this C library")
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _replace_files(staging: Path, destination: Path, fresh: list[str], stale: Callable[[str], bool]) -> None:
    """Rename the fresh files one by one, those that name others last; then remove what is stale.

    Raises:
        DestinationError: some files could be replaced and others not.
    """
    old = [entry.name for entry in os.scandir(destination) if not entry.is_dir(follow_symlinks=False)]
    for done, name in enumerate(sorted(fresh, key=lambda name: (name.endswith(_LAST), name))):
        try:
            os.replace(staging / name, destination / name)
        except OSError as error:
            if not done:
                raise
            reason = f"only {done} of {len(fresh)} files could be replaced ({error.strerror}); save again"
            raise DestinationError(destination, reason) from error
    for name in old:
        if stale(name) and name not in fresh:
            with suppress(FileNotFoundError):
                os.unlink(destination / name)
    _fsync_folder(destination)


def _fsync_file(path: Path) -> None:
    """Bring what was written to a file, by whomever, to the disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fsync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
