"""When a search stops before every text has ended by itself: at the longest length, after a time, or as callers say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import numpy as np

from trivet_tf.framework import tf

Criterion = Callable[[tf.Tensor, Any], Any]
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

    def __call__(self, ids: tf.Tensor, scores: Any) -> tf.Tensor:
        """For ids [rows, length], booleans [rows]."""
        found = np.zeros(ids.shape[0], bool)
        if ids.shape[1] >= self.max_length or (self.until is not None and monotonic() > self.until):
            found[:] = True
        for each in self.criteria:
            found |= np.asarray(each(ids, scores), bool)
        return tf.constant(found)
