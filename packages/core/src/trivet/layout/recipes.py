"""Recipes: how stored tensors become parameters, and the other way round.

A recipe relates elements to elements, by pairs of views; what one direction cuts out, the other puts in place. Both
sides are `ParamSpec`s in canonical terms, so that each dialect names and lays out stored tensors by their kinds.
Knows no framework, no family and no file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trivet.layout.ops import IDENTITY, Layout
from trivet.layout.params import ParamSpec
from trivet.layout.views import View


class Piece(NamedTuple):
    """Elements that one stored tensor and one parameter share.

    Attributes:
        stored, param: indices into those of the recipe.
        take: the view of the stored tensor that shows them.
        into: the view of the parameter that shows them, in the same shape.
    """

    stored: int
    param: int
    take: View
    into: View


@dataclass(frozen=True, slots=True)
class Recipe:
    """How `stored` tensors become `params`: every element on one side is one element on the other.

    Attributes:
        shift: a number that is added to stored values to give the parameters' values. The sum is rounded once, to the
            dtype of the result, so that the two directions are exact inverses only for values that this dtype can hold.

    Raises:
        ValueError: the pieces do not make up the tensors.
    """

    stored: tuple[ParamSpec, ...]
    params: tuple[ParamSpec, ...]
    pieces: tuple[Piece, ...]
    shift: float = 0.0

    def __post_init__(self) -> None:
        sizes = {"stored": [0] * len(self.stored), "params": [0] * len(self.params)}
        for piece in self.pieces:
            take, into = piece.take, piece.into
            shapes = self.stored[piece.stored].shape, self.params[piece.param].shape
            if take.shape != into.shape or (take.tensor_shape, into.tensor_shape) != shapes:
                raise ValueError(f"{self.stored[piece.stored].name} and {self.params[piece.param].name} do not fit")
            sizes["stored"][piece.stored] += math.prod(take.shape)
            sizes["params"][piece.param] += math.prod(take.shape)
        for spec, size in zip((*self.stored, *self.params), (*sizes["stored"], *sizes["params"]), strict=True):
            if spec.size != size:
                raise ValueError(f"the pieces have {size} of the {spec.size} elements of {spec.name}")

    @property
    def inverse(self) -> Recipe:
        """How the parameters become the stored tensors."""
        pieces = (Piece(each.param, each.stored, each.into, each.take) for each in self.pieces)
        return Recipe(self.params, self.stored, tuple(pieces), -self.shift)


def fused(name: str, parts: Sequence[ParamSpec], *, axis: int = 0, groups: int = 1) -> Recipe:
    """One stored tensor in which the parts alternate along an axis.

    Args:
        parts: in the order in which they are stored.
        groups: how often they alternate. With 1 the parts lie one after the other (Phi-3, MPT); with the number of
            heads there are queries, keys and values head by head (GPT-NeoX, BLOOM); with that of key-value heads a
            group's queries are followed by its key and its value (Falcon-40B); with the length of the axis two parts
            alternate (the gates of gpt-oss).

    Raises:
        ValueError: an axis cannot be divided into that many groups.
    """
    axis %= len(parts[0].shape)
    length = groups * sum(_turn(part, axis, groups) for part in parts)
    shape = tuple(length if each == axis else n for each, n in enumerate(parts[0].shape))
    whole = ParamSpec(name, shape, parts[0].kind)
    return Recipe((whole,), tuple(parts), tuple(_turns(shape, parts, axis, groups)))


def stacked(
    whole: ParamSpec, rows: Sequence[Sequence[ParamSpec]], *, axis: int = 0, groups: int = 1, transposed: bool = False
) -> Recipe:
    """One stored tensor [rows, …]: each row is one part, or several parts that alternate along an axis.

    The inverse serves files that store each expert as a tensor, where the parameter holds all experts.

    Args:
        axis, groups: as for `fused`, within a row.
        transposed: whether the last two axes of a row are swapped in the stored tensor.

    Raises:
        ValueError: the rows do not fit.
    """
    parts = [part for row in rows for part in row]
    order = [*range(len(whole.shape))]
    if transposed:
        order[-2:] = reversed(order[-2:])
    layout = Layout(tuple(order)) if transposed else IDENTITY
    shape = tuple(whole.shape[each] for each in order[1:])
    pieces, first = [], 0
    for number, row in enumerate(rows):
        for piece in _turns(shape, row, axis % len(shape), groups):
            take, into = piece.take.behind(len(rows)).cut(0, number, number + 1), piece.into.unsqueezed()
            pieces.append(Piece(0, first + piece.param, take.on(layout), into))
        first += len(row)
    return Recipe((whole,), tuple(parts), tuple(pieces))


def paired(stored: ParamSpec, param: ParamSpec, heads: int, *, size: int | None = None) -> Recipe:
    """Rows of queries or keys in which the two rows of a rotary pair are adjacent, as in GGUF files.

    In the parameter the first rows of all pairs of a head come before the second rows.

    Args:
        heads: number of heads.
        size: how many rows of a head are rotated; those after them stay in place. None rotates all.

    Raises:
        ValueError: the rows cannot be divided into heads of even size.
    """
    rows, rest = param.shape[0] // heads, param.shape[1:]
    turned = rows if size is None else size
    if param.shape[0] % heads or rows % 2 or turned % 2 or not 0 < turned <= rows:
        raise ValueError(f"{param.name}: {param.shape[0]} rows are not {heads} heads of pairs")
    half = turned // 2
    pairs = View.split(((heads, rows // 2, 2), *((n,) for n in rest)))
    halves = View.split(((heads, rows, 1), *((n,) for n in rest)))
    pieces = [
        Piece(0, 0, pairs.cut(1, 0, half).cut(2, place, place + 1), halves.cut(1, place * half, (place + 1) * half))
        for place in (0, 1)
    ]
    if turned < rows:
        heads_apart = View.split(((heads, rows), *((n,) for n in rest))).cut(1, turned, rows)
        pieces.append(Piece(0, 0, heads_apart, heads_apart))
    return Recipe((stored,), (param,), tuple(pieces))


def shifted(stored: ParamSpec, param: ParamSpec, shift: float) -> Recipe:
    """One stored tensor whose values differ from those of the parameter by a constant.

    Norms that multiply with 1 + w are stored as w by some, and as 1 + w by others.
    """
    whole = View.whole(param.shape)
    return Recipe((stored,), (param,), (Piece(0, 0, whole, whole),), shift)


def _turn(part: ParamSpec, axis: int, groups: int) -> int:
    """The length of one part's share of an axis in one group.

    Raises:
        ValueError: the axis cannot be divided into that many groups.
    """
    if part.shape[axis] % groups:
        raise ValueError(f"{part.name}: axis {axis} of {list(part.shape)} cannot be divided into {groups} groups")
    return part.shape[axis] // groups


def _turns(whole: tuple[int, ...], parts: Sequence[ParamSpec], axis: int, groups: int) -> Iterator[Piece]:
    """The pieces of parts that alternate along an axis of a whole."""
    turns = [_turn(part, axis, groups) for part in parts]

    def split(shape: tuple[int, ...], turn: int) -> View:
        return View.split(tuple((groups, turn) if each == axis else (n,) for each, n in enumerate(shape)))

    place = 0
    for number, (part, turn) in enumerate(zip(parts, turns, strict=True)):
        take = split(whole, sum(turns)).cut(axis + 1, place, place + turn)
        yield Piece(0, number, take, split(part.shape, turn))
        place += turn
