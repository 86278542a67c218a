"""Contrastive search: of the likeliest next tokens the one least like the text before it. Knows no framework.

https://arxiv.org/abs/2202.06417, eq. 5, as `transformers` 4.37 computes it; unlike there, padding is no text.
"""

from __future__ import annotations

from typing import Any

from trivet.generation.arrays import Arrays


def normed(states: Any, arrays: Arrays) -> Any:
    """Vectors [..., hidden] of length 1."""
    return states / arrays.sum(states * states) ** 0.5


def choose_candidate(arrays: Arrays, seen: Any, valid: Any, states: Any, chances: Any, alpha: float) -> Any:
    """Which candidate each text goes on with, [batch].

    Args:
        seen: `normed` last hidden states [batch, n, hidden] of the text.
        valid: which of these n count, as booleans [batch or 1, n].
        states: last hidden states [batch, k, hidden] that the candidates would have.
        chances: their probabilities [batch, k].
        alpha: `penalty_alpha`, the weight of being unlike the text.
    """
    likeness = arrays.dots(normed(states, arrays), seen)  # [batch, k, n]
    # No cosine is below -1: what is no text never is the nearest.
    likeness = arrays.where(valid[:, None], likeness, arrays.full(likeness.shape, -2.0, likeness))
    nearest = arrays.reshape(arrays.max(likeness), chances.shape)
    return arrays.argmax((1.0 - alpha) * chances - alpha * nearest)
