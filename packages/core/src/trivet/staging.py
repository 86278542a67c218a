"""Replacing a folder's files as one step: whatever happens, the folder holds all of the old files or all of the new.

New files are written into a sibling folder, fsynced, joined by hard links to the old files that stay, and the two
folders change places in one system call. Where the system has no such call, the files are renamed one by one, weights
before the index that names them. What a killed process left behind is removed by the next save to the same place.
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
    """Write one file so that it is there whole or not at all.

    Raises:
        DestinationError: the folder cannot be written.
    """
    try:
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
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


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
        staging = _make_staging(destination)
    except OSError as error:
        raise DestinationError(destination, f"cannot write there ({error.strerror})") from error
    try:
        with _held(staging):
            yield staging
            _commit(staging, destination, stale)
    except TrivetError:
        raise
    except OSError as error:
        reason = f"cannot write there ({error.strerror or error}); what was there before is untouched"
        raise DestinationError(destination, reason) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def sweep(destination: Path) -> None:
    """Remove staging folders of this destination whose process is gone."""
    for parent in (destination.parent, destination):
        for left in parent.glob(f"{_prefix(destination)}*") if parent.is_dir() else ():
            if left.is_dir() and not left.is_symlink() and not _is_held(left):
                shutil.rmtree(left, ignore_errors=True)


def _prefix(destination: Path) -> str:
    return f".{destination.name}.trivet-staging-"


def _make_staging(destination: Path) -> Path:
    """Beside the destination, or inside it where the folder around it may not be written."""
    try:
        made = tempfile.mkdtemp(prefix=_prefix(destination), dir=destination.parent)
    except PermissionError:
        if not destination.is_dir():
            raise
        made = tempfile.mkdtemp(prefix=_prefix(destination), dir=destination)
    mode = destination.stat().st_mode & 0o7777 if destination.is_dir() else 0o777 & ~_umask()
    os.chmod(made, mode | 0o700)
    return Path(made)


def _umask() -> int:
    """The process's umask. Reading it means setting it, so this is done once, at import, before threads are about."""
    return _UMASK


def _read_umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


_UMASK = _read_umask()


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a lock that the system drops when the process dies, so that others know the folder is in use."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _is_held(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _commit(staging: Path, destination: Path, stale: Callable[[str], bool]) -> None:
    _fsync_folder(staging)
    fresh = [entry.name for entry in os.scandir(staging)]
    if not destination.exists():
        os.rename(staging, destination)
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


def _must_stay(folder: Path) -> bool:
    """Whether another folder cannot take this one's place: a mount point, or where somebody stands."""
    return os.path.ismount(folder) or folder == Path.cwd().resolve()


def _link_kept(old: Path, new: Path, stale: Callable[[str], bool]) -> None:
    """Hard-link into `new` what it does not have of `old`."""
    for entry in os.scandir(old):
        target = new / entry.name
        if stale(entry.name) or (target.exists() and not entry.is_dir(follow_symlinks=False)):
            continue
        if entry.is_symlink():
            os.symlink(os.readlink(entry.path), target)
        elif entry.is_dir():
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
    """Rename the fresh files one by one, those that name others last; then remove what is stale."""
    old = [entry.name for entry in os.scandir(destination)]
    for name in sorted(fresh, key=lambda name: (name.endswith(_LAST), name)):
        os.replace(staging / name, destination / name)
    for name in old:
        if stale(name) and name not in fresh:
            with suppress(FileNotFoundError):
                os.unlink(destination / name)
    _fsync_folder(destination)


def _fsync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
