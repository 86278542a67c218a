"""Copies a folder's owner, group, mode, access lists and extended attributes to another folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_ABSENT = {errno.ENOTSUP, errno.ENOSYS, errno.ENODATA}  # the file system has none


def copy_attributes(source: Path, target: Path, *, also_mode: int = 0) -> None:
    """Set the owner, group, mode, access lists and extended attributes of one folder to those of another.

    Args:
        also_mode: bits of the mode that are set in any case.

    Raises:
        OSError: the process has no permission to set one of them.
    """
    wanted, present = source.stat(), target.stat()
    if hasattr(os, "chown") and (wanted.st_uid, wanted.st_gid) != (present.st_uid, present.st_gid):
        uid = wanted.st_uid if wanted.st_uid != present.st_uid else -1  # an owner may change the group alone
        os.chown(target, uid, wanted.st_gid if wanted.st_gid != present.st_gid else -1)
    _copy_extended(source, target)
    mode = wanted.st_mode & 0o7777 | also_mode
    os.chmod(target, mode)
    if target.stat().st_mode & 0o7777 != mode:  # the system drops setgid silently if it is not permitted
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(target))


def _copy_extended(source: Path, target: Path) -> None:
    """Extended attributes; access lists are among them on Linux."""
    if not hasattr(os, "listxattr"):
        return
    wanted, present = _extended(source), _extended(target)
    for name, value in wanted.items():
        if present.get(name) != value:
            os.setxattr(target, name, value)
    for name in present.keys() - wanted.keys():
        os.removexattr(target, name)


def _extended(folder: Path) -> dict[str, bytes]:
    try:
        return {name: os.getxattr(folder, name) for name in os.listxattr(folder)}
    except OSError as error:
        if error.errno in _ABSENT:
            return {}
        raise
