"""Blocks of heads: which states of the base model are read, and the steps from there to an output."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from trivet.families.blocks.leaves import Leftover, Linear, Norm
from trivet.families.blocks.pictures import Convolution2D, Grid, Shuffle


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of the table of activations, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Dropout:
    """Numbers are dropped with this probability in training."""

    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Scores of words: `cap · tanh((scale · x · weightᵀ + bias) / cap)`.

    Attributes:
        table: full name of the embedding to which the weight is tied; None if it is not tied.
        beside: dialects whose files store the weight even if it is tied.
        bias: whether the projection has one.
        outer_bias: name of the head's bias that is the projection's bias as well.
        added: full name of a row [1, words] that is added to scores.
        std: as for `Linear`, if the weight is not tied.
        in_rows: whether TensorFlow's models have a weight that is not tied as PyTorch's do.
    """

    at: str
    inputs: int
    words: int
    table: str | None
    bias: bool = False
    outer_bias: str | None = None
    added: str | None = None
    scale: float | None = None
    cap: float | None = None
    std: float | None = None
    in_rows: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps one after the other, in a module of their own."""

    at: str
    steps: tuple[Step, ...]
    leftovers: tuple[Leftover, ...] = field(default=())


Step: TypeAlias = Linear | Norm | Activation | Dropout | Vocabulary | Steps | Convolution2D | Shuffle


class Reads(Enum):
    """Which of the base model's states a head reads."""

    EACH = "each token"
    FIRST = "first token"
    SECOND = "second token"
    START = "first token that the mask does not hide"
    MEAN = "mean of the tokens that the mask does not hide"
    LAST = "last token that is not padding"
    FINAL = "last token, padding or not"
    END = "last of the decoder's states at whose position the encoder's tokens have an end of sequence"
    CHOSEN = "the tokens that the caller names"
    POOLED = "pooled output"
    FIRST_AND_MEAN = "first token, and behind it the mean of the patches"
    PICTURE = "every patch, as a picture"
    PATCHES = "every patch"


@dataclass(frozen=True, slots=True)
class Branch:
    """From the base model's states to one output.

    Attributes:
        reads: the states that are read.
        grid: where patches are among the tokens, for `Reads.PATCHES` and `Reads.FIRST_AND_MEAN`, and how tokens become
            a picture, for `Reads.PICTURE`. Convolutions read pictures only; the output is [batch, channels, height,
            width] in every framework.
        squeeze: whether the last axis, of length one, is removed.
        apart: whether each number of the last axis is an output of its own.
        averages: whether the outputs of all tokens that the mask does not hide are averaged.
    """

    reads: Reads
    steps: tuple[Step, ...]
    squeeze: bool = False
    apart: bool = False
    grid: Grid | None = None
    averages: bool = False
