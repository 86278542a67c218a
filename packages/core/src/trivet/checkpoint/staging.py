"""Replaces a folder's files in one step: whatever happens, the folder holds either all old files or all new ones.

New files are written into a sibling folder and fsynced, the old files that stay are hard-linked into it, and the two
folders are exchanged by one system call. The sibling first gets the owner, group, mode, access lists and extended
attributes of the folder, so that new files inherit the same ones. If that is impossible (no such system call, no hard
links, a mount point, the working folder of this process, an owner that cannot be set), the files are renamed one by
one, weights before the index that names them. A marker file shows this; a crash between two renames leaves it there,
and loads then refuse the folder until it is saved again, since it may mix old and new files. The next save there
removes what a killed process left.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from trivet.checkpoint.folder_attributes import copy_attributes
from trivet.checkpoint.staging_folders import REPLACING, claim, part_new, release, sweep
from trivet.errors import DestinationError, TrivetError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_DEVICE = {errno.ENOSPC, errno.EIO, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LAST = (".index.json", "config.json")  # renamed after the files that they refer to


def write_atomically(path: Path, data: bytes) -> None:
    """Write one file so that it appears complete or not at all. Its folder is created if necessary.

    Raises:
        DestinationError: it cannot be written; what was there before is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.trivet")
        file = temporary.open("xb")  # with the mode of any new file there, from umask and access lists
    except (OSError, ValueError) as error:
        raise DestinationError(path, f"cannot write there ({getattr(error, 'strerror', error)})") from error
    try:
        with file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise DestinationError(path, _not_written(error)) from error
        raise


def _not_written(error: OSError) -> str:
    return f"cannot write there ({error.strerror or error}); what was there before is untouched"


def _never(name: str) -> bool:
    return False


@contextmanager
def staged(
    destination: Path, *, stale: Callable[[str], bool] = _never, stale_folder: Callable[[str], bool] = _never
) -> Iterator[Path]:
    """A folder to write new files into; on leaving without an exception they replace those of `destination`.

    Args:
        stale: whether the new files make the old file of that name wrong (an old shard). Such files are removed in the
            same step.
        stale_folder: the same for the name of a folder.

    Raises:
        DestinationError: the destination is a file, or cannot be written; it is unchanged.
    """
    destination = resolved(destination)
    if destination.exists() and not destination.is_dir():
        raise DestinationError(destination, "is a file; give a folder")
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        sweep(destination)
        staging, lock = claim(destination)
    except OSError as error:
        raise DestinationError(destination, f"cannot write there ({error.strerror})") from error
    try:
        yield staging
        _commit(staging, destination, _Stale(stale, stale_folder))
    except TrivetError:
        raise
    except OSError as error:
        raise DestinationError(destination, _not_written(error)) from error
    except RuntimeError as error:
        failure = _device_error(error)
        if failure is None:
            raise
        raise DestinationError(destination, _not_written(failure)) from error
    finally:
        release(lock)
        shutil.rmtree(staging, ignore_errors=True)


def _device_error(error: BaseException) -> OSError | None:
    """The error of a full or broken disk that caused another: torch and h5py raise their own when they close a file."""
    behind: BaseException | None = error
    while behind is not None:
        if isinstance(behind, OSError) and behind.errno in _DEVICE:
            return behind
        behind = behind.__cause__ or behind.__context__
    return None


def resolved(destination: Path) -> Path:
    """The path of a destination, with links resolved.

    Raises:
        DestinationError: it cannot exist: a circular link, or a name that no file system accepts.
    """
    try:
        place = destination.resolve()
        place.exists()  # raises if the name is too long, or if a parent folder must not be entered
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a circular link, before Python 3.13
        reason = error.strerror if isinstance(error, OSError) else error
        raise DestinationError(destination, f"cannot write there ({reason})") from error
    return place


@dataclass(frozen=True, slots=True)
class _Stale:
    """Which old files and old folders the new ones make wrong."""

    file: Callable[[str], bool] = _never
    folder: Callable[[str], bool] = _never


def _commit(staging: Path, destination: Path, stale: _Stale) -> None:
    fresh = [entry.name for entry in os.scandir(staging)]
    for file in (path for path in staging.iterdir() if path.is_file()):
        _fsync_file(file)
    _fsync_folder(staging)
    for name in fresh:
        if (destination / name).is_dir() and not stale.folder(name):
            raise DestinationError(destination, f"has a folder called {name!r}, where a file of that name is needed")
    if not destination.exists() and _rename_to(staging, destination):
        pass
    elif _must_stay(destination) or staging.parent == destination:
        _replace_files(staging, destination, fresh, stale)
    else:
        try:
            _link_kept(destination, staging, _Stale(lambda name: name == REPLACING or stale.file(name), stale.folder))
            copy_attributes(destination, staging)
            _exchange(staging, destination)
        except OSError:
            # This file system has no hard links or no exchange; the fresh files are still all there.
            _replace_files(staging, destination, fresh, stale)
    _fsync_folder(destination.parent)


def _rename_to(staging: Path, destination: Path) -> bool:
    """Rename the staging folder to its final name, unless another save has created a folder of that name meanwhile."""
    try:
        os.rename(staging, destination)
    except OSError:
        if not destination.is_dir():
            raise
        return False
    return True


def _must_stay(folder: Path) -> bool:
    """Whether another folder cannot replace this one: it is a mount point, or holds this process's working folder."""
    if os.path.ismount(folder):
        return True
    try:
        return Path.cwd().resolve().is_relative_to(folder)
    except FileNotFoundError:
        return False  # the working folder has been removed


def _link_kept(old: Path, new: Path, stale: _Stale) -> None:
    """Hard-link the files of `old` that `new` lacks into `new`.

    Raises:
        OSError: the file system has no hard links, or a folder cannot be recreated with its attributes.
    """
    for entry in list(os.scandir(old)):
        target = new / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if stale.folder(entry.name) if is_folder else (stale.file(entry.name) or target.exists()):
            continue
        if entry.is_symlink():
            os.symlink(os.readlink(entry.path), target)
            _keep_owner_of_link(entry, target)
        elif is_folder:
            target.mkdir(exist_ok=True)
            _link_kept(Path(entry.path), target, _Stale())
            copy_attributes(Path(entry.path), target)
            status = entry.stat(follow_symlinks=False)
            os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
        else:
            os.link(entry.path, target)


def _keep_owner_of_link(entry: os.DirEntry[str], target: Path) -> None:
    wanted, present = entry.stat(follow_symlinks=False), target.lstat()
    if hasattr(os, "lchown") and (wanted.st_uid, wanted.st_gid) != (present.st_uid, present.st_gid):
        os.lchown(target, wanted.st_uid, wanted.st_gid)


def _exchange(one: Path, other: Path) -> None:
    """Exchange two folders in one step.

    Raises:
        OSError: the system cannot do that.
    """
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, "no atomic exchange on this system")
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, "no atomic exchange in this C library")
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _replace_files(staging: Path, destination: Path, fresh: list[str], stale: _Stale) -> None:
    """Rename the fresh files one by one, those that refer to others last; then remove stale files.

    The folder has a marker in the meantime, and keeps it if only some files could be replaced: loads then refuse it.

    Raises:
        OSError: nothing could be replaced; the folder is unchanged.
        DestinationError: only some files could be replaced.
    """
    with part_new(destination):
        _fsync_folder(destination)
        failure = _rename_each(staging, destination, fresh, stale)
        _fsync_folder(destination)
    if failure is not None:
        raise failure
    _fsync_folder(destination)


def _rename_each(staging: Path, destination: Path, fresh: list[str], stale: _Stale) -> OSError | None:
    """
    Returns:
        The error that stopped it before any old file was replaced (new files are then removed again), or None.
    """
    entries = {entry.name: entry.is_dir(follow_symlinks=False) for entry in os.scandir(destination)}
    old = [name for name, is_folder in entries.items() if not is_folder and stale.file(name) and name != REPLACING]
    folders = [name for name, is_folder in entries.items() if is_folder and stale.folder(name)]
    aside = staging / f"{secrets.token_hex(8)}"  # removed with the staging folder
    if folders:
        aside.mkdir()
    order = sorted(fresh, key=lambda name: (name.endswith(_LAST), name))
    for done, name in enumerate(order):
        try:
            if name in folders:
                os.replace(destination / name, aside / name)
            os.replace(staging / name, destination / name)
        except OSError as error:
            if not any(each in entries for each in order[:done]) and name not in folders:
                for each in order[:done]:
                    os.unlink(destination / each)
                return error
            reason = f"only {done} of {len(fresh)} files could be replaced ({error.strerror}); save again"
            raise DestinationError(destination, reason) from error
    for name in old:
        if name not in fresh:
            with suppress(FileNotFoundError):
                os.unlink(destination / name)
    for name in folders:
        if name not in fresh:
            os.replace(destination / name, aside / name)
    return None


def _fsync_file(path: Path) -> None:
    """Flush a file to the disk, whoever wrote it."""
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
