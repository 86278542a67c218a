"""Giving every stored tensor its canonical parameter: what `convert`, `verify` and `diff` share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from trivet.codecs.quantized import is_integer
from trivet.dtypes import DType
from trivet.errors import shorten
from trivet.families.config import PretrainedConfig
from trivet.layout import Dialect, Kind, Layout, ParamSpec
from trivet.layout.assembling import assembled
from trivet.layout.spellings import Spellings
from trivet.planning.copies import NO_TIES, Ties
from trivet.planning.opening import Checkpoint
from trivet.planning.skeleton import Skeleton, has_statistics
from trivet.planning.source_names import Ingredients, SourceNames
from trivet.planning.ties import Arrays, settle_ties
from trivet.planning.wrappers import wrapper_problem
from trivet.tensors import TensorSpec


@dataclass(frozen=True, slots=True)
class Matched:
    """One parameter and what is stored of it.

    Attributes:
        spec: the stored tensor; the first of them where there are several.
        stored_as: the tied copy under whose name and in whose layout it is stored, where only that is; else None.
        ingredients: what a parameter is made of that is not the whole of one tensor.
    """

    param: ParamSpec
    spec: TensorSpec
    stored_as: ParamSpec | None = None
    ingredients: Ingredients | None = None

    @property
    def specs(self) -> tuple[TensorSpec, ...]:
        """Every stored tensor that it takes something of."""
        return (self.spec,) if self.ingredients is None else self.ingredients.specs

    @property
    def dtype(self) -> DType:
        """Of the values; of those of several tensors the one with most bits."""
        return max((spec.dtype for spec in self.specs), key=lambda dtype: dtype.bits)

    @property
    def nbytes(self) -> int:
        """Bytes of the values."""
        return self.spec.nbytes if self.ingredients is None else self.dtype.nbytes(self.param.size)

    def layout(self, dialect: Dialect) -> Layout:
        """Takes the canonical layout to the stored tensor's."""
        return dialect.layout(self.stored_as or self.param)

    def array(self, dialect: Dialect, arrays: Arrays) -> np.ndarray[Any, Any]:
        """The values in canonical layout, as a view wherever that can be."""
        if self.ingredients is None:
            return self.layout(dialect).inverse.view(arrays.array(self.spec))
        pieces, shape, shift = self.ingredients
        held = {spec.name: arrays.array(spec) for spec in self.specs}
        moves = [(each.take.on(dialect.layout(each.stored_as)).of(held[each.spec.name]), each.into) for each in pieces]
        if len(pieces) == 1 and pieces[0].into.is_layout and not shift:
            return pieces[0].into.undone(moves[0][0])
        return assembled(moves, shape, self.dtype.numpy, shift=shift)


@dataclass(frozen=True, slots=True)
class Matching:
    """A checkpoint in canonical terms.

    Attributes:
        skeleton: in the checkpoint's own dialect, without targets; says how names are made.
        found: canonical name → parameter and stored tensor.
        unknown: stored names that are no parameter of the family.
        problems: one line for each parameter that is missing or has another shape than the config says.
        copies: stored names of equal copies of tied tensors.
        ties: of the checkpoint.
    """

    skeleton: Skeleton
    found: Mapping[str, Matched]
    unknown: tuple[str, ...]
    problems: tuple[str, ...]
    copies: tuple[str, ...] = ()
    ties: Ties = NO_TIES


def match_family(checkpoint: Checkpoint) -> Matching:
    """Match a checkpoint against its family; without one, every name passes for a canonical one in its own dialect.

    Raises:
        CheckpointMismatchError: as `settle_ties`.
    """
    family = checkpoint.architecture
    if family is None:
        return match_plain(checkpoint)
    checkpoint, config = settle_ties(checkpoint, family.config_class.from_dict(checkpoint.config))
    universe = family.universe(config, checkpoint.head)
    spellings = Spellings(family.spellings(config))
    names = SourceNames(checkpoint.catalog, checkpoint.dialect, family, spellings)
    found = {param.name: match for param in universe.values() if (match := _matched(names, param)) is not None}
    known = {spec.name for match in found.values() for spec in match.specs}
    others = _let_copies_stand_for_owners(found, universe)
    copies = tuple(name for name in others if name not in checkpoint.ties.unread)
    unknown = tuple(name for name in checkpoint.catalog if name not in known)
    problems = (*_wrong_shapes(names, found), *_missing(checkpoint, config, names, found))
    absent = [param for name, param in universe.items() if name not in found and not param.buffer]
    wrapped = wrapper_problem(names, absent, unknown) if problems else None
    problems = problems if wrapped is None else (wrapped, *problems)
    prefix = f"{family.base_prefix}."
    if checkpoint.dialect.strips_base:
        is_base = not names.has_prefix
    elif checkpoint.head is not None:
        is_base = family.is_base(checkpoint.head)
    else:
        is_base = all(name.startswith(prefix) for name in found)
    skeleton = Skeleton(
        *(checkpoint.dialect, (), family, universe),
        is_base=is_base,
        spellings=spellings,
        has_statistics=has_statistics(universe.values()),
    )
    return Matching(skeleton, found, unknown, problems, copies, checkpoint.ties)


def _matched(names: SourceNames, param: ParamSpec) -> Matched | None:
    ingredients = names.ingredients(param) if names.makings else None
    if ingredients is not None:
        return Matched(param, ingredients.specs[0], ingredients=ingredients)
    spec = names.find(param)
    return None if spec is None else Matched(param, spec)


def _let_copies_stand_for_owners(found: dict[str, Matched], universe: Mapping[str, ParamSpec]) -> Iterator[str]:
    """Leave one stored tensor for each tied group, under its owner's name; gives the stored names of the others.

    Some writers keep only the copy of a tied tensor: it is the owner's value then. So is the copy that models read.
    """
    for name, match in sorted(found.items(), key=lambda item: not item[1].param.prevails):
        owner = universe.get(match.param.tied or "")
        if owner is None:
            continue
        del found[name]
        held = found.get(owner.name)
        if held is None or match.param.prevails:
            found[owner.name] = Matched(owner, match.spec, stored_as=match.param)
        left = held if match.param.prevails else match
        if held is not None and left is not None and held.spec is not match.spec:
            yield left.spec.name


def match_plain(checkpoint: Checkpoint) -> Matching:
    """Every stored name for a canonical one, nothing known of any."""
    found = {spec.name: Matched(ParamSpec(spec.name, spec.shape), spec) for spec in checkpoint.catalog.values()}
    return Matching(Skeleton(checkpoint.dialect, ()), found, (), ())


def _wrong_shapes(names: SourceNames, found: Mapping[str, Matched]) -> Iterator[str]:
    for match in found.values():
        if match.ingredients is not None:
            yield from _unfit(names, match, match.ingredients)
        elif names.canonical_shape(match.stored_as or match.param, match.spec) != match.param.shape:
            own = match.layout(names.dialect).shape(match.param.shape)
            yield f"{match.spec.name}: stored shape {list(match.spec.shape)}, config.json says {list(own)}"


def _unfit(names: SourceNames, match: Matched, ingredients: Ingredients) -> Iterator[str]:
    """What keeps stored tensors from making a parameter."""
    for spec, stored_as in {each.spec.name: (each.spec, each.stored_as) for each in ingredients.pieces}.values():
        if names.canonical_shape(stored_as, spec) != stored_as.shape:
            own = names.dialect.layout(stored_as).shape(stored_as.shape)
            yield f"{spec.name}: stored shape {list(spec.shape)}, config.json says {list(own)}"
    if ingredients.shape != match.param.shape:
        yield f"{match.param.name}: {list(match.param.shape)} by its family, {list(ingredients.shape)} by its spelling"
    dtypes = sorted({spec.dtype.name for spec in ingredients.specs})
    if len(dtypes) > 1:
        yield f"{match.param.name}: made of tensors of several dtypes ({', '.join(dtypes)})"


def integer_weights(matching: Matching) -> list[str]:
    """One line for each tensor of integers that stands for a parameter of floating point."""
    return [
        f"{spec.name}: stored as {spec.dtype.name}, but its values are floating point"
        for match in matching.found.values()
        for spec in match.specs
        if match.param.kind is not Kind.RAW and is_integer(spec.dtype)
    ]


def _missing(
    checkpoint: Checkpoint, config: PretrainedConfig, names: SourceNames, found: Mapping[str, Matched]
) -> Iterator[str]:
    if checkpoint.architecture is None or checkpoint.head is None:
        return
    for param in checkpoint.architecture.parameters(config, checkpoint.head):
        if not param.buffer and param.name not in found and param.tied not in found:
            absent = names.lacking(param)
            of = f" for want of {shorten(absent, 3)}" if absent else ""
            yield f"{param.name}: missing{of}; config.json says that this is a {checkpoint.head}"
