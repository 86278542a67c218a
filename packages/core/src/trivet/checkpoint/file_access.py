"""What the operating system says against reading a file or folder, as an error of trivet."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from trivet.errors import TrivetError, UnreadableSourceError

# of a file that is looked at; others are of disks that are full, connections, processes
_ACCESS = {
    getattr(errno, name, None) for name in ("EACCES", "EPERM", "EIO", "ELOOP", "ENAMETOOLONG", "ENXIO", "ESTALE")
}


@contextmanager
def readable() -> Iterator[None]:
    """Turn what the system says of a file that is read into an error of trivet. Also a decorator.

    Raises:
        UnreadableSourceError: a file or folder may not be read, or the device fails.
    """
    try:
        yield
    except TrivetError:
        raise
    except OSError as error:
        if error.filename is None or error.errno not in _ACCESS:
            raise
        raise UnreadableSourceError(error.filename, error.errno, error.strerror) from error
