"""A caller's own processors of scores as those of `trivet.generation`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from trivet.generation.text import NEVER, Processor, Text
from trivet_tf.framework import tf

LogitsProcessor = Callable[[tf.Tensor, tf.Tensor, int], tf.Tensor]
"""Takes ids [rows, length], scores [rows, vocab] and the length; gives scores."""


def adapted(processor: LogitsProcessor) -> Processor:
    """A caller's processor as one of ours."""

    def adapted(text: Text, scores: Any) -> Any:
        return processor(text.ids[:, : text.length], scores, text.length)

    return adapted


class Allowed:
    """Forbids all tokens but those that a function allows for a text. `times`: rows of each text of the batch."""

    def __init__(self, function: Callable[[int, tf.Tensor], Sequence[int]], times: int) -> None:
        self.function, self.times = function, times

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab].

        Raises:
            ValueError: the function allows nothing.
        """
        mask = np.full(scores.shape, NEVER, np.float32)
        for row, ids in enumerate(text.ids[:, : text.length]):
            allowed = list(self.function(row // self.times, ids))
            if not allowed:
                raise ValueError(f"prefix_allowed_tokens_fn allows no token after {ids.numpy().tolist()}")
            mask[row, allowed] = 0
        return scores + mask
