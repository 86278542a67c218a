"""Stored names read in a dialect: which tensors hold a canonical parameter, under any of its names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from trivet.errors import AmbiguousMatchError
from trivet.layout import TENSORFLOW, Dialect, Naming, ParamSpec, join
from trivet.layout.dialect import has_prefix
from trivet.layout.spellings import NO_SPELLINGS, Making, Spellings
from trivet.layout.views import View
from trivet.tensors import Catalog, TensorSpec


class StoredPiece(NamedTuple):
    """Elements of a stored tensor that are elements of a parameter.

    Attributes:
        stored_as: the canonical spec of the stored tensor.
        take: the view that shows the elements in the tensor, in its canonical layout.
        into: the view that shows them in the parameter.
    """

    spec: TensorSpec
    stored_as: ParamSpec
    take: View
    into: View


class Ingredients(NamedTuple):
    """The stored tensors from which a recipe assembles one parameter.

    Attributes:
        shape: canonical shape of the parameter.
        shift: as for `Recipe`.
    """

    pieces: tuple[StoredPiece, ...]
    shape: tuple[int, ...]
    shift: float

    @property
    def specs(self) -> tuple[TensorSpec, ...]:
        """The stored tensors, each once."""
        return tuple({each.spec.name: each.spec for each in self.pieces}.values())


class SourceNames:
    """A catalog read in a dialect: finds the stored tensors that hold a canonical parameter."""

    def __init__(
        self,
        catalog: Catalog,
        dialect: Dialect,
        naming: Naming,
        spellings: Spellings = NO_SPELLINGS,
        stored_names: Mapping[str, str] | None = None,
    ) -> None:
        """
        Args:
            spellings: those of the family, or of a model's author.
            stored_names: as for `Skeleton`.
        """
        self.places = stored_names or {}
        self.dialect, self.naming = dialect, naming
        self.names, self.makings = spellings.names(dialect.name), spellings.makings(dialect.name)
        self.catalog = _in_one(catalog if dialect is not TENSORFLOW else _as_keras(catalog, naming), dialect)
        prefixes = (naming.base_prefix, *naming.base_prefixes)
        self.prefix = next((each for each in prefixes if has_prefix(self.catalog, each)), "")

    def find(self, param: ParamSpec) -> TensorSpec | None:
        """The stored tensor that is a parameter as a whole, or None.

        Raises:
            AmbiguousMatchError: several stored tensors hold it.
        """
        candidates = self.candidates(param)
        if len(candidates) > 1:
            raise AmbiguousMatchError(param.name, candidates)
        return self.catalog[candidates[0]] if candidates else None

    def candidates(self, param: ParamSpec) -> list[str]:
        """Every stored name that holds a whole parameter; a sound checkpoint has at most one."""
        if self.places:
            return [self.places[param.name]] if self.places.get(param.name) in self.catalog else []
        suffix = self.dialect.file_suffix
        if param.name in self.names:
            stored = (self._as_stored(name) for name in self.names[param.name])
            return [name for path in stored for name in _with(suffix, path) if name in self.catalog][:1]
        paths = self._paths(param.renamed(self._as_stored(param.name)))
        if self.prefix and not self.naming.base_prefix:  # it may be of the base model, or of a head
            paths += self._paths(param.renamed(f"{self.prefix}.{param.name}"))
        spellings = paths if not suffix else tuple(name for path in paths for name in _with(suffix, path))
        return [name for name in spellings if name in self.catalog]

    def _as_stored(self, name: str) -> str:
        """A canonical name with the base prefix that the catalog has in place of the family's."""
        prefix = self.naming.base_prefix
        if prefix == self.prefix or not prefix or not name.startswith(f"{prefix}."):
            return name
        return join(self.prefix, name.removeprefix(f"{prefix}."))

    def _paths(self, param: ParamSpec) -> tuple[str, ...]:
        return (self.dialect.encode(param, self.naming), *self.dialect.aliases(param, self.naming))

    def ingredients(self, param: ParamSpec) -> Ingredients | None:
        """The stored tensors from which one of its recipes assembles a parameter, or None if every recipe lacks some.

        Raises:
            AmbiguousMatchError: several recipes have all of their tensors, or the parameter is stored whole as well.
        """
        ways = []
        for making in self.makings.get(param.name, ()):
            specs = self._specs(making)
            if None not in specs.values():
                ways.append((making, specs))
        if not ways:
            return None
        (making, specs), *others = ways
        names = [self.candidates(making.recipe.stored[index])[0] for index in specs]
        rivals = [name for name in self.candidates(param) if name not in names]
        rivals += [self.candidates(other.recipe.stored[index])[0] for other, indices in others for index in indices]
        if rivals:
            raise AmbiguousMatchError(param.name, [*names, *rivals])
        stored = making.recipe.stored
        pieces = tuple(
            StoredPiece(spec, stored[each.stored], each.take, each.into)
            for each in making.pieces
            if (spec := specs[each.stored]) is not None
        )
        return Ingredients(pieces, making.recipe.params[making.param].shape, making.recipe.shift)

    def lacking(self, param: ParamSpec) -> list[str]:
        """Names of the absent tensors of a recipe of which other tensors are stored."""
        for making in self.makings.get(param.name, ()):
            specs = self._specs(making)
            absent = [index for index, spec in specs.items() if spec is None]
            if 0 < len(absent) < len(specs):
                return [self.dialect.encode(making.recipe.stored[index], self.naming) for index in absent]
        return []

    def _specs(self, making: Making) -> dict[int, TensorSpec | None]:
        """The stored tensors of a recipe, by their index in it; None for absent ones."""
        indices = dict.fromkeys(piece.stored for piece in making.pieces)
        return {index: self.find(making.recipe.stored[index]) for index in indices}

    def canonical_shape(self, param: ParamSpec, spec: TensorSpec) -> tuple[int, ...] | None:
        """The stored shape in canonical terms, or None if its number of axes does not fit the kind."""
        inverse = self.dialect.layout(param).inverse
        return inverse.shape(spec.shape) if inverse.applies_to(spec.shape) else None


def _in_one(catalog: Mapping[str, TensorSpec], dialect: Dialect) -> Mapping[str, TensorSpec]:
    """The catalog with names without collections added, if the file has a collection of statistics."""
    if not dialect.collections or not next(iter(catalog), "").startswith(dialect.collections):
        return catalog  # either all names have a collection or none has
    if not any(name.startswith(dialect.collections[1:]) for name in catalog):
        return catalog
    bare = {
        name.removeprefix(each): spec
        for name, spec in catalog.items()
        for each in dialect.collections
        if name.startswith(each)
    }
    return {**bare, **catalog}


def _with(suffix: str, path: str) -> Iterator[str]:
    """The spellings of a path in files: with the dialect's suffix, and without."""
    if suffix:
        yield path + suffix
    yield path


def has_released_names(catalog: Catalog, naming: Naming) -> bool:
    """Whether some tensor has a name of the family's original TF release."""
    paths = (naming.released_name(name) for name in catalog)
    return any(path is not None and path not in catalog for path in paths)


def _as_keras(catalog: Catalog, naming: Naming) -> Mapping[str, TensorSpec]:
    """The catalog with Keras paths added, if it is of the family's original release; `output_weights` transposed."""
    renamed: dict[str, TensorSpec] = {}
    for name, spec in catalog.items():
        path = naming.released_name(name)
        if path is not None and path not in catalog:
            renamed[path] = _transposed(spec) if name.endswith("output_weights") and len(spec.shape) == 2 else spec
    return {**catalog, **renamed} if renamed else catalog


def _transposed(spec: TensorSpec) -> TensorSpec:
    rows, columns = spec.shape
    return replace(spec, shape=(columns, rows), strides=(1, columns))
