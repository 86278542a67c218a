"""Blocks that hold parameters themselves: linear layers, norms, tables of words, positions and distances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from trivet.families.ropes import Rope
from trivet.layout import Kind
from trivet.layout.params import Role

OF_FIRST = 3
"""Rows at the end of a table of distances: of the first token to patches, of patches to it, of it to itself."""


@dataclass(frozen=True, slots=True)
class Linear:
    """`x · weightᵀ + bias`; weight [outputs, inputs], of kind `CONV1D_GPT2` [inputs, outputs].

    Attributes:
        std: standard deviation of initial weights; None means the model's.
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
    """Normalisation over the last axis: layer norm (https://arxiv.org/abs/1607.06450), or RMS norm if `rms`.

    Attributes:
        offset: a number that is added to the stored weight: 1 if files hold its difference from one.
        initial: initial value of the stored weight.
        weighted: whether the result is multiplied by a weight.
        bias: whether a layer norm adds a bias.
        heads: number of heads, if each has a weight of its own: then weight and bias are [heads, size].
        in_weight_dtype: whether the result has the dtype of the weight rather than of the input.
    """

    at: str
    size: int
    eps: float
    rms: bool = False
    offset: float = 0.0
    initial: float = 1.0
    in_weight_dtype: bool = False
    weighted: bool = True
    bias: bool = True
    heads: int | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of weight and bias."""
        return (self.size,) if self.heads is None else (self.heads, self.size)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The names of its parameters."""
        return (*(("weight",) if self.weighted else ()), *(("bias",) if self.bias and not self.rms else ()))


@dataclass(frozen=True, slots=True)
class LayerScale:
    """A learned factor for each number of what a sublayer adds (https://arxiv.org/abs/2103.17239).

    Attributes:
        at: path of the parameter [size], including its own name.
        initial: initial value of all factors.
    """

    at: str
    size: int
    initial: float = 1.0

    @property
    def module(self) -> str:
        """Path of the module that multiplies; empty if the sublayer itself does."""
        return self.at.rpartition(".")[0]

    @property
    def leaf(self) -> str:
        """The parameter's own name."""
        return self.at.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Embedding:
    """A table [rows, size] whose rows are looked up.

    Attributes:
        kind: `EMBEDDING`, `INDEX_EMBEDDING` or `HELD_EMBEDDING`, which differ in TensorFlow's names.
        padding: index of the row that is initially zero and not trained.
        scale: factor of looked-up rows; None for none.
        role: `VOCAB` if rows are words.
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
    """A tensor in some files that no model reads.

    Attributes:
        at: its name, including the leaf.
        kind: its kind, if it is a word embedding that another model reads.
    """

    at: str
    shape: tuple[int, ...]
    kind: Kind = Kind.RAW


@dataclass(frozen=True, slots=True)
class Learned:
    """A learned table of positions.

    Attributes:
        skipped: number of unused rows at the start of the table; `table.rows` includes them.
        after_padding: the padding token, if positions count from the id after it and skip padding, whose position is
            that id; else None. Positions from the caller then are rows of the table.
        added: whether models add positions to words; else they have the table and do not read it.
        by_mask: whether only tokens that the attention mask shows are counted.
        hidden: the position of the others; -1 is before the first, in a skipped row.
    """

    table: Embedding
    skipped: int = 0
    after_padding: int | None = None
    added: bool = True
    by_mask: bool = False
    hidden: int = -1

    @property
    def places(self) -> int:
        """Number of positions."""
        return self.table.rows - self.skipped


@dataclass(frozen=True, slots=True)
class Sines:
    """Positions as sines and cosines (https://arxiv.org/abs/1706.03762, section 3.5), in a table that is not trained.

    Attributes:
        interleaved: whether sines and cosines alternate; else the sines are the first half.
        stored: whether files store the table as a parameter; else only some have it.
        written: dialects whose files have the table even so. The models of TensorFlow compute it where theirs do not.
        whole: whether the longest wavelength is 20000 π, as in tensor2tensor; else the next one would be. The row
            `table.padding` then is zero.
        skipped: number of unused rows at the start of the table; `table.rows` includes them.
        after_padding: as for `Learned`.
    """

    table: Embedding
    interleaved: bool = False
    stored: bool = False
    written: tuple[str, ...] = ("torch", "tensorflow")
    whole: bool = False
    skipped: int = 0
    after_padding: int | None = None

    @property
    def places(self) -> int:
        """Number of positions."""
        return self.table.rows - self.skipped


@dataclass(frozen=True, slots=True)
class Rotary:
    """Rotary positions (https://arxiv.org/abs/2104.09864): pairs of a head's elements are rotated by angles.

    Attributes:
        rope: the frequencies, and how many elements of each head are rotated.
        interleaved: whether the elements 2 i and 2 i + 1 are a pair; else i and i + size / 2.
        at: module of the base model that computes the angles of rotation.
        values: whether values are rotated, as queries and keys are.
        table: the sines and cosines of all angles, if files have them; then `at` is that of the table. Models of Flax
            compute them.
    """

    rope: Rope
    interleaved: bool = False
    at: str = "rotary_emb"
    values: bool = False
    table: Sines | None = None

    @property
    def size(self) -> int:
        """How many elements of each head are rotated."""
        return self.rope.size


@dataclass(frozen=True, slots=True)
class RelativeBias:
    """A learned bias of scores by distance, in buckets (https://arxiv.org/abs/1910.10683, section 2.1).

    The first layer of a stack, or the stack itself, holds the table [buckets, heads], and all layers add its biases; or
    every layer has a table of its own.
    """

    table: Embedding
    max_distance: int
    bidirectional: bool


@dataclass(frozen=True, slots=True)
class PatchBias:
    """A learned bias of scores by how two patches of a picture lie to each other (https://arxiv.org/abs/2106.08254).

    Every layer has a table [distances, heads] of its own, or the stack has one for all layers, or both: then the biases
    are added. The first token is not a patch. See `trivet.families.patch_distances`.

    Attributes:
        at: module of the table.
        name: the table's own name.
        rows: number of patches of a picture, from top to bottom and from left to right.
    """

    at: str
    rows: tuple[int, int]
    heads: int
    name: str = "relative_position_bias_table"

    @property
    def shape(self) -> tuple[int, int]:
        """Shape of the table."""
        return (2 * self.rows[0] - 1) * (2 * self.rows[1] - 1) + OF_FIRST, self.heads

    @property
    def index(self) -> Leftover:
        """The rows of the table for all pairs, which some files hold."""
        length = self.rows[0] * self.rows[1] + 1
        return Leftover(f"{self.at}.relative_position_index", (length, length))


@dataclass(frozen=True, slots=True)
class RelativeKeys:
    """Learned keys by distance (https://arxiv.org/abs/1803.02155), table [2 · places - 1, head size].

    Attributes:
        with_queries: whether keys are compared with the table as well (https://arxiv.org/abs/2009.13658, method 4).
    """

    table: Embedding
    with_queries: bool

    @property
    def places(self) -> int:
        """Number of positions."""
        return (self.table.rows + 1) // 2


@dataclass(frozen=True, slots=True)
class Slopes:
    """A bias of scores that grows with the key's position, in each head by another slope (ALiBi, arXiv 2108.12409).

    Attributes:
        heads: number of heads.
        most: the last head's slope is `2 ** -most`.
        by_mask: whether only keys that the attention mask shows are counted.
        scale: factor of the bias.
        rounded: whether slopes, positions and their products are rounded to bfloat16, before the factor.
    """

    heads: int
    most: float = 8.0
    by_mask: bool = True
    scale: float = 1.0
    rounded: bool = False

    @property
    def slopes(self) -> tuple[float, ...]:
        """The slope of each head. Beyond a power of two, heads have slopes between those of the next power."""
        count = 1 << (self.heads.bit_length() - 1)
        slopes = [2 ** (-self.most * (head + 1) / count) for head in range(count)]
        between = [2 ** (-self.most * (head + 0.5) / count) for head in range(self.heads - count)]
        return (*slopes, *between)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Rows of a table that are added to embeddings, by a further input of the model.

    Attributes:
        input: name of the input, of those in `trivet.families.inputs.LOOKED_UP`; without it all indices are 0.
        columns: for inputs with a last axis, what each added row's index is: a number on that axis, or the first minus
            the second of two. Empty: the input's numbers are the indices.
    """

    table: Embedding
    input: str
    columns: tuple[tuple[int, ...], ...] = ()

    @property
    def width(self) -> int:
        """Length of the input's last axis; 0 if it has none besides batch and length."""
        return max((column for each in self.columns for column in each), default=-1) + 1


Positions: TypeAlias = Learned | Sines
