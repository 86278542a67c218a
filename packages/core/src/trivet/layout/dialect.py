"""Dialect: canonical names and layouts to a framework's own, and back. Knows no container and no framework."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from trivet.layout.kinds import LEAVES, Kind, Leaf
from trivet.layout.ops import Layout
from trivet.layout.params import ParamSpec, join

if TYPE_CHECKING:
    import numpy as np


class Naming(Protocol):
    """The names of a family's parameters where the general rules do not hold; a `Family` implements it."""

    @property
    def base_prefix(self) -> str:
        """First component of the name of every parameter of the base model (`bert`); empty if there is none."""
        ...

    @property
    def base_prefixes(self) -> tuple[str, ...]:
        """Every base prefix that checkpoints of the family may have."""
        ...

    def tensorflow_path(self, module: str) -> str:
        """A canonical module path (dotted) as the family's TF models spell it (slashes)."""
        ...

    def released_name(self, name: str) -> str | None:
        """The Keras path of a tensor in the TF checkpoints that the family was first released as, or None."""
        ...

    def computed(self, param: ParamSpec, dialect: str) -> np.ndarray[Any, Any] | None:
        """What a framework's models compute instead of storing `param`, in its shape; None if they store it."""
        ...


@dataclass(frozen=True, slots=True)
class PlainNaming:
    """Naming of a module that no family describes: the general rules hold."""

    base_prefix: str = ""

    @property
    def base_prefixes(self) -> tuple[str, ...]:
        """The one that it has."""
        return (self.base_prefix,)

    def tensorflow_path(self, module: str) -> str:
        """The general rule: item N of a list `layer` is `layer_._N`."""
        return number_lists(module)

    def released_name(self, name: str) -> str | None:
        """None: released checkpoints are a fact of a family."""
        return None

    def computed(self, param: ParamSpec, dialect: str) -> None:
        """None: computed parameters are a fact of a family."""


PLAIN_NAMING = PlainNaming()


def has_prefix(names: Iterable[str], prefix: str) -> bool:
    """Whether some name of any dialect begins with a base prefix."""
    starts = (f"{prefix}.", f"{prefix.replace('.', '/')}/")
    return bool(prefix) and any(name.startswith(starts) for name in names)


def number_lists(module: str) -> str:
    """`encoder.layer.0.output` → `encoder/layer_._0/output`: how most TF models of `transformers` number list items."""
    parts: list[str] = []
    for part in module.split("."):
        if part.isdigit() and parts:
            parts[-1] = f"{parts[-1]}_._{part}"
        else:
            parts.append(part)
    return "/".join(parts)


def dot_lists(module: str) -> str:
    """`encoder.layers.0.fc1` → `encoder/layers.0/fc1`: how its other TF models number them."""
    parts: list[str] = []
    for part in module.split("."):
        if part.isdigit() and parts:
            parts[-1] = f"{parts[-1]}.{part}"
        else:
            parts.append(part)
    return "/".join(parts)


def dotted_path(module: str, leaf: str, naming: Naming) -> str:
    """Path of a dialect that keeps the canonical module path."""
    return join(module, leaf)


def split_dotted(path: str) -> tuple[str, str]:
    """The inverse of `dotted_path`."""
    module, _, leaf = path.rpartition(".")
    return module, leaf


@dataclass(frozen=True, slots=True)
class Dialect:
    """A framework's names and layouts.

    Attributes:
        name: the framework.
        metadata_format: what safetensors metadata calls it.
        file_suffix: what files append to a parameter's own path (TF: `:0`).
        strips_base: whether a base model's own files leave the base prefix out (PyTorch and Flax do, TF does not).
        path: the parameter's own path for a canonical one, family naming applied.
        module: the inverse of `path` for a module's part of it.
        own: the framework's name and layout for a row of the table of kinds.
        class_prefix: what class names begin with.
        collections: what comes before the names of parameters, and of statistics, in files of models that have both;
            empty if the dialect does not distinguish them.
    """

    name: str
    metadata_format: str
    file_suffix: str
    strips_base: bool
    path: Callable[[str, str, Naming], str]
    module: Callable[[str], tuple[str, str]]
    own: Callable[[Kind, Leaf], tuple[str, Layout]]
    class_prefix: str = ""
    collections: tuple[str, ...] = ()

    def encode(self, param: ParamSpec, naming: Naming) -> str:
        """The parameter's own path in this dialect, base prefix included, without the file suffix."""
        return self.path(param.module, self.own(param.kind, param.leaf)[0], naming)

    def collection(self, param: ParamSpec) -> str:
        """The prefix of a parameter's name in files of models that have statistics as well."""
        return self.collections[param.leaf.is_statistic] if self.collections else ""

    def aliases(self, param: ParamSpec, naming: Naming) -> tuple[str, ...]:
        """Other paths under which files of this dialect may hold the parameter; read, never written."""
        aliases = param.leaf.aliases
        return tuple(self.path(param.module, n, naming) for own, n in aliases if own == self.name) if aliases else ()

    def layout(self, param: ParamSpec) -> Layout:
        """Takes the canonical layout to this dialect's."""
        return self.own(param.kind, param.leaf)[1]

    def leaf(self, kind: Kind, name: str) -> Leaf:
        """The row of the table for an own leaf name.

        Raises:
            KeyError: the kind has no parameter of that name in the dialect.
        """
        if kind is Kind.RAW:
            return Leaf(name, name, name)
        for leaf in LEAVES[kind].values():
            if self.own(kind, leaf)[0] == name:
                return leaf
        raise KeyError(f"{kind.value} has no parameter {name!r} in the {self.name} dialect")

    def kinds_with(self, name: str) -> tuple[Kind, ...]:
        """The kinds with a parameter of that own name; `RAW`, which takes any name, is left out."""
        return tuple(kind for kind in Kind if any(self.own(kind, leaf)[0] == name for leaf in LEAVES[kind].values()))

    def _apart(self, path: str, kind: Kind) -> str:
        """An own path, with a leaf whose name is part of its module's as a part of the path."""
        attached = (name for leaf in LEAVES[kind].values() if (name := self.own(kind, leaf)[0]).startswith("."))
        ending = next((name for name in attached if path.endswith(name)), "")
        return f"{path.removesuffix(ending)}/{ending}" if ending else path

    def decode(self, path: str, shape: tuple[int, ...], kind: Kind) -> ParamSpec:
        """The canonical parameter for an own path, own shape and kind: the inverse of `encode` and `layout`.

        Raises:
            KeyError: the kind has no parameter of that leaf name.
        """
        module, own_leaf = self.module(self._apart(path, kind))
        param = ParamSpec(join(module, self.leaf(kind, own_leaf).torch), shape, kind)
        inverse = self.layout(param).inverse
        return ParamSpec(param.name, inverse.shape(shape) if inverse.applies_to(shape) else shape, kind)
