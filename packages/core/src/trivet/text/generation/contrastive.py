"""Contrastive search: of the likeliest next tokens the one least like the text before it. Knows no framework.

https://arxiv.org/abs/2202.06417, eq. 5, as `transformers` 4.37 computes it; unlike there, padding is no text, and a
token that is forbidden is none of the candidates.
"""

from __future__ import annotations

from typing import Any

from trivet.text.generation.arrays import Arrays
from trivet.text.generation.text import NEVER


def normed(states: Any, arrays: Arrays) -> Any:
    """Vectors [..., hidden] of length 1."""
    return states / arrays.sum(states * states) ** 0.5


def candidates(arrays: Arrays, scores: Any, count: int) -> tuple[Any, Any]:
    """The likeliest next tokens [batch, k] by scores [batch, vocab], and their probabilities; -1 of a forbidden one.

    Where fewer than k are allowed, the rest would be any of the others: one of them could be little like the text.
    """
    chances, tokens = arrays.top(arrays.softmax(scores), min(count, scores.shape[-1]))
    forbidden = arrays.gather(scores, tokens) == NEVER
    return tokens, arrays.where(forbidden, arrays.full(chances.shape, -1.0, chances), chances)


def choose_candidate(arrays: Arrays, seen: Any, valid: Any, states: Any, chances: Any, alpha: float) -> Any:
    """Which candidate each text goes on with, [batch].

    Args:
        seen: `normed` last hidden states [batch, n, hidden] of the text.
        valid: which of these n count, as booleans [batch or 1, n].
        states: last hidden states [batch, k, hidden] that the candidates would have.
        chances: their probabilities [batch, k], as `candidates` gives them.
        alpha: `penalty_alpha`, the weight of being unlike the text.
    """
    likeness = arrays.dots(normed(states, arrays), seen)  # [batch, k, n]
    # No cosine is below -1: what is no text never is the nearest.
    likeness = arrays.where(valid[:, None], likeness, arrays.full(likeness.shape, -2.0, likeness))
    nearest = arrays.reshape(arrays.max(likeness), chances.shape)
    merits = (1.0 - alpha) * chances - alpha * nearest
    return arrays.argmax(arrays.where(chances < 0, arrays.full(merits.shape, NEVER, merits), merits))
