"""A caller's own function that restricts the next token."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Allows = Callable[[int, Any], Sequence[int]]
"""Takes the index of a text in the batch and its ids so far [length]; returns the tokens that may follow."""


class Allowed:
    """The tokens that a function allows. `times`: rows of each text of the batch."""

    def __init__(self, function: Allows, times: int) -> None:
        self.function, self.times = function, times

    def __call__(self, ids: Any, vocab: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Ids [rows, length] → which of `vocab` tokens may come next, [rows, vocab].

        Raises:
            ValueError: the function allows no token, or one that does not exist.
        """
        mask = np.zeros((ids.shape[0], vocab), bool)
        for row, text in enumerate(ids):
            allowed = [int(each) for each in self.function(row // self.times, text)]
            unknown = next((each for each in allowed if not 0 <= each < vocab), None)
            if unknown is not None:
                reason = f"prefix_allowed_tokens_fn allows token {unknown}; the vocabulary has 0 to {vocab - 1}"
                raise ValueError(reason)
            if not allowed:
                raise ValueError(f"prefix_allowed_tokens_fn allows no token after {[int(each) for each in text]}")
            mask[row, allowed] = True
        return mask
