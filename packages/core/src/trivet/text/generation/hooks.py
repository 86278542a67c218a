"""Base classes and lists of a caller's additions to a search, under the names that scripts for `transformers` use.

`generate` does not require them: any function with these arguments works, and any list of such functions.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any


class LogitsProcessor:
    """Base class of a processor, which changes the scores of the next token."""

    def __call__(self, input_ids: Any, scores: Any, *length: int) -> Any:
        """The changed scores [rows, vocab].

        Args:
            input_ids: ids so far, [rows, length].
            scores: [rows, vocab].
            length: tokens so far, if the framework's arrays have room for more: in TensorFlow and Flax.

        Raises:
            NotImplementedError: the class does not define it.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say how it changes scores: define __call__")


class LogitsWarper(LogitsProcessor):
    """Base class of a processor that only sampling uses."""


class LogitsProcessorList(list[Callable[..., Any]]):
    """Processors, applied one after the other."""

    def __call__(self, input_ids: Any, scores: Any, *length: int, cur_len: Any = None) -> Any:
        """As `LogitsProcessor.__call__`.

        Args:
            cur_len: another way to say the length.
        """
        length = length if cur_len is None else (cur_len,)
        for each in self:
            scores = each(input_ids, scores, *length)
        return scores


class StoppingCriteria:
    """Base class of a criterion that ends a search early."""

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
        """Whether to stop: one boolean, or one for each row.

        Args:
            input_ids: ids so far, [rows, length].
            scores: the scores of the steps so far, if they are kept.

        Raises:
            NotImplementedError: the class does not define it.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say when to stop: define __call__")


class MaxLengthCriteria(StoppingCriteria):
    """Stops at a length in tokens, including the prompt."""

    def __init__(self, max_length: int) -> None:
        self.max_length = max_length

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> bool:
        """Whether the texts have that length."""
        return bool(input_ids.shape[1] >= self.max_length)


class MaxTimeCriteria(StoppingCriteria):
    """Stops after a time in seconds, counted from its creation."""

    def __init__(self, max_time: float) -> None:
        self.until = monotonic() + max_time

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> bool:
        """Whether the time is over."""
        return monotonic() > self.until


class StoppingCriteriaList(list[Callable[..., Any]]):
    """Criteria, any one of which stops the search."""

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
        """As `StoppingCriteria.__call__`."""
        stop: Any = False
        for each in self:
            stop = stop | each(input_ids, scores, **kwargs)
        return stop
