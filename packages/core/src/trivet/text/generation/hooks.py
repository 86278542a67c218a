"""Bases and lists of what a caller adds to a search, by the names that the field's scripts subclass and collect.

`generate` asks for none of them: any function of these arguments serves, and any list of them.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any


class LogitsProcessor:
    """Base of what changes the scores of the next token."""

    def __call__(self, input_ids: Any, scores: Any, *length: int) -> Any:
        """The changed scores [rows, vocab].

        Args:
            input_ids: ids so far, [rows, length].
            scores: [rows, vocab].
            length: tokens so far, where the framework's arrays may have room for more: in TensorFlow and Flax.

        Raises:
            NotImplementedError: the class does not say.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say how it changes scores: define __call__")


class LogitsWarper(LogitsProcessor):
    """Base of what changes the scores of tokens that are sampled."""


class LogitsProcessorList(list[Callable[..., Any]]):
    """Processors, one after the other."""

    def __call__(self, input_ids: Any, scores: Any, *length: int) -> Any:
        """As `LogitsProcessor.__call__`."""
        for each in self:
            scores = each(input_ids, scores, *length)
        return scores


class StoppingCriteria:
    """Base of what ends a search early."""

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
        """Whether to stop: one truth value, or one for each row.

        Args:
            input_ids: ids so far, [rows, length].
            scores: those of the steps so far, if they are kept.

        Raises:
            NotImplementedError: the class does not say.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say when to stop: define __call__")


class MaxLengthCriteria(StoppingCriteria):
    """Stops at a length, in tokens, the prompt included."""

    def __init__(self, max_length: int) -> None:
        self.max_length = max_length

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> bool:
        """Whether the texts are as long."""
        return bool(input_ids.shape[1] >= self.max_length)


class MaxTimeCriteria(StoppingCriteria):
    """Stops after a time, in seconds from when it was made."""

    def __init__(self, max_time: float) -> None:
        self.until = monotonic() + max_time

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> bool:
        """Whether the time is over."""
        return monotonic() > self.until


class StoppingCriteriaList(list[Callable[..., Any]]):
    """Criteria, any of which stops."""

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
        """As `StoppingCriteria.__call__`."""
        stop: Any = False
        for each in self:
            stop = stop | each(input_ids, scores, **kwargs)
        return stop
