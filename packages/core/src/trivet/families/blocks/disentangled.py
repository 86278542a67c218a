"""Blocks of disentangled attention (https://arxiv.org/abs/2006.03654), and the convolution beside its first layer."""

from __future__ import annotations

from dataclasses import dataclass

from trivet.families.blocks.leaves import Embedding, Linear, Norm
from trivet.families.blocks.sounds import Convolution
from trivet.layout.params import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Disentangled:
    """Scores of words and distances, which attention adds to those of words and words (section 3.1 there).

    The stack holds the vectors of distances, [2 · span, size], and their norm; each attention projects them.

    Attributes:
        table: the vectors of the distances -span … span - 1, from key to query; farther ones have that of the nearest.
        norm: norm of the vectors.
        buckets: number of buckets of distances, both signs together: half of each sign's hold one distance each, the
            others widen logarithmically up to `max_distance`; None: each distance is a row.
        words_to_distances: whether queries are compared with distances.
        distances_to_words: whether keys are.
        names: projections of distances to keys, and to queries; empty: those of words project distances as well.
        key_bias: whether the first of them has a bias.
        dropout: dropout probability of the vectors.
    """

    table: Embedding
    norm: Norm | None = None
    max_distance: int
    buckets: int | None = None
    words_to_distances: bool = True
    distances_to_words: bool = True
    names: tuple[str, ...] = ()
    key_bias: bool = True
    dropout: float = 0.0

    @property
    def span(self) -> int:
        """Number of rows of each sign."""
        return self.table.rows // 2

    def projections(self, heads_size: int) -> tuple[Linear, ...]:
        """The projections that distances have of their own; paths are relative to the attention.

        Args:
            heads_size: size of all heads together.
        """
        if not self.names:
            return ()
        facts = (
            (self.names[0], self.key_bias, self.words_to_distances),
            (self.names[1], True, self.distances_to_words),
        )
        return tuple(
            Linear(name, self.table.size, heads_size, bias, role=Role.COLUMN)
            for name, bias, is_used in facts
            if is_used
        )


@dataclass(frozen=True, slots=True)
class ConvolvedInput:
    """`norm(x + activation(dropout(convolution(input))))`, after the first layer of a stack.

    `x` is the layer's output, `input` its input. Masked tokens are zeros.
    """

    at: str
    convolution: Convolution
    activation: str
    norm: Norm
    dropout: float = 0.0
