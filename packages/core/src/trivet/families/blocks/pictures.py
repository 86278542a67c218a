"""Blocks of models that read pictures: convolutions, the patches of a picture as tokens, and tokens as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from trivet.families.blocks.leaves import Leftover, Norm
from trivet.layout import Kind

Sides = tuple[int, int]
"""Height and width."""

MARGIN = 0.1
"""Added to the number of patches for which positions are interpolated, as in https://github.com/facebookresearch/dino."""


@dataclass(frozen=True, slots=True)
class Convolution2D:
    """A convolution over height and width; weight [outputs, inputs / groups, kernel height, kernel width].

    Attributes:
        padding: number of zeros on either side of each axis.
        groups: number of groups of channels that do not see each other.
        std: standard deviation of initial weights; None means the model's.
    """

    at: str
    inputs: int
    outputs: int
    kernel: Sides
    stride: Sides = (1, 1)
    padding: Sides = (0, 0)
    groups: int = 1
    bias: bool = True
    std: float | None = None

    @property
    def kind(self) -> Kind:
        """Kind of its parameters."""
        return Kind.DEPTHWISE_CONV2D if 1 < self.groups == self.inputs == self.outputs else Kind.CONV2D

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the weight."""
        return (self.outputs, self.inputs // self.groups, *self.kernel)


@dataclass(frozen=True, slots=True)
class Shuffle:
    """Channels [channels · factor², height, width] as pixels [channels, height · factor, width · factor].

    As in https://arxiv.org/abs/1609.05158: the first of the factor² channels is the upper left pixel.
    """

    factor: int


@dataclass(frozen=True, slots=True)
class Vectors:
    """Learned vectors that do not depend on the input, [1, count, size], or [1, size] of a `flat` one.

    Attributes:
        at: name of the parameter.
        zeros: whether initial values are zeros.
    """

    at: str
    count: int
    size: int
    flat: bool = False
    zeros: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the parameter."""
        return (1, self.size) if self.flat else (1, self.count, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchEmbeddings:
    """The patches of a picture as tokens: `dropout(norm(first tokens, projected patches) + positions)`, and registers.

    Attributes:
        at: module that computes it.
        patches_at: module that projects patches; empty if the convolution belongs to the embeddings themselves.
        projection: convolution whose kernel and stride are a patch; its path is relative to `patches_at`.
        image: height and width of the pictures for which there are positions.
        first: tokens before the patches, each in a parameter of its own.
        positions: a vector for each of the first tokens and each patch; None for none.
        registers: tokens without positions, between the first ones and the patches; None for none.
        mask: replaces masked patches; None if patches cannot be masked.
        keeps_mask: whether models have it even if their head masks no patches.
        any_size: whether pictures may have another size without a request for interpolated positions.
        margin, antialiased: how positions are interpolated: see `trivet.families.interpolation.neighbours`.
        norm: norm of the tokens before positions are added.
    """

    at: str
    projection: Convolution2D
    image: Sides
    patches_at: str = ""
    first: tuple[Vectors, ...] = ()
    positions: Vectors | None = None
    registers: Vectors | None = None
    mask: Vectors | None = None
    keeps_mask: bool = False
    any_size: bool = False
    margin: float = MARGIN
    antialiased: bool = False
    norm: Norm | None = None
    dropout: float = 0.0
    leftovers: tuple[Leftover, ...] = ()

    @property
    def size(self) -> int:
        """Size of the states."""
        return self.projection.outputs

    @property
    def grid(self) -> Grid:
        """How the tokens become a picture again."""
        registers = 0 if self.registers is None else self.registers.count
        return Grid(self.placed + registers, self.projection.stride)

    @property
    def placed(self) -> int:
        """Number of tokens before the patches that have positions."""
        return sum(each.count for each in self.first)

    @property
    def rows(self) -> Sides:
        """Number of patches of a picture of the size `image`, from top to bottom and from left to right."""
        return self.grid.rows(*self.image)

    @property
    def vectors(self) -> tuple[Vectors, ...]:
        """Every vector, in the order of PyTorch's files."""
        vectors = (*self.first, self.mask, self.registers, self.positions)
        return tuple(each for each in vectors if each is not None)


@dataclass(frozen=True, slots=True)
class Grid:
    """Tokens as a picture [size, height / patch height, width / patch width].

    Attributes:
        skipped: number of tokens before the patches.
        patch: height and width of a patch.
    """

    skipped: int
    patch: Sides

    def rows(self, height: int, width: int) -> Sides:
        """Number of patches of a picture, from top to bottom and from left to right."""
        return height // self.patch[0], width // self.patch[1]


def sides(length: int | tuple[int, int] | list[int]) -> Sides:
    """Height and width, of a field of a config that may have one number for both."""
    height, width = (length, length) if isinstance(length, int) else length
    return height, width
