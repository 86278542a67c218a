"""Turns errors of the operating system, when a file or folder cannot be read, into errors of trivet."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from trivet.errors import TrivetError, UnreadableSourceError

# Errors of reading a file; the others belong to full disks, connections and processes.
_ACCESS = {
    getattr(errno, name, None) for name in ("EACCES", "EPERM", "EIO", "ELOOP", "ENAMETOOLONG", "ENXIO", "ESTALE")
}


@contextmanager
def readable() -> Iterator[None]:
    """Turn the system's errors of reading into errors of trivet. Can also be used as a decorator.

    Raises:
        UnreadableSourceError: a file or folder must not be read, or the device fails.
    """
    try:
        yield
    except TrivetError:
        raise
    except OSError as error:
        if error.filename is None or error.errno not in _ACCESS:
            raise
        raise UnreadableSourceError(error.filename, error.errno, error.strerror) from error
