"""Stored names read in a dialect: which tensor answers to a canonical parameter, under whichever of its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trivet.errors import AmbiguousMatchError
from trivet.layout import TENSORFLOW, TORCH, Dialect, Naming, ParamSpec
from trivet.tensors import Catalog, TensorSpec


class SourceNames:
    """A catalog read in a dialect: finds the stored tensor that answers to a canonical parameter."""

    def __init__(
        self,
        catalog: Catalog,
        dialect: Dialect,
        naming: Naming,
        torch_names: Mapping[str, tuple[str, ...]] | None = None,
        stored_names: Mapping[str, str] | None = None,
    ) -> None:
        """
        Args:
            torch_names: as of a `Skeleton`; heeded in the PyTorch dialect only.
            stored_names: as of a `Skeleton`.
        """
        self.places = stored_names or {}
        self.dialect, self.naming = dialect, naming
        self.told = torch_names if torch_names and dialect is TORCH else {}
        self.catalog: Mapping[str, TensorSpec] = catalog if dialect is not TENSORFLOW else _as_keras(catalog, naming)
        prefix = naming.base_prefix
        starts = (f"{prefix}.", f"{prefix}/")
        self.has_prefix = bool(prefix) and any(name.startswith(starts) for name in catalog)

    def find(self, param: ParamSpec) -> TensorSpec | None:
        """The stored tensor for a parameter, or None.

        Raises:
            AmbiguousMatchError: several stored names stand for it.
        """
        found = self.candidates(param)
        if len(found) > 1:
            raise AmbiguousMatchError(param.name, found)
        return self.catalog[found[0]] if found else None

    def candidates(self, param: ParamSpec) -> list[str]:
        """Every stored name that stands for a parameter; a sound checkpoint has one at most."""
        if self.places:
            return [self.places[param.name]] if self.places.get(param.name) in self.catalog else []
        prefix = "" if self.has_prefix else f"{self.naming.base_prefix}."
        if param.name in self.told:
            names = (name.removeprefix(prefix) for name in self.told[param.name])
            return [name for name in names if name in self.catalog][:1]
        if prefix and param.name.startswith(prefix):
            param = param.renamed(param.name[len(prefix) :])
        paths = (self.dialect.encode(param, self.naming), *self.dialect.aliases(param, self.naming))
        suffix = self.dialect.file_suffix
        spellings = paths if not suffix else tuple(path + end for path in paths for end in (suffix, ""))
        return [name for name in spellings if name in self.catalog]

    def canonical_shape(self, param: ParamSpec, spec: TensorSpec) -> tuple[int, ...] | None:
        """The stored shape in canonical terms, or None when it has not even the axes of the kind."""
        inverse = self.dialect.layout(param).inverse
        return inverse.shape(spec.shape) if inverse.applies_to(spec.shape) else None


def has_released_names(catalog: Catalog, naming: Naming) -> bool:
    """Whether some tensor has a name of the family's original TF release."""
    paths = (naming.released_name(name) for name in catalog)
    return any(path is not None and path not in catalog for path in paths)


def _as_keras(catalog: Catalog, naming: Naming) -> Mapping[str, TensorSpec]:
    """The catalog under Keras paths, where it is of the family's original release; `output_weights` transposed."""
    found: dict[str, TensorSpec] = {}
    for name, spec in catalog.items():
        path = naming.released_name(name)
        if path is not None and path not in catalog:
            found[path] = _transposed(spec) if name.endswith("output_weights") and len(spec.shape) == 2 else spec
    return {**catalog, **found} if found else catalog


def _transposed(spec: TensorSpec) -> TensorSpec:
    rows, columns = spec.shape
    return replace(spec, shape=(columns, rows), strides=(1, columns))
