"""Work that waits for a server runs in a thread of its own, which can be abandoned.

Timeouts of an HTTP library apply to one read of a socket. A server that sends one byte in every such interval, or
endless headers, never triggers them. Here the amount that arrives per time is watched.
"""

from __future__ import annotations

import contextvars
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

STALL = 60.0  # seconds in which at least one step has to arrive
_STEP = 16 * 1024  # bytes: 270 bytes per second are less than any connection over which models are fetched


class AbandonedError(Exception):
    """The work was abandoned."""


class Exchange:
    """The state that the working thread and the waiting thread share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.advanced = time.monotonic()
        self.abandoned = Future[None]()
        self._arrived = 0
        self._stream: Any = None

    def take(self, chunk: bytes, write: Callable[[bytes], Any]) -> None:
        """Pass on a chunk that arrived.

        Raises:
            AbandonedError: the work was abandoned; nothing is written any more.
        """
        with self.lock:
            if self.abandoned.done():
                raise AbandonedError
            write(chunk)
            self._arrived += len(chunk)
            if self._arrived >= _STEP:
                self._arrived, self.advanced = 0, time.monotonic()

    def connected(self, stream: Any) -> None:
        """Register the HTTP library's network stream from which the work reads."""
        self._stream = stream

    def abandon(self) -> None:
        """End the work: shut down its connection, so that a pending read returns."""
        with self.lock:
            if not self.abandoned.done():
                self.abandoned.set_result(None)
        connection = None if self._stream is None else self._stream.get_extra_info("socket")
        if connection is not None:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # already closed
                return


class _Group:
    """Exchanges that are abandoned together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: set[Exchange] = set()
        self._is_abandoned = False

    def add(self, exchange: Exchange) -> None:
        with self._lock:
            self.go_on()
            self._under_way.add(exchange)

    def remove(self, exchange: Exchange) -> None:
        with self._lock:
            self._under_way.discard(exchange)

    def go_on(self) -> None:
        if self._is_abandoned:
            raise AbandonedError

    def abandon(self) -> None:
        with self._lock:
            self._is_abandoned = True
            under_way = list(self._under_way)
        for exchange in under_way:
            exchange.abandon()


_GROUP: ContextVar[_Group | None] = ContextVar("trivet_exchanges", default=None)


def go_on() -> None:
    """Check for abandonment, in code that waits for something other than a server.

    Raises:
        AbandonedError: the work was abandoned.
    """
    group = _GROUP.get()
    if group is not None:
        group.go_on()


@contextmanager
def at_once(threads: int) -> Iterator[Callable[..., Future[Any]]]:
    """Threads for work that waits for servers: yields a function like an executor's `submit`.

    If the block ends with an error or by Ctrl-C, running work is abandoned, not awaited.
    """
    group = _Group()
    token = _GROUP.set(group)
    try:
        with ThreadPoolExecutor(threads) as pool:
            try:
                yield lambda call, *arguments: pool.submit(contextvars.copy_context().run, call, *arguments)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                group.abandon()
                raise
    finally:
        _GROUP.reset(token)


def attended(work: Callable[[Exchange], T], *, stall: float = STALL, whole: float = math.inf) -> T:
    """Run work in another thread and wait for it as long as it progresses.

    Args:
        stall: seconds within which the next step has to arrive.
        whole: seconds after which the work is abandoned in any case.

    Raises:
        TimeoutError: the work made no progress; its thread ends as soon as its connection does.
        AbandonedError: other work of the same `at_once` failed.
        Also what `work` raises.
    """
    exchange, outcome = Exchange(), Future[T]()
    context = contextvars.copy_context()

    def run() -> None:
        try:
            outcome.set_result(context.run(work, exchange))
        except BaseException as error:
            outcome.set_exception(error)

    group = _GROUP.get()
    if group is not None:
        group.add(exchange)
    ends: list[Future[Any]] = [outcome, exchange.abandoned]
    begin = time.monotonic()
    threading.Thread(target=run, name="trivet-exchange", daemon=True).start()
    try:
        while not outcome.done():
            left = min(exchange.advanced + stall, begin + whole) - time.monotonic()
            if left <= 0:
                raise TimeoutError("the server sends too slowly")
            wait(ends, timeout=left, return_when=FIRST_COMPLETED)
            if exchange.abandoned.done():
                raise AbandonedError
    except BaseException:
        exchange.abandon()
        raise
    finally:
        if group is not None:
            group.remove(exchange)
    return outcome.result()
