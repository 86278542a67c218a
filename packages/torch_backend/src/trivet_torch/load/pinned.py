"""Bytes from a file's map to an accelerator by way of a few pinned buffers: reading and copying at the same time.

A copy from ordinary memory makes the driver stage it and the caller wait. From a pinned buffer the device fetches by
itself, while the next piece of the file is read into another buffer. What is pinned is bounded, however large a model.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, Protocol

import torch

BUFFERS = 3  # one is read into, one is copied from, one is between the two
BUFFER_NBYTES = 32 * 1024 * 1024  # a device's link is as fast with these as with larger ones


class Mark(Protocol):
    """A point in a device's work, such as `torch.cuda.Event`."""

    def record(self) -> Any:
        """Set it behind all that was asked of the device so far."""
        ...

    def synchronize(self) -> Any:
        """Wait until the device has come to it."""
        ...


class PinnedRing:
    """Buffers that are filled in turn, each again only when the device has fetched what was in it."""

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
            device: where the bytes go.
            buffers: uint8 [any], on the host; pinned, or a copy waits for the device.
            mark: makes a mark in the work of `stream`.
            stream: of the device, for the copies; None is the current one.
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
        """A copy of a contiguous tensor on the device. What runs there next finds it whole.

        Args:
            host: on the CPU. It may be let go of at once.
        """
        sent = torch.empty_like(host, device=self.device)
        source, target = host.reshape(-1).view(torch.uint8), sent.reshape(-1).view(torch.uint8)
        if self._stream is not None:
            self._stream.wait_stream(torch.cuda.current_stream(self.device))  # what used this memory before is done
        with self._lock, self._on_stream():
            start = 0
            while start < source.numel():
                start += self._send_piece(source[start:], target[start:])
        if self._stream is not None:
            torch.cuda.current_stream(self.device).wait_stream(self._stream)
        return sent

    def _send_piece(self, source: torch.Tensor, target: torch.Tensor) -> int:
        """Send what the next buffer holds of the bytes; returns how many."""
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
    """How one model's bytes get to each device: by a ring where there are pinned buffers, else as PyTorch does it.

    A ring is made when it is first used, and lasts as long as what uses it: a load, or the weights that are offloaded.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def __missing__(self, device: torch.device) -> torch.device | PinnedRing:
        with self._lock:
            if device not in self:
                self[device] = PinnedRing.on(device) if device.type == "cuda" else device
            return self[device]
