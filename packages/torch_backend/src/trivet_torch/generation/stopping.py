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
    """Whether a search has to stop.

    Args:
        max_length: in tokens, the prompt included.
        max_time: in seconds, from now.
        criteria: the caller's own; any one of them stops the search if it holds for all rows.
    """

    def __init__(self, max_length: int, max_time: float | None = None, criteria: Sequence[Criterion] = ()) -> None:
        self.max_length, self.criteria = max_length, tuple(criteria)
        self.until = None if max_time is None else monotonic() + max_time

    def __call__(self, ids: Tensor, scores: Any) -> bool:
        """For ids [rows, length]."""
        if ids.shape[1] >= self.max_length or (self.until is not None and monotonic() > self.until):
            return True
        return any(bool(torch.as_tensor(each(ids, scores)).all()) for each in self.criteria)
