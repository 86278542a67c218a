"""Executes a load plan: mapped bytes become a backend's tensors, in file order; returns the report.

Used by every backend's `from_pretrained` and by `load_into`. Knows no framework: tensors are placed by the backend.
"""

from __future__ import annotations

import logging
import os
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from trivet.formats.file_map import map_of
from trivet.formats.storage import Storage
from trivet.planning.load_plan import LoadPlan, Step
from trivet.planning.refusals import matches_any
from trivet.planning.report import LoadReport
from trivet.progress import Progress, silent
from trivet.tensors.overflow import count_overflow, overflow_warning
from trivet.transfer.gathering import host_tensor, narrows, overflow_of

if TYPE_CHECKING:
    from trivet.backends.protocol import Backend

from trivet.layout import IDENTITY
from trivet.layout.host import HostTensor

logger = logging.getLogger(__name__)

_AHEAD = 128 * 1024 * 1024  # bytes that are prepared in advance: this limit plus at most one tensor


class LazyPlacement(ABC):
    """A placement that reads a parameter's bytes itself: later, or only a part of them."""

    @abstractmethod
    def take(self, step: Step, storage: Storage) -> Any:
        """The parameter, or a placeholder for it."""

    def overflow(self, step: Step, storage: Storage) -> int:
        """How many values the cast makes NaN or infinite, called after `take`; reads all, unless none can be."""
        count = overflow_of(step, storage)
        if narrows(step):
            for source in step.sources:
                storage.release(source)
        return count


class _Ahead:
    """Brings tensors into layout and dtype in advance, a few at once, each in one thread.

    Threads that share a tensor of a few megabytes spend more time waiting for each other than copying. Nothing is
    prepared for a backend that does not call `HostTensor.materialise`, because it moves the bytes on its device. Every
    tensor is read once, whether it is used as stored or was prepared.
    """

    def __init__(self, steps: Sequence[Step], storage: Storage, pool: ThreadPoolExecutor, depth: int) -> None:
        """
        Args:
            steps: the steps of mapped or plainly read tensors, in the order in which they are taken.
            depth: how many tensors to prepare in advance.
        """
        self._storage, self._pool, self._depth = storage, pool, depth
        self._coming = deque(step for step in steps if _moves(step))
        self._hosts: dict[str, HostTensor] = {}
        self._jobs: dict[str, Future[np.ndarray[Any, Any]]] = {}
        self._read: dict[str, int] = {}  # bytes read for the pieces of assembled tensors
        self._is_closed = False

    def host(self, step: Step) -> HostTensor:
        """The tensor of the next step."""
        if step.pieces:
            return self._together(step)
        host = self._hosts.pop(step.target, None)
        if host is None:
            host = host_tensor(step, self._storage, self)
            if self._coming and self._coming[0] is step:
                self._coming.popleft()
        return host

    def take(self, host: HostTensor) -> np.ndarray[Any, Any] | None:
        """The result of a tensor's `materialise` while the load lasts; None afterwards."""
        if self._is_closed:
            return None
        job = self._jobs.pop(host.name, None) or self._pool.submit(replace(host, ahead=None).materialise)
        self._go_on()
        return job.result()

    def close(self) -> None:
        """Stop preparing tensors."""
        self._is_closed = True
        self._hosts.clear()
        self._jobs.clear()
        self._read.clear()

    def _held(self) -> int:
        """Bytes that are prepared and not taken yet."""
        held = (host.array.nbytes for host in self._hosts.values() if map_of(host.array) is None)
        return sum(held) + sum(self._read.values())

    def _together(self, step: Step) -> HostTensor:
        """A tensor that is assembled from pieces, which every backend needs."""
        job = self._jobs.pop(step.target, None)
        if job is None:
            if self._coming and self._coming[0] is step:
                self._coming.popleft()
            job = self._assembling(step)
        self._read.pop(step.target, None)
        self._go_on()
        return HostTensor(step.target, job.result(), IDENTITY, step.dtype)

    def _go_on(self) -> None:
        while self._coming and len(self._jobs) < self._depth and self._held() < _AHEAD:
            self._start(self._coming.popleft())

    def _start(self, step: Step) -> None:
        if step.pieces:
            if not all(map(self._storage.is_mapped, step.sources)):
                self._read[step.target] = step.nbytes
            self._jobs[step.target] = self._assembling(step)
            return
        host = self._hosts[step.target] = host_tensor(step, self._storage, self)
        self._jobs[host.name] = self._pool.submit(replace(host, ahead=None).materialise)

    def _assembling(self, step: Step) -> Future[np.ndarray[Any, Any]]:
        return self._pool.submit(lambda: host_tensor(step, self._storage).array)


def place_all(
    plan: LoadPlan, backend: Backend, *, progress: Progress = silent, overflowed: dict[str, int] | None = None
) -> dict[str, Any]:
    """Place every step's tensor, by the parameters' own names. A few tensors are in flight at a time.

    Args:
        overflowed: receives, by own name, how many values the cast made NaN or infinite; None to skip counting.

    Raises:
        CorruptFileError: a file changed since its header was read.
    """
    storage = Storage()
    total = plan.nbytes
    placed: dict[str, Any] = {}
    workers = min(8, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        ahead = _Ahead([step for step in plan.steps if _is_plain(step)], storage, pool, workers)
        try:
            for step in plan.steps:
                if isinstance(step.placement, LazyPlacement):
                    placed[step.target] = step.placement.take(step, storage)
                    count = 0 if overflowed is None else step.placement.overflow(step, storage)
                else:
                    host = ahead.host(step) if _is_plain(step) else host_tensor(step, storage)
                    # concurrently with the cast, which does not change the stored bytes
                    job = None if overflowed is None else _counting(step, host, storage, pool)
                    placed[step.target] = backend.place(host, step.placement)
                    count = 0 if job is None else job.result()
                    del host  # else its memory would stay until the next one is read
                if overflowed is not None and count:
                    overflowed[step.target] = count
                progress(step.nbytes, total)
            storage.require_unchanged()
        finally:
            ahead.close()
            pool.shutdown(cancel_futures=True)
    return placed


def _is_plain(step: Step) -> bool:
    """Whether a step's bytes are plain in the file and placed at once."""
    is_lazy = isinstance(step.placement, LazyPlacement)
    return not is_lazy and all(source.is_plain for source in (step.sources if step.pieces else (step.source,)))


def _moves(step: Step) -> bool:
    """Whether a step's bytes have to be brought into another layout or dtype."""
    if step.pieces:
        return True
    return step.layout.moves_bytes or step.dtype is not step.source.dtype or step.source.strides is not None


def _counting(step: Step, host: HostTensor, storage: Storage, pool: ThreadPoolExecutor) -> Future[int] | None:
    """A count of the values that the cast makes NaN or infinite, or None if it cannot make any."""
    if not narrows(step):
        return None
    if step.pieces:
        return pool.submit(overflow_of, step, storage)
    return pool.submit(count_overflow, host.array, step.source.dtype, step.dtype)


def execute(
    plan: LoadPlan, model: Any, backend: Backend, *, may_lack: Sequence[str] = (), progress: Progress = silent
) -> LoadReport:
    """Fill a model as planned. The model is changed only after every tensor has been placed.

    Args:
        may_lack: patterns of own names about which no warning is logged, as for `Skeleton`.

    Raises:
        CorruptFileError: a file changed since its header was read; the model is unchanged.
    """
    overflowed: dict[str, int] = {}
    backend.assign(model, place_all(plan, backend, progress=progress, overflowed=overflowed))
    report = replace(LoadReport.of(plan), overflowed=overflowed)
    logged = replace(report, missing=tuple(name for name in report.missing if not matches_any(name, may_lack)))
    if logged.needs_training:
        logger.warning("%s", logged.warning())
    if overflowed:
        logger.warning("%s", overflow_warning(plan.source, overflowed))
    return report
