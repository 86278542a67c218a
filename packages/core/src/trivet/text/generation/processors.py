"""Processors of scores that forbid, force or favour tokens. Each is defined as in `transformers` 4.37.

They use only the array operations that come with the text, so they work in all frameworks, compiled or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import log
from typing import Any

from trivet.text.generation.arrays import Arrays
from trivet.text.generation.text import NEVER, Text


@dataclass(frozen=True, slots=True)
class SequenceBias:
    """Adds to the score of the token that would complete a sequence; -inf forbids it."""

    biases: dict[tuple[int, ...], float]

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp, vocab = text.arrays, scores.shape[-1]
        places = xp.arange(vocab, text.ids)[None]
        total = scores * 0
        for sequence, bias in self.biases.items():
            *before, token = sequence
            hit = places == token
            count = len(before)
            if count >= text.ids.shape[1]:
                continue
            if before:
                same = xp.all(text.last(count) == xp.constant(before, text.ids)[None])
                hit = hit & same[:, None] & (text.length > count)
            added = xp.full(scores.shape, bias, scores)
            total = xp.where(hit, total + added, total)
        # A forbidden token keeps its score: -inf times 0 is NaN.
        return xp.where(scores == NEVER, scores, scores + total)


@dataclass(frozen=True, slots=True)
class RepetitionPenalty:
    """Makes tokens of the text less likely, or those of a source more likely."""

    penalty: float
    source: Any = None
    """Ids [rows, n] instead of the text's; these tokens are favoured."""

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp = text.arrays
        if self.source is None:
            present, penalty = xp.present(text.ids, text.valid(), scores.shape[-1]), self.penalty
        else:
            present = xp.present(self.source, self.source >= 0, scores.shape[-1])
            penalty = 1 / self.penalty
        return xp.where(present, xp.where(scores < 0, scores * penalty, scores / penalty), scores)


@dataclass(frozen=True, slots=True)
class NoRepeatNgram:
    """Forbids a token that would repeat a run of `size` tokens of the text or of a source."""

    size: int
    source: Any = None
    """Ids [rows, n] in which the run must not occur, instead of the text's."""

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp, before = text.arrays, self.size - 1
        ids = text.ids if self.source is None else self.source
        count = ids.shape[1] - before
        if count < 1 or before > text.ids.shape[1]:
            return scores
        same = (text.valid(before) if self.source is None else ids >= 0)[:, :count]
        if before:
            last = text.last(before)
            for index in range(before):
                same = same & (ids[:, index : index + count] == last[:, index : index + 1])
        same = same & (text.length >= before)
        return xp.where(xp.present(ids[:, before:], same, scores.shape[-1]), NEVER, scores)


@dataclass(frozen=True, slots=True)
class MinLength:
    """Forbids the end of a text that is shorter than `least` tokens, including the prompt."""

    least: int
    ends: tuple[int, ...]

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp = text.arrays
        forbidden = xp.where(text.listed(self.ends, scores.shape[-1]), NEVER, scores)
        return xp.choose(text.length < self.least, forbidden, scores)


@dataclass(frozen=True, slots=True)
class Forced:
    """Allows only certain tokens at one position of the text."""

    place: int
    tokens: tuple[int, ...]

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp = text.arrays
        listed = text.listed(self.tokens, scores.shape[-1])
        # A token is forced even if another processor has forbidden it.
        forced = xp.where(listed, xp.full(scores.shape, 0.0, scores), xp.full(scores.shape, NEVER, scores))
        return xp.choose(text.length == self.place, forced, scores)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Forbids tokens, everywhere or at one position of the text."""

    tokens: tuple[int, ...]
    place: int | None = None

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp = text.arrays
        forbidden = xp.where(text.listed(self.tokens, scores.shape[-1]), NEVER, scores)
        return forbidden if self.place is None else xp.choose(text.length == self.place, forbidden, scores)


@dataclass(frozen=True, slots=True)
class ExponentialDecay:
    """Makes the end increasingly likely after `start` tokens, including the prompt."""

    start: int
    factor: float
    ends: tuple[int, ...]

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp = text.arrays
        over = xp.floats(text.length - self.start)
        # A forbidden end stays forbidden: the size of -inf counts as 0.
        size = xp.where(scores == NEVER, xp.full(scores.shape, 0.0, scores), xp.where(scores < 0, -scores, scores))
        later = scores + size * (xp.exp(over * log(self.factor)) - 1)
        later = xp.where(text.listed(self.ends, scores.shape[-1]), later, scores)
        return xp.choose(text.length > self.start, later, scores)


class ValidValues:
    """Replaces NaN by 0, and infinities by the largest or smallest number."""

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp = text.arrays
        nan = scores != scores  # noqa: PLR0124  # only NaN differs from itself
        scores = xp.where(nan, xp.full(scores.shape, 0.0, scores), scores)
        largest = 3.4028234663852886e38
        scores = xp.where(scores == float("inf"), xp.full(scores.shape, largest, scores), scores)
        return xp.where(scores == NEVER, xp.full(scores.shape, -largest, scores), scores)


class Normalised:
    """Turns scores into logarithms of probabilities."""

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        return text.arrays.log_softmax(scores)


@dataclass(frozen=True, slots=True)
class Guidance:
    """Moves the scores away from those of a text without the prompt (classifier-free, arXiv 2306.17806)."""

    scale: float
    """`guidance_scale`: above 1 follows the prompt more closely."""
    unguided: Callable[[Text], Any]
    """Returns the scores [rows, vocab] of the text that continues a negative prompt, or no prompt."""

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        return guided(text.arrays, scores, self.unguided(text), self.scale)


def guided(arrays: Arrays, scores: Any, unguided: Any, scale: float) -> Any:
    """Scores [rows, vocab] moved away from the unguided ones."""
    scores, unguided = arrays.log_softmax(scores), arrays.log_softmax(unguided)
    return scale * (scores - unguided) + unguided


@dataclass(slots=True)
class Diversity:
    """Makes tokens that other groups of beams chose in the same step less likely.

    Attributes:
        chosen: tokens [batch, beams of the previous groups], set for each group.
        beams: how many rows of this group belong to one row of `chosen`.
    """

    penalty: float
    beams: int
    chosen: Any = field(default=None)

    def __call__(self, text: Text, scores: Any) -> Any:
        """[batch × beams, vocab] → the same."""
        if self.chosen is None:
            return scores
        xp, vocab = text.arrays, scores.shape[-1]
        places = xp.arange(vocab, text.ids)
        counts = scores * 0
        batch = self.chosen.shape[0]
        for index in range(self.chosen.shape[1]):
            hit = xp.floats(self.chosen[:, index : index + 1] == places[None])
            hit = xp.reshape(hit[:, None] + xp.full((1, self.beams, 1), 0.0, scores), (batch * self.beams, vocab))
            counts = counts + hit
        return xp.where(scores == NEVER, scores, scores - self.penalty * counts)
