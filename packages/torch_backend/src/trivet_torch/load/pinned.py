"""Copies bytes from a file's map to an accelerator through a few pinned buffers, reading and copying concurrently.

A copy from ordinary memory is staged by the driver, and the caller waits. From a pinned buffer the device reads on its
own, while the next piece of the file is read into another buffer. Pinned memory is bounded for models of any size.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, Protocol

import torch

BUFFERS = 3  # one is filled, one is copied from, one waits
BUFFER_NBYTES = 32 * 1024 * 1024  # larger ones are not faster


class Mark(Protocol):
    """A point in a device's work, such as `torch.cuda.Event`."""

    def record(self) -> Any:
        """Set it after all work submitted so far."""
        ...

    def synchronize(self) -> Any:
        """Wait until the device has reached it."""
        ...


class PinnedRing:
    """Buffers that are filled in turn, each again only after the device has copied its contents."""

    def __init__(
        self,
        device: torch.device,
        buffers: Sequence[torch.Tensor],
        *,
        mark: Callable[[], Mark],
        stream: Any | None = None,
    ) -> None:
        """
        Args:
            device: the destination.
            buffers: uint8 [any], on the host; pinned, or a copy waits for the device.
            mark: creates a mark in the work of `stream`.
            stream: the device's stream for the copies; None means the current one.
        """
        self.device, self._buffers, self._stream = device, list(buffers), stream
        self._mark = mark
        self._marks: list[Mark | None] = [None] * len(self._buffers)
        self._next = 0
        self._lock = threading.Lock()

    @classmethod
    def on(cls, device: torch.device) -> PinnedRing:
        """A ring for a CUDA device."""
        buffers = [torch.empty(BUFFER_NBYTES, dtype=torch.uint8, pin_memory=True) for _ in range(BUFFERS)]
        stream = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]
        return cls(device, buffers, mark=torch.cuda.Event, stream=stream)

    def send(self, host: torch.Tensor) -> torch.Tensor:
        """A copy of a contiguous tensor on the device. Later work there sees it complete.

        Args:
            host: a tensor on the CPU, which may be released at once.
        """
        sent = torch.empty_like(host, device=self.device)
        source, target = host.reshape(-1).view(torch.uint8), sent.reshape(-1).view(torch.uint8)
        if self._stream is not None:
            self._stream.wait_stream(torch.cuda.current_stream(self.device))  # earlier uses of this memory are finished
        with self._lock, self._on_stream():
            start = 0
            while start < source.numel():
                start += self._send_piece(source[start:], target[start:])
        if self._stream is not None:
            torch.cuda.current_stream(self.device).wait_stream(self._stream)
        return sent

    def _send_piece(self, source: torch.Tensor, target: torch.Tensor) -> int:
        """Send as many of the bytes as the next buffer holds; returns how many."""
        index = self._next
        self._next = (index + 1) % len(self._buffers)
        before = self._marks[index]
        if before is not None:
            before.synchronize()
        nbytes = min(source.numel(), self._buffers[index].numel())
        piece = self._buffers[index][:nbytes].copy_(source[:nbytes])
        target[:nbytes].copy_(piece, non_blocking=True)
        mark = self._marks[index] = self._mark()
        mark.record()
        return nbytes

    def _on_stream(self) -> Any:
        return nullcontext() if self._stream is None else torch.cuda.stream(self._stream)


class Ways(dict[torch.device, "torch.device | PinnedRing"]):
    """How one model's bytes are copied to each device: by a ring if there are pinned buffers, else by PyTorch.

    A ring is created on first use, and lives as long as its user: a load, or offloaded weights.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def __missing__(self, device: torch.device) -> torch.device | PinnedRing:
        with self._lock:
            if device not in self:
                self[device] = PinnedRing.on(device) if device.type == "cuda" else device
            return self[device]
