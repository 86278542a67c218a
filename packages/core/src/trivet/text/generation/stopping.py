"""When a search stops before every text has ended by itself: at the longest length, after a time, or as callers say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

Criterion = Callable[[Any, Any], Any]
"""Takes ids [rows, length] and the scores so far; whether to stop: one truth value, or one for each row."""


class Stop:
    """Which texts have to stop.

    Args:
        max_length: in tokens, the prompt included.
        max_time: in seconds, from now.
        criteria: the caller's own; any one of them stops a text.
        read: makes what one of them says, of these ids, a truth value or an array of them that `|` joins.
    """

    def __init__(
        self, max_length: int, max_time: float | None, criteria: Sequence[Criterion], read: Callable[[Any, Any], Any]
    ) -> None:
        self.max_length, self.criteria, self.read = max_length, tuple(criteria), read
        self.until = None if max_time is None else monotonic() + max_time

    def __call__(self, ids: Any, scores: Any) -> Any:
        """For ids [rows, length]: one truth value for all, or [rows]."""
        return True if ids.shape[1] >= self.max_length or self.is_late() else self.asked(ids, scores)

    def is_late(self) -> bool:
        """Whether the time is over."""
        return self.until is not None and monotonic() > self.until

    def asked(self, ids: Any, scores: Any) -> Any:
        """What the caller's criteria say: one truth value for all, or [rows]."""
        stop: Any = False
        for each in self.criteria:
            stop = stop | self.read(each(ids, scores), ids)
        return stop

    def all(self, ids: Any, scores: Any) -> bool:
        """Whether no text goes on."""
        stop = self(ids, scores)
        return stop if isinstance(stop, bool) else bool(stop.all())
