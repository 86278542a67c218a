"""A caller's own function that says which tokens may follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Allows = Callable[[int, Any], Sequence[int]]
"""Takes the number of a text of the batch and its ids so far [length]; says which tokens may follow."""


class Allowed:
    """What a function allows. `times`: rows of each text of the batch."""

    def __init__(self, function: Allows, times: int) -> None:
        self.function, self.times = function, times

    def __call__(self, ids: Any, vocab: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Ids [rows, length] → which of `vocab` tokens may come next, [rows, vocab].

        Raises:
            ValueError: the function allows nothing, or a token that there is not.
        """
        mask = np.zeros((ids.shape[0], vocab), bool)
        for row, text in enumerate(ids):
            allowed = [int(each) for each in self.function(row // self.times, text)]
            unknown = next((each for each in allowed if not 0 <= each < vocab), None)
            if unknown is not None:
                raise ValueError(f"prefix_allowed_tokens_fn allows the token {unknown}; there are 0 to {vocab - 1}")
            if not allowed:
                raise ValueError(f"prefix_allowed_tokens_fn allows no token after {[int(each) for each in text]}")
            mask[row, allowed] = True
        return mask
