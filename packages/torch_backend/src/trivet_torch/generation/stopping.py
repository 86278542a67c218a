"""When a search stops before every text has ended by itself: at the longest length, after a time, or as callers say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import torch

Tensor = torch.Tensor
Criterion = Callable[[Tensor, Any], Any]
"""Takes ids [rows, length] and the scores so far; whether to stop: one truth value, or one for each row."""


class Stop:
    """Which texts have to stop.

    Args:
        max_length: in tokens, the prompt included.
        max_time: in seconds, from now.
        criteria: the caller's own; any one of them stops a text.
    """

    def __init__(self, max_length: int, max_time: float | None = None, criteria: Sequence[Criterion] = ()) -> None:
        self.max_length, self.criteria = max_length, tuple(criteria)
        self.until = None if max_time is None else monotonic() + max_time

    def __call__(self, ids: Tensor, scores: Any) -> Tensor | bool:
        """For ids [rows, length]: one truth value for all, or [rows]."""
        if ids.shape[1] >= self.max_length or (self.until is not None and monotonic() > self.until):
            return True
        found: Tensor | bool = False
        for each in self.criteria:
            told = each(ids, scores)
            found = found | (torch.as_tensor(told, device=ids.device) if not isinstance(told, bool) else told)
        return found

    def all(self, ids: Tensor, scores: Any) -> bool:
        """Whether no text goes on."""
        found = self(ids, scores)
        return found if isinstance(found, bool) else bool(found.all())
