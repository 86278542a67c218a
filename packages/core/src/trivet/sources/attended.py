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
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
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
        self.given_up = Future[None]()
        self._arrived = 0
        self._stream: Any = None

    def take(self, chunk: bytes, write: Callable[[bytes], Any]) -> None:
        """Hand on what arrived.

        Raises:
            AbandonedError: nobody waits for it; nothing was written, nor will be.
        """
        with self.lock:
            if self.given_up.done():
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
            if not self.given_up.done():
                self.given_up.set_result(None)
        connection = None if self._stream is None else self._stream.get_extra_info("socket")
        if connection is not None:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # it was closed already
                return


class _Group:
    """Exchanges that are given up together."""

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
    """Called by what waits for something else than a server.

    Raises:
        AbandonedError: nobody waits for it any more.
    """
    group = _GROUP.get()
    if group is not None:
        group.go_on()


@contextmanager
def at_once(threads: int) -> Iterator[Callable[..., Future[Any]]]:
    """Threads for work that waits for servers: a function that takes a call and its arguments, as an executor's.

    Where the block ends with an error, or by Ctrl-C, what is under way is given up, not waited for.
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
    """Run work in another thread and wait for it as long as it gets on.

    Args:
        stall: seconds in which a step of what is expected has to arrive.
        whole: seconds after which it is given up in any case.

    Raises:
        TimeoutError: it did not get on; the thread ends as soon as its connection does.
        AbandonedError: other work of the same `at_once` failed.
        and what `work` raises.
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
    ends: list[Future[Any]] = [outcome, exchange.given_up]
    begin = time.monotonic()
    threading.Thread(target=run, name="trivet-exchange", daemon=True).start()
    try:
        while not outcome.done():
            left = min(exchange.advanced + stall, begin + whole) - time.monotonic()
            if left <= 0:
                raise TimeoutError("the server sends too little in too long a time")
            wait(ends, timeout=left, return_when=FIRST_COMPLETED)
            if exchange.given_up.done():
                raise AbandonedError
    except BaseException:
        exchange.abandon()
        raise
    finally:
        if group is not None:
            group.remove(exchange)
    return outcome.result()
