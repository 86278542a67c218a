"""What callers give a search of their own, as `trivet.text.generation` has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from trivet.text.generation.callers import Allowed
from trivet.text.generation.text import NEVER, Processor, Text
from trivet_tf.framework import tf

LogitsProcessor = Callable[[tf.Tensor, tf.Tensor, int], tf.Tensor]
"""Takes ids [rows, length], scores [rows, vocab] and the length; gives scores."""


def adapted(processor: LogitsProcessor) -> Processor:
    """A caller's processor as one of ours."""

    def adapted(text: Text, scores: Any) -> Any:
        return processor(text.ids[:, : text.length], scores, text.length)

    return adapted


def only(allowed: Allowed) -> Processor:
    """A processor that forbids all tokens but those that are allowed."""

    def only(text: Text, scores: Any) -> Any:
        return tf.where(allowed(text.ids[:, : text.length], scores.shape[-1]), scores, NEVER)

    return only


def read(answer: Any, ids: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """What a stopping criterion says, as truth values."""
    return np.asarray(answer, bool)
