"""What processors of scores are given: the arrays, the operations on them, and how much of them is text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trivet.text.generation.arrays import Arrays


@dataclass(frozen=True, slots=True)
class Text:
    """The text so far. Of `ids` [rows, capacity] the first `length` columns are it, the prompt included."""

    arrays: Arrays
    ids: Any
    length: Any

    def valid(self, behind: int = 0) -> Any:
        """Which columns are text with at least `behind` more text after them, as booleans [1, capacity]."""
        return (self.arrays.arange(self.ids.shape[1], self.ids) < self.length - behind)[None]

    def last(self, count: int) -> Any:
        """The last tokens, [rows, count]; there must be as many."""
        return self.arrays.columns(self.ids, self.length - count, count)

    def listed(self, tokens: tuple[int, ...], vocab: int) -> Any:
        """Whether a token of the vocabulary is one of these, as booleans [1, vocab]."""
        wanted = self.arrays.constant(list(tokens), self.ids)[None]
        return self.arrays.present(wanted, wanted >= 0, vocab)


Processor = Callable[[Text, Any], Any]
"""Takes the text and scores [rows, vocab]; gives scores. Must not change what it is given."""

NEVER = float("-inf")


def apply(processors: list[Processor], text: Text, scores: Any) -> Any:
    """Scores after every processor, in order."""
    for processor in processors:
        scores = processor(text, scores)
    return scores
