"""Functions of a caller's that say, step by step and outside of compiled programs, which tokens may follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Booleans = np.ndarray[Any, np.dtype[np.bool_]]


class Allowed:
    """What a function allows. `times`: rows of each text of the batch; `vocab`: tokens that there are."""

    def __init__(self, function: Callable[[int, Any], Sequence[int]], times: int, vocab: int) -> None:
        self.function, self.times, self.vocab = function, times, vocab

    def __call__(self, ids: Any) -> Booleans:
        """Ids [rows, length] → which tokens may come next, [rows, vocab].

        Raises:
            ValueError: the function allows nothing.
        """
        found = np.zeros((ids.shape[0], self.vocab), bool)
        for row, text in enumerate(ids):
            allowed = [int(each) for each in self.function(row // self.times, text)]
            if not allowed:
                raise ValueError(f"prefix_allowed_tokens_fn allows no token after {text.tolist()}")
            found[row, allowed] = True
        return found
