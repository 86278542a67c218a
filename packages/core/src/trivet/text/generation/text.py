"""The input of processors of scores: arrays, the operations on them, and how much of them is text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trivet.text.generation.arrays import Arrays


@dataclass(frozen=True, slots=True)
class Text:
    """The text so far: the first `length` columns of `ids` [rows, capacity], including the prompt."""

    arrays: Arrays
    ids: Any
    length: Any

    def valid(self, behind: int = 0) -> Any:
        """Which columns are text with at least `behind` more text after them, as booleans [1, capacity]."""
        return (self.arrays.arange(self.ids.shape[1], self.ids) < self.length - behind)[None]

    def last(self, count: int) -> Any:
        """The last tokens, [rows, count]; the text must have at least that many."""
        return self.arrays.columns(self.ids, self.length - count, count)

    def listed(self, tokens: tuple[int, ...], vocab: int) -> Any:
        """Whether each token of the vocabulary is in `tokens`, as booleans [1, vocab]."""
        wanted = self.arrays.constant(list(tokens), self.ids)[None]
        return self.arrays.present(wanted, wanted >= 0, vocab)


Processor = Callable[[Text, Any], Any]
"""Takes the text and scores [rows, vocab]; returns scores. Must not modify its arguments."""

NEVER = float("-inf")


def apply(processors: list[Processor], text: Text, scores: Any) -> Any:
    """Scores after every processor, in order."""
    for processor in processors:
        scores = processor(text, scores)
    return scores
