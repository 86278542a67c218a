"""Batches of texts of similar lengths: few padding tokens, and few shapes where each is a program. Knows no framework.

Texts are sorted by their numbers of tokens. A batch holds a budget of tokens rather than a number of texts: then every
batch takes about the same memory, which stays in the caches of a processor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

TOKENS = 2048
"""Tokens of a batch, padding included, if the caller does not say how many texts."""
_STEP = 8  # widths of compiled programs are multiples of it
_PER_OCTAVE = 4  # widths between a power of two and the next: at most a quarter of a row is padding


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that go through a model together.

    Attributes:
        texts: indices of the texts.
        height: rows; more than texts where a program has a fixed shape.
        width: tokens of a row.
    """

    texts: Array
    height: int
    width: int


def batches(
    lengths: Sequence[int], *, rows: int | None = None, fixed_shapes: bool = False, longest: int | None = None
) -> Iterator[Batch]:
    """Batches of texts, the longest first: what does not fit into memory fails at once.

    Args:
        lengths: tokens of each text.
        rows: texts of a batch; None takes as many as `TOKENS` hold.
        fixed_shapes: whether each shape is a program: widths and heights are then few.
        longest: tokens that the model takes at most; None if there is no limit.
    """
    counts = np.asarray(lengths, np.int64)
    order = np.argsort(-counts, kind="stable")
    start = 0
    while start < len(order):
        width = max(int(counts[order[start]]), 1)
        if fixed_shapes:
            width = rounded(width, longest)
        height = rows or max(1, TOKENS // width)
        texts = order[start : start + height]
        start += len(texts)
        if not fixed_shapes:
            height = len(texts)
        elif len(texts) < height:  # the last ones
            height = min(height, 1 << (len(texts) - 1).bit_length())
        yield Batch(texts, height, width)


def rounded(width: int, longest: int | None = None) -> int:
    """The width of the program for rows of a width: the next of a few, and no more than the longest."""
    step = max(_STEP, (1 << (width - 1).bit_length()) // (2 * _PER_OCTAVE))
    wide = -(-width // step) * step
    return wide if longest is None else max(min(wide, longest), width)


def padded(ids: Sequence[Sequence[int]], batch: Batch, padding: int) -> tuple[Array, Array]:
    """The ids of a batch, int64 [height, width] with padding behind each row, and the lengths of its rows.

    Args:
        ids: of all texts.
        padding: id of the padding token.
    """
    lengths = np.zeros(batch.height, np.int64)
    rows = np.full((batch.height, batch.width), padding, np.int64)
    for row, text in enumerate(batch.texts):
        tokens = ids[text]
        lengths[row] = len(tokens)
        rows[row, : len(tokens)] = tokens
    return rows, lengths
