"""Base classes and lists of a caller's additions to a search, under the names that scripts for `transformers` use.

`generate` does not require them: any function with these arguments works, and any list of such functions.
"""

from __future__ import annotations

import inspect
import logging
import warnings
from collections.abc import Callable
from copy import deepcopy
from time import time
from typing import Any

logger = logging.getLogger(__name__)


class LogitsProcessor:
    """Base class of a processor, which changes the scores of the next token."""

    def __call__(self, input_ids: Any, scores: Any, cur_len: Any = None) -> Any:
        """The changed scores [rows, vocab].

        Args:
            input_ids: ids so far, [rows, length].
            scores: [rows, vocab].
            cur_len: tokens so far, if the framework's arrays have room for more: in TensorFlow and Flax.

        Raises:
            NotImplementedError: the class does not define it.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say how it changes scores: define __call__")


class LogitsWarper(LogitsProcessor):
    """Base class of a processor that only sampling uses."""


class LogitsProcessorList(list[Callable[..., Any]]):
    """Processors, applied one after the other."""

    def __call__(self, input_ids: Any, scores: Any, cur_len: Any = None, **kwargs: Any) -> Any:
        """As `LogitsProcessor.__call__`.

        Args:
            kwargs: what some of the processors take besides, by name; each gets what it takes.
        """
        length = () if cur_len is None else (cur_len,)
        for each in self:
            taken = inspect.signature(each).parameters if kwargs else {}
            scores = each(input_ids, scores, *length, **{name: kwargs[name] for name in taken if name in kwargs})
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
    """Stops at a length in tokens, including the prompt.

    Args:
        max_position_embeddings: the most tokens that the model is made for; a longer text is warned of, once.
    """

    def __init__(self, max_length: int, max_position_embeddings: int | None = None) -> None:
        self.max_length, self.max_position_embeddings = max_length, max_position_embeddings
        self._warned = False

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> bool:
        """Whether the texts have that length."""
        length, most = input_ids.shape[-1], self.max_position_embeddings
        is_done = bool(length >= self.max_length)
        if most is not None and not is_done and length >= most and not self._warned:
            self._warned = True
            logger.warning("the text has %s tokens, and the model is made for %s: it may become worse", length, most)
        return is_done


class MaxNewTokensCriteria(StoppingCriteria):
    """Stops after so many tokens behind a prompt of `start_length`. Deprecated: use `MaxLengthCriteria`."""

    def __init__(self, start_length: int, max_new_tokens: int) -> None:
        total = start_length + max_new_tokens
        warnings.warn(
            f"MaxNewTokensCriteria is deprecated: use MaxLengthCriteria(max_length={total})",
            FutureWarning,
            stacklevel=2,
        )
        self.start_length, self.max_new_tokens, self.max_length = start_length, max_new_tokens, total

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> bool:
        """Whether the texts have that length."""
        return bool(input_ids.shape[-1] >= self.max_length)


class MaxTimeCriteria(StoppingCriteria):
    """Stops after a time in seconds.

    Args:
        initial_timestamp: when it begins, as `time.time()` says; None is now.
    """

    def __init__(self, max_time: float, initial_timestamp: float | None = None) -> None:
        self.max_time = max_time
        self.initial_timestamp = time() if initial_timestamp is None else initial_timestamp

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> bool:
        """Whether the time is over."""
        return time() - self.initial_timestamp > self.max_time


class StoppingCriteriaList(list[Callable[..., Any]]):
    """Criteria, any one of which stops the search."""

    @property
    def max_length(self) -> int | None:
        """The length of the first criterion that has one."""
        lengths = (each.max_length for each in self if isinstance(each, MaxLengthCriteria | MaxNewTokensCriteria))
        return next(lengths, None)

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
        """As `StoppingCriteria.__call__`."""
        stop: Any = False
        for each in self:
            stop = stop | each(input_ids, scores, **kwargs)
        return stop


def validate_stopping_criteria(stopping_criteria: StoppingCriteriaList, max_length: int) -> StoppingCriteriaList:
    """A copy of criteria that has one of length; a `max_length` that contradicts theirs is warned of."""
    own, criteria = stopping_criteria.max_length, deepcopy(stopping_criteria)
    if own is None:
        criteria.append(MaxLengthCriteria(max_length))
    elif own != max_length:
        reason = f"the stopping criteria stop at {own} tokens, but max_length is {max_length}"
        warnings.warn(reason, UserWarning, stacklevel=2)
    return criteria
