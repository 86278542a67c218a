"""Pooling: one vector for a text from the vectors of its tokens. Knows no framework.

Every kind but the maximum is a weighted sum over the tokens. The weights follow from the lengths of the texts alone, so
they are computed here, and a backend only multiplies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
LARGEST = "max"


@dataclass(frozen=True, slots=True)
class Counted:
    """Which tokens of a batch count.

    Attributes:
        lengths: tokens of each text, [batch].
        mask: whether a token counts, booleans [batch, tokens]: false of padding, and of a prompt that is left out.
    """

    lengths: Array
    mask: Array

    @classmethod
    def of(cls, lengths: Array, width: int, left_out: int = 0) -> Counted:
        """
        Args:
            lengths: tokens of each text, [batch]; padding is behind them.
            width: tokens of a padded row.
            left_out: tokens at the start of each text that do not count.
        """
        places = np.arange(width)
        return cls(lengths, (places < lengths[:, None]) & (places >= left_out))


def _first(counted: Counted) -> Array:
    """The first token that counts; that of the text if none counts."""
    width = counted.mask.shape[1]
    chosen: Array = np.eye(width, dtype=np.float32)[counted.mask.argmax(1)]
    return chosen


def _last(counted: Counted) -> Array:
    width = counted.mask.shape[1]
    chosen: Array = np.eye(width, dtype=np.float32)[np.maximum(counted.lengths - 1, 0)]
    return np.where(counted.mask.any(1, keepdims=True), chosen, np.float32(0))


def _mean(counted: Counted) -> Array:
    result: Array = counted.mask / np.maximum(counted.mask.sum(1, keepdims=True), 1)
    return result


def _mean_by_root(counted: Counted) -> Array:
    """The sum divided by the square root of the number of tokens."""
    result: Array = counted.mask / np.sqrt(np.maximum(counted.mask.sum(1, keepdims=True), 1))
    return result


def _weighted(counted: Counted) -> Array:
    """A mean in which the n-th token of a text counts n times (SGPT, https://arxiv.org/abs/2202.08904)."""
    weights: Array = counted.mask * np.arange(1, counted.mask.shape[1] + 1)
    result: Array = weights / np.maximum(weights.sum(1, keepdims=True), 1)
    return result


_SUMS: Mapping[str, Callable[[Counted], Array]] = MappingProxyType(
    {
        "cls": _first,
        "mean": _mean,
        "mean_sqrt_len_tokens": _mean_by_root,
        "weightedmean": _weighted,
        "lasttoken": _last,
    }
)

LEGACY: Mapping[str, str] = MappingProxyType(
    {
        "cls": "pooling_mode_cls_token",
        "max": "pooling_mode_max_tokens",
        "mean": "pooling_mode_mean_tokens",
        "mean_sqrt_len_tokens": "pooling_mode_mean_sqrt_len_tokens",
        "weightedmean": "pooling_mode_weightedmean_tokens",
        "lasttoken": "pooling_mode_lasttoken",
    }
)
"""Mode → the flag for it in files, in the order in which the vectors of several modes are joined."""


@dataclass(frozen=True, slots=True)
class Pooling:
    """How the vectors of a text's tokens become one vector.

    Attributes:
        width: size of a token's vector.
        modes: keys of `LEGACY`; the vectors of several are joined in this order.
        include_prompt: whether the tokens of a prompt count.
    """

    width: int
    modes: tuple[str, ...] = ("mean",)
    include_prompt: bool = True

    @property
    def size(self) -> int:
        """Size of the resulting vector."""
        return self.width * len(self.modes)

    def weights(self, counted: Counted) -> Array:
        """Weights of the tokens in each sum, float32 [batch, sums, tokens]; the maximum is not among them."""
        sums = [_SUMS[mode](counted) for mode in self.modes if mode != LARGEST]
        shape = (len(counted.lengths), 0, counted.mask.shape[1])
        return np.stack(sums, 1).astype(np.float32) if sums else np.zeros(shape, np.float32)

    def joined(self, sums: Array, largest: Array | None, counted: Counted) -> Array:
        """The vectors of a batch, [batch, size]. A text without tokens has a vector of zeros.

        Args:
            sums: [batch, sums, width], in the order of `weights`.
            largest: [batch, width], the maximum over the tokens that count; None if it was not asked for.
        """
        left = iter(range(sums.shape[1]))
        parts = [largest if mode == LARGEST else sums[:, next(left)] for mode in self.modes]
        vectors: Array = np.concatenate(parts, 1) if len(parts) > 1 else np.asarray(parts[0])  # type: ignore[arg-type]
        empty = counted.lengths == 0
        return np.where(empty[:, None], np.float32(0), vectors) if empty.any() else vectors
