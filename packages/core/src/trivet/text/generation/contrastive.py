"""Contrastive search: of the likeliest next tokens, the one least similar to the text before. Knows no framework.

https://arxiv.org/abs/2202.06417, eq. 5, as `transformers` 4.37 computes it; unlike there, padding does not count as
text, and a forbidden token is not a candidate.
"""

from __future__ import annotations

from typing import Any

from trivet.text.generation.arrays import Arrays
from trivet.text.generation.text import NEVER


def normed(states: Any, arrays: Arrays) -> Any:
    """Vectors [..., hidden] of length 1."""
    return states / arrays.sum(states * states) ** 0.5


def candidates(arrays: Arrays, scores: Any, count: int) -> tuple[Any, Any]:
    """The likeliest next tokens [batch, k] by scores [batch, vocab], and their probabilities; -1 for a forbidden one.

    If fewer than k are allowed, the rest are arbitrary forbidden tokens, one of which could be the least similar.
    """
    chances, tokens = arrays.top(arrays.softmax(scores), min(count, scores.shape[-1]))
    forbidden = arrays.gather(scores, tokens) == NEVER
    return tokens, arrays.where(forbidden, arrays.full(chances.shape, -1.0, chances), chances)


def choose_candidate(arrays: Arrays, seen: Any, valid: Any, states: Any, chances: Any, alpha: float) -> Any:
    """Which candidate each text continues with, [batch].

    Args:
        seen: `normed` last hidden states [batch, n, hidden] of the text.
        valid: which of these n count, as booleans [batch or 1, n].
        states: last hidden states [batch, k, hidden] that the candidates would have.
        chances: their probabilities [batch, k], from `candidates`.
        alpha: `penalty_alpha`, the weight of dissimilarity to the text.
    """
    likeness = arrays.dots(normed(states, arrays), seen)  # [batch, k, n]
    # No cosine is below -1: columns that are not text are never the nearest.
    likeness = arrays.where(valid[:, None], likeness, arrays.full(likeness.shape, -2.0, likeness))
    nearest = arrays.reshape(arrays.max(likeness), chances.shape)
    merits = (1.0 - alpha) * chances - alpha * nearest
    return arrays.argmax(arrays.where(chances < 0, arrays.full(merits.shape, NEVER, merits), merits))
