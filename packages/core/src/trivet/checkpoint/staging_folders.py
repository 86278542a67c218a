"""Staging folders: created beside the folder to be replaced, locked while their process lives, removed afterwards."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trivet.checkpoint.folder_attributes import copy_attributes

REPLACING = ".trivet-replacing"  # marker in a folder whose files are being replaced one by one


def sweep(destination: Path) -> None:
    """Remove the staging folders of this destination whose process no longer runs."""
    prefix = _prefix(destination)
    for parent in (destination.parent, destination):
        with suppress(OSError):  # missing or not readable
            for entry in list(os.scandir(parent)):
                if entry.name.startswith(prefix) and entry.is_dir(follow_symlinks=False):
                    _remove_unless_held(entry.path)


def is_in_use(destination: Path) -> bool:
    """Whether a process is saving into a folder, or was killed while it did."""
    destination = destination.resolve()
    for parent in (destination.parent, destination):
        with suppress(OSError), os.scandir(parent) as entries:  # missing or not readable
            if any(entry.name.startswith(_prefix(destination)) for entry in entries):
                return True
    return False


def is_part_new(folder: Path) -> bool:
    """Whether a process is replacing the folder's files one by one, or was stopped while it did."""
    return os.path.lexists(folder / REPLACING)


@contextmanager
def part_new(folder: Path) -> Iterator[None]:
    """Mark a folder as partly new until the block ends without an exception. One process at a time holds the marker.

    Raises:
        OSError: the folder is not writable.
    """
    handle = _mark(folder / REPLACING)
    try:
        yield
        if sys.platform != "win32":  # while the lock is held, so that no other process's marker is removed
            os.unlink(folder / REPLACING)
    finally:
        os.close(handle)
    if sys.platform == "win32":
        os.unlink(folder / REPLACING)


def _mark(marker: Path) -> int:
    while True:
        handle = os.open(marker, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            _wait_for(handle)
            if os.path.samestat(os.fstat(handle), os.stat(marker)):
                return handle
        except FileNotFoundError:
            pass  # the process that held it has removed it
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _wait_for(handle: int) -> None:
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):  # the file system has no locks
            fcntl.flock(handle, fcntl.LOCK_EX)


def _remove_unless_held(folder: str) -> None:
    """Remove a staging folder while holding its lock, so that no other process uses it."""
    if sys.platform == "win32":
        return  # there is no way to see whether its process still runs
    with suppress(OSError, NotImplementedError):  # another process has removed it, or there are no locks
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            release(lock)


def _prefix(destination: Path) -> str:
    return f".{destination.name}.trivet-staging-"


def claim(destination: Path) -> tuple[Path, int | None]:
    """A new staging folder, and its lock, which the system releases when this process ends."""
    while True:
        folder, lock = _make_staging(destination), None
        try:
            if sys.platform != "win32":
                with suppress(NotImplementedError):  # without locks, leftovers are not swept either
                    lock = _lock(folder)
                    if lock is None:
                        continue
        except FileNotFoundError:
            release(lock)  # another save swept it before it was locked
            continue
        return folder, lock


def _make_staging(destination: Path) -> Path:
    """A folder beside the destination, with its attributes; or inside it if they cannot be set, to inherit them."""
    if not destination.is_dir():
        return _make(destination.parent, destination, 0o777)
    if os.path.ismount(destination):  # a folder beside it is on another file system
        return _make(destination, destination, 0o700)
    try:
        beside = _make(destination.parent, destination, 0o700)
    except PermissionError:
        return _make(destination, destination, 0o700)
    try:
        copy_attributes(destination, beside, also_mode=0o700)
    except FileNotFoundError:
        pass  # another save swept it before it was locked; locking it will fail
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        return _make(destination, destination, 0o700)
    return beside


def _make(parent: Path, destination: Path, mode: int) -> Path:
    """A new folder, with the mode of any new folder there: from umask, setgid and access lists of the parent."""
    folder = parent / f"{_prefix(destination)}{secrets.token_hex(8)}"
    folder.mkdir(mode)
    return folder


def _lock(folder: str | Path) -> int | None:
    """Lock a folder for as long as the returned handle is open; None if another process has the lock.

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
    try:
        same = os.path.samestat(os.fstat(handle), os.stat(folder))
    except FileNotFoundError:
        same = False
    if not same:  # another save swept it between the opening and the locking
        os.close(handle)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    return handle


def release(lock: int | None) -> None:
    """Release a lock, if there is one."""
    if lock is not None:
        os.close(lock)
