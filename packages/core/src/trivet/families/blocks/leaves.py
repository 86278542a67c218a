"""Blocks that hold parameters themselves: linear layers, norms, tables of words, positions and distances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from trivet.layout import Kind
from trivet.layout.params import Role


@dataclass(frozen=True, slots=True)
class Linear:
    """`x · weightᵀ + bias`; weight [outputs, inputs], of kind `CONV1D_GPT2` [inputs, outputs].

    Attributes:
        std: standard deviation of initial weights; None is the model's.
    """

    at: str
    inputs: int
    outputs: int
    bias: bool = True
    kind: Kind = Kind.LINEAR
    std: float | None = None
    role: Role = Role.NONE


@dataclass(frozen=True, slots=True)
class Norm:
    """Normalisation over the last axis: layer norm (https://arxiv.org/abs/1607.06450), or where `rms` root mean square.

    Attributes:
        offset: what is added to the stored weight: 1 where files hold its difference from one.
        initial: value that the stored weight starts with.
        in_weight_dtype: whether the result has the dtype of the weight rather than of the input.
    """

    at: str
    size: int
    eps: float
    rms: bool = False
    offset: float = 0.0
    initial: float = 1.0
    in_weight_dtype: bool = False


@dataclass(frozen=True, slots=True)
class Embedding:
    """A table [rows, size] whose rows are looked up.

    Attributes:
        kind: `EMBEDDING` or `INDEX_EMBEDDING`, which differ in TensorFlow's names.
        padding: row that starts as zeros and is not trained.
        scale: what looked-up rows are multiplied with; None for nothing.
        role: `VOCAB` where rows are words.
    """

    at: str
    rows: int
    size: int
    kind: Kind = Kind.INDEX_EMBEDDING
    padding: int | None = None
    scale: float | None = None
    std: float | None = None
    role: Role = Role.NONE


@dataclass(frozen=True, slots=True)
class Leftover:
    """A tensor that some files have and no model reads.

    Attributes:
        at: its name, leaf included.
        kind: of a table of words that a model might read.
    """

    at: str
    shape: tuple[int, ...]
    kind: Kind = Kind.RAW


@dataclass(frozen=True, slots=True)
class Learned:
    """A learned table of positions.

    Attributes:
        skipped: rows at the start of the table that no position has; `table.rows` counts them.
        after_padding: the padding token, where positions count from the number after it and skip padding, which has the
            token's own number; else None. Positions that a caller gives are then rows of the table already.
        added: whether models add positions to words; else they hold the table and do not read it.
    """

    table: Embedding
    skipped: int = 0
    after_padding: int | None = None
    added: bool = True

    @property
    def places(self) -> int:
        """How many positions there are."""
        return self.table.rows - self.skipped


@dataclass(frozen=True, slots=True)
class Sines:
    """Positions as sines and cosines (https://arxiv.org/abs/1706.03762, section 3.5), in a table that is not trained.

    Attributes:
        interleaved: whether sines and cosines alternate; else the sines are the first half.
        stored: whether files hold the table as a parameter; else only some have it.
        written: whether the table is written all the same.
    """

    table: Embedding
    interleaved: bool = False
    stored: bool = False
    written: bool = True

    @property
    def places(self) -> int:
        """How many positions there are."""
        return self.table.rows


@dataclass(frozen=True, slots=True)
class Rotary:
    """Rotary positions (https://arxiv.org/abs/2104.09864), at frequencies that the config gives (`RotaryConfig`).

    Attributes:
        size: of each head that is turned: number i together with number i + size / 2.
        at: module of the base model that computes the angles.
    """

    size: int
    at: str = "rotary_emb"


@dataclass(frozen=True, slots=True)
class RelativeBias:
    """A learned bias of scores by distance, in buckets (https://arxiv.org/abs/1910.10683, section 2.1).

    The first layer of a stack holds the table [buckets, heads]; all its layers add what it gives.
    """

    table: Embedding
    max_distance: int
    bidirectional: bool


@dataclass(frozen=True, slots=True)
class RelativeKeys:
    """Learned keys by distance (https://arxiv.org/abs/1803.02155), table [2 · places - 1, head size].

    Attributes:
        with_queries: whether keys too are compared with the table (https://arxiv.org/abs/2009.13658, method 4).
    """

    table: Embedding
    with_queries: bool

    @property
    def places(self) -> int:
        """How many positions there are."""
        return (self.table.rows + 1) // 2


Positions: TypeAlias = Learned | Sines
