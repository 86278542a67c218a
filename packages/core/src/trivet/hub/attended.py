"""Work that waits for a server, watched from outside: it runs in a thread of its own, which can be given up.

Timeouts of an HTTP library hold for one read of a socket. A server that sends one byte in every such interval, or
headers without end, never meets them. What is watched here is how much arrives in how long.
"""

from __future__ import annotations

import contextvars
import math
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any, TypeVar

T = TypeVar("T")

STALL = 60.0  # seconds in which at least one step has to arrive
_STEP = 16 * 1024  # bytes: 270 bytes per second are less than any line that a model would be fetched over


class AbandonedError(Exception):
    """Nobody waits for this work any more."""


class Exchange:
    """What the thread that works and the one that waits for it share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.advanced = time.monotonic()
        self._arrived = 0
        self._abandoned = False
        self._stream: Any = None

    def take(self, chunk: bytes, write: Callable[[bytes], Any]) -> None:
        """Hand on what arrived.

        Raises:
            AbandonedError: nobody waits for it; nothing was written, nor will be.
        """
        with self.lock:
            if self._abandoned:
                raise AbandonedError
            write(chunk)
            self._arrived += len(chunk)
            if self._arrived >= _STEP:
                self._arrived, self.advanced = 0, time.monotonic()

    def connected(self, stream: Any) -> None:
        """The network stream that the work reads from, as the HTTP library has it."""
        self._stream = stream

    def abandon(self) -> None:
        """End the work: its connection is shut down, so that a read that is under way returns."""
        with self.lock:
            self._abandoned = True
        connection = None if self._stream is None else self._stream.get_extra_info("socket")
        if connection is not None:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # it was closed already
                return


def attended(work: Callable[[Exchange], T], *, stall: float = STALL, whole: float = math.inf) -> T:
    """Run work in another thread and wait for it as long as it gets on.

    Args:
        stall: seconds in which a step of what is expected has to arrive.
        whole: seconds after which it is given up in any case.

    Raises:
        TimeoutError: it did not get on; the thread ends as soon as its connection does.
        and what `work` raises.
    """
    exchange, outcome = Exchange(), Future[T]()
    context = contextvars.copy_context()

    def run() -> None:
        try:
            outcome.set_result(context.run(work, exchange))
        except BaseException as error:
            outcome.set_exception(error)

    begin = time.monotonic()
    threading.Thread(target=run, name="trivet-exchange", daemon=True).start()
    try:
        while not outcome.done():
            left = min(exchange.advanced + stall, begin + whole) - time.monotonic()
            if left <= 0:
                raise TimeoutError("the server sends too little in too long a time")
            wait([outcome], timeout=left)
    except BaseException:
        exchange.abandon()
        raise
    return outcome.result()
