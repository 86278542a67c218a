"""Stops a search before every text has ended: at the maximal length, after a time, or by a caller's criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

Criterion = Callable[[Any, Any], Any]
"""Takes ids [rows, length] and the scores so far; returns whether to stop: one boolean, or one for each row."""


class Stop:
    """Which texts must stop.

    Args:
        max_length: in tokens, including the prompt.
        max_time: in seconds, from now.
        criteria: the caller's own; any one of them stops a text.
        read: (result of a criterion, ids) → a boolean, or an array of booleans that supports `|`.
    """

    def __init__(
        self, max_length: int, max_time: float | None, criteria: Sequence[Criterion], read: Callable[[Any, Any], Any]
    ) -> None:
        self.max_length, self.criteria, self.read = max_length, tuple(criteria), read
        self.until = None if max_time is None else monotonic() + max_time

    def __call__(self, ids: Any, scores: Any) -> Any:
        """For ids [rows, length]: one boolean for all, or [rows]."""
        return True if ids.shape[1] >= self.max_length or self.is_late() else self.asked(ids, scores)

    def is_late(self) -> bool:
        """Whether the time is over."""
        return self.until is not None and monotonic() > self.until

    def asked(self, ids: Any, scores: Any) -> Any:
        """The result of the caller's criteria: one boolean for all, or [rows]."""
        stop: Any = False
        for each in self.criteria:
            stop = stop | self.read(each(ids, scores), ids)
        return stop

    def all(self, ids: Any, scores: Any) -> bool:
        """Whether no text continues."""
        stop = self(ids, scores)
        return stop if isinstance(stop, bool) else bool(stop.all())
