"""Partial downloads: the bytes of a file that an interrupted connection or process has fetched, kept for resuming.

Bytes are written at their offset in the file, never appended, and a file is never truncated. So if locks do not work,
as on some network file systems, two processes that fetch the same file write the same bytes to the same offsets.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO


def bytes_in(path: Path) -> int:
    """Size of a file in bytes; 0 if it does not exist."""
    try:
        about = path.lstat()
    except OSError:
        return 0
    return about.st_size if stat.S_ISREG(about.st_mode) else 0


def open_partial(path: Path, size: int) -> BinaryIO:
    """Open a file to fetch into, positioned at its end; created if there is no file that can be resumed.

    Links, and files with several names, are replaced, so that nothing is written through them.

    Args:
        path: in an existing, writable folder.
        size: bytes of the complete file; a longer file is replaced.
    """
    while True:
        try:
            about = path.lstat()
            if stat.S_ISREG(about.st_mode) and about.st_nlink <= 1 and about.st_size <= size:
                try:
                    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
                    file = os.fdopen(os.open(path, flags), "r+b")
                except PermissionError:  # created by another user of the cache
                    path.unlink(missing_ok=True)
                    continue
                file.seek(0, os.SEEK_END)
                return file
            path.unlink(missing_ok=True)
        except FileNotFoundError:
            try:
                return path.open("x+b")
            except FileExistsError:  # another process was faster, if locks do not work
                continue
