"""Spellings: how files of a dialect store a family's parameters other than each under its own name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from trivet.layout.recipes import Piece, Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One way of storing some parameters. A parameter's own name is read too, unless a spelling says otherwise.

    Attributes:
        recipes: for parameters that are stored fused or split, or with their values in another order. Names on both
            sides are canonical; the stored tensors have kinds, by which each dialect names and lays them out.
        names: canonical name → all names, without the file suffix, that a file of the dialect may have for the
            parameter in its own layout: the first is written, and the first that a file has is read.
        dialects: names of the dialects whose files use the spelling; None for all.
        is_written: whether the recipes are for writing as well, not only for reading. Of several such spellings the
            first is used.
    """

    recipes: tuple[Recipe, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dialects: tuple[str, ...] | None = None
    is_written: bool = True


class Making(NamedTuple):
    """How one parameter is assembled: a recipe, and those of its pieces that belong to the parameter."""

    recipe: Recipe
    pieces: tuple[Piece, ...]
    param: int


class Spellings:
    """All spellings of a family, by dialect and parameter."""

    def __init__(self, spellings: Iterable[Spelling] = ()) -> None:
        self._spellings = tuple(spellings)
        self._tables: dict[str, _Tables] = {}  # by dialect, each built on first use

    def with_names(self, dialect: str, names: Mapping[str, tuple[str, ...]]) -> Spellings:
        """These spellings, with names that take precedence over theirs."""
        return Spellings((Spelling(names=names, dialects=(dialect,)), *self._spellings))

    def names(self, dialect: str) -> Mapping[str, tuple[str, ...]]:
        """Canonical name → the names in files of a dialect, where these do not follow from the kind."""
        return self._of(dialect).names

    def makings(self, dialect: str) -> Mapping[str, tuple[Making, ...]]:
        """Canonical name → the recipes by which files of a dialect may store a parameter other than as itself."""
        return self._of(dialect).makings

    def written(self, dialect: str) -> Mapping[str, Recipe]:
        """Canonical name → the recipe by which a parameter is written, if it is not written as itself."""
        return self._of(dialect).written

    def _of(self, dialect: str) -> _Tables:
        tables = self._tables.get(dialect)
        if tables is None:
            spellings = [each for each in self._spellings if each.dialects is None or dialect in each.dialects]
            tables = self._tables[dialect] = _tables(spellings)
        return tables


class _Tables(NamedTuple):
    """The spellings of one dialect, by canonical name."""

    names: Mapping[str, tuple[str, ...]]
    makings: Mapping[str, tuple[Making, ...]]
    written: Mapping[str, Recipe]


def _tables(spellings: Iterable[Spelling]) -> _Tables:
    names: dict[str, tuple[str, ...]] = {}
    makings: dict[str, tuple[Making, ...]] = {}
    written: dict[str, Recipe] = {}
    for spelling in spellings:
        for name, spelled in spelling.names.items():
            names.setdefault(name, spelled)
        for name, making in _makings(spelling.recipes):
            makings[name] = (*makings.get(name, ()), making)
            if spelling.is_written:
                written.setdefault(name, making.recipe)
    return _Tables(names, makings, written)


def _makings(recipes: Iterable[Recipe]) -> Iterator[tuple[str, Making]]:
    for recipe in recipes:
        pieces: defaultdict[int, list[Piece]] = defaultdict(list)
        for piece in recipe.pieces:
            pieces[piece.param].append(piece)
        for index, param in enumerate(recipe.params):
            yield param.name, Making(recipe, tuple(pieces[index]), index)


NO_SPELLINGS = Spellings()
