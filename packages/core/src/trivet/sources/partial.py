"""What was fetched of a file until the connection, or the process, broke off: kept under a name, and gone on with.

Bytes are written where they belong in the file, never at its end, and a file is never cut. So where locks do not hold,
as on some network file systems, two processes that fetch the same file write the same bytes to the same places.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO


def bytes_in(path: Path) -> int:
    """How much there is of a file."""
    try:
        about = path.lstat()
    except OSError:
        return 0
    return about.st_size if stat.S_ISREG(about.st_mode) else 0


def open_partial(path: Path, size: int) -> BinaryIO:
    """A file to fetch into, at the end of what it has; made where there is none that can be gone on with.

    Links, and files that have another name too, are replaced, so that nothing is written through them.

    Args:
        path: in a folder that exists and may be written.
        size: bytes that the whole file has; one that is longer is replaced.
    """
    while True:
        try:
            about = path.lstat()
            if stat.S_ISREG(about.st_mode) and about.st_nlink <= 1 and about.st_size <= size:
                try:
                    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
                    file = os.fdopen(os.open(path, flags), "r+b")
                except PermissionError:  # begun by another user of the cache
                    path.unlink(missing_ok=True)
                    continue
                file.seek(0, os.SEEK_END)
                return file
            path.unlink(missing_ok=True)
        except FileNotFoundError:
            try:
                return path.open("x+b")
            except FileExistsError:  # another process was faster, and the lock did not hold
                continue
