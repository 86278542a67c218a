"""Downloads a whole file with retries, and computes the checksums that verify it."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from trivet.sources.client import SHARED, Client
from trivet.sources.failures import transport_errors
from trivet.sources.hub_library import http_library
from trivet.sources.redirects import RefusedAnswerError
from trivet.sources.transport import receive

T = TypeVar("T")

_CHUNK = 4 * 1024 * 1024  # bytes hashed at once
_LONGEST_REQUEST = 32 * 2**30  # bytes: content delivery networks limit the length of one answer
_TRIES = 5  # without progress in between
_STEP = 256 * 1024  # bytes
_PAUSE = 1.0  # seconds before an interrupted download resumes
_LONGEST_WAIT = 20.0  # seconds of a server's Retry-After that are obeyed


def fetch_whole(
    url: str,
    size: int,
    file: BinaryIO,
    show: Callable[[int], Any],
    *,
    client: Client = SHARED,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Fetch a file of a stated size, resuming after connection failures. Never writes more than that size.

    Args:
        file: positioned at the end of the bytes that it already has; if it is complete, nothing is requested.
        show: called with the bytes of each chunk, for a progress bar.
        client: sends the requests.

    Raises:
        TransportError: of the HTTP library: the connection failed repeatedly.
        Also as for `receive`.
    """

    def write(chunk: bytes) -> None:
        file.write(chunk)
        show(len(chunk))

    tries, best, longest = 0, file.tell(), _LONGEST_REQUEST
    while not size or file.tell() < size:
        start = file.tell()
        pause: float | None = 0.0
        failure: Exception | None = None
        try:
            stop = min(size, start + longest)
            ranged = start > 0 or stop < size
            if not receive(url, start, stop, write, total=size, client=client, ranged=ranged, headers=headers):
                file.seek(0)  # the server does not support ranges: it sends the whole file
                show(-start)
                longest = size
        except _failures() as error:
            failure, pause = error, wait_after(error)
        if file.tell() == size and (size or failure is None):
            return
        tries += 1
        if file.tell() >= best + _STEP:
            tries, best, longest = 0, file.tell(), _LONGEST_REQUEST
        if tries == _TRIES or pause is None:
            raise failure or RefusedAnswerError("it sends neither the whole file nor the rest of it")
        if failure is not None:
            time.sleep(max(pause, _PAUSE))


def patiently(call: Callable[[], T], *, tries: int = 3, if_slow: bool = True) -> T:
    """Retry a call after server errors and connection failures; the last failure is raised.

    Args:
        if_slow: whether to retry after timeouts as well.
    """
    slow = http_library().TimeoutException
    for left in reversed(range(tries)):
        try:
            return call()
        except _failures() as error:
            pause = wait_after(error)
            if pause is None or not left or (isinstance(error, slow) and not if_slow):
                raise
            time.sleep(max(pause, 0.2 * (tries - left)))
    raise AssertionError("unreachable: the last attempt returns or raises")


def wait_after(error: Exception) -> float | None:
    """Seconds until a retry is sensible; None if the answer would be the same."""
    response = getattr(error, "response", None)
    if response is None:
        return 0.0
    if response.status_code == 429:
        stated = response.headers.get("Retry-After", "")
        return min(float(stated), _LONGEST_WAIT) if stated.isdecimal() and len(stated) < 9 else 1.0
    return 0.0 if response.status_code >= 500 else None


def _failures() -> tuple[type[Exception], ...]:
    from huggingface_hub.errors import HfHubHTTPError

    return (HfHubHTTPError, *transport_errors())


def sum_of(path: Path, *, is_large: bool) -> str:
    """sha256 of a large file; of a small one its git blob hash."""
    with path.open("rb") as file:
        return sum_in(file, is_large=is_large)


def sum_in(file: BinaryIO, *, is_large: bool) -> str:
    """As `sum_of`, for an open file from its start."""
    git = f"blob {file.seek(0, os.SEEK_END)}\0".encode()
    digest = hashlib.sha256() if is_large else hashlib.sha1(git, usedforsecurity=False)
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
