"""Processors of scores that shape the distribution to sample from. Each is defined as in `transformers` 4.37."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Any

from trivet.text.generation.text import NEVER, Text


@dataclass(frozen=True, slots=True)
class Temperature:
    """Above 1 makes the choice more even, below 1 more certain."""

    temperature: float

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        return scores / self.temperature


@dataclass(frozen=True, slots=True)
class TopK:
    """Keeps the `count` best tokens."""

    count: int

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        best, _ = text.arrays.top(scores, min(self.count, scores.shape[-1]))
        return text.arrays.where(scores < best[:, -1:], NEVER, scores)


@dataclass(frozen=True, slots=True)
class TopP:
    """Keeps the fewest of the best tokens that together have this share of the probability."""

    share: float
    least: int = 1

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp, vocab = text.arrays, scores.shape[-1]
        order = xp.argsort(scores)
        below = xp.cumsum(xp.softmax(xp.gather(scores, order)))
        removed = (below <= 1 - self.share) & (xp.arange(vocab, text.ids) < vocab - self.least)[None]
        return xp.where(xp.gather(removed, xp.argsort(order)), NEVER, scores)


@dataclass(frozen=True, slots=True)
class MinP:
    """Keeps tokens that are at least this fraction as probable as the most probable one."""

    share: float
    least: int = 1

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        chances = text.arrays.softmax(scores)
        return _without(text, scores, chances < self.share * text.arrays.max(chances), self.least)


@dataclass(frozen=True, slots=True)
class Typical:
    """Keeps the tokens whose surprise is nearest to the expected one, up to a share of the probability."""

    share: float
    least: int = 1

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp, vocab = text.arrays, scores.shape[-1]
        logs = xp.log_softmax(scores)
        off = -logs - _entropy(xp, logs)
        far = xp.where(off < 0, -off, off)
        order = xp.argsort(far)
        sums = xp.cumsum(xp.softmax(xp.gather(scores, order)))
        last = xp.sum(xp.ids(sums < self.share))
        last = xp.where(last > vocab - 1, last * 0 + vocab - 1, last)
        far_sorted = xp.gather(far, order)
        removed = far_sorted > xp.gather(far_sorted, last)
        removed = removed & (xp.arange(vocab, text.ids) >= self.least)[None]
        return xp.where(xp.gather(removed, xp.argsort(order)), NEVER, scores)


@dataclass(frozen=True, slots=True)
class Epsilon:
    """Keeps tokens of at least this probability."""

    cutoff: float
    least: int = 1

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        return _without(text, scores, text.arrays.softmax(scores) < self.cutoff, self.least)


@dataclass(frozen=True, slots=True)
class Eta:
    """Keeps tokens of at least this probability, or of a lower one if the entropy is high."""

    cutoff: float
    least: int = 1

    def __call__(self, text: Text, scores: Any) -> Any:
        """[rows, vocab] → [rows, vocab]."""
        xp = text.arrays
        bound = xp.exp(-_entropy(xp, xp.log_softmax(scores)) + log(self.cutoff) / 2)
        bound = xp.where(bound < self.cutoff, bound, bound * 0 + self.cutoff)
        return _without(text, scores, xp.softmax(scores) < bound, self.least)


def _entropy(xp: Any, logs: Any) -> Any:
    return -xp.sum(xp.where(logs == NEVER, xp.full(logs.shape, 0.0, logs), xp.exp(logs) * logs))


def _without(text: Text, scores: Any, removed: Any, least: int) -> Any:
    """Scores without the removed ones, except that at least the `least` best are kept."""
    best, _ = text.arrays.top(scores, min(least, scores.shape[-1]))
    return text.arrays.where(removed & (scores < best[:, -1:]), NEVER, scores)
