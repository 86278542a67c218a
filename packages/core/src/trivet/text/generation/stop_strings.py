"""Stops a text when it contains one of some strings. Knows no framework: only a tokenizer's `decode`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from trivet.errors import InvalidConfigError


class StopStrings:
    """Which texts have just completed one of some strings. The last token may reach beyond the string.

    It is a stopping criterion in every framework: it takes ids [rows, length] (and scores, which it ignores) and
    returns booleans [rows].
    """

    def __init__(self, strings: str | Sequence[str], tokenizer: Any) -> None:
        """
        Args:
            tokenizer: its `decode` takes a list of ids and returns their text.

        Raises:
            InvalidConfigError: there is no tokenizer, or a string is empty.
        """
        self.strings = (strings,) if isinstance(strings, str) else tuple(strings)
        if not all(self.strings):
            raise InvalidConfigError(
                f"stop_strings must be a non-empty string or several, not {strings!r}", field="stop_strings"
            )
        if not callable(getattr(tokenizer, "decode", None)):
            raise InvalidConfigError(
                "stop_strings are compared with text: give generate the tokenizer, which needs a method decode(ids)",
                field="stop_strings",
            )
        self.tokenizer = tokenizer
        # A token is at least one byte of text, or none at all, like a skipped special token.
        self.reach = max((len(each.encode()) for each in self.strings), default=0) + 8

    def __call__(self, ids: Any, scores: Any = None) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """[rows, length] → booleans [rows]."""
        return np.array([self.ends(row) for row in np.asarray(ids).tolist()], bool)

    def ends(self, ids: Sequence[int]) -> bool:
        """Whether the last of one text's ids has completed a string."""
        tail = list(ids[-self.reach :])
        text, before = self.tokenizer.decode(tail), self.tokenizer.decode(tail[:-1])
        # An unfinished character of `before` may differ in `text`: only what they share is old text.
        shared = next((place for place, pair in enumerate(zip(text, before, strict=False)) if pair[0] != pair[1]), None)
        old = min(len(text), len(before)) if shared is None else shared
        return any(text.rfind(each) >= 0 and text.rfind(each) + len(each) > old for each in self.strings)
