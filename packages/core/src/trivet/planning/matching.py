"""Matches every stored tensor to its canonical parameter, for `convert`, `verify` and `diff`."""

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
    """One parameter with the stored tensors that hold it.

    Attributes:
        spec: the stored tensor, or the first of several.
        stored_as: the tied copy under whose name and in whose layout it is stored, if only the copy is; else None.
        ingredients: the stored pieces of a parameter that is not one whole tensor.
    """

    param: ParamSpec
    spec: TensorSpec
    stored_as: ParamSpec | None = None
    ingredients: Ingredients | None = None

    @property
    def specs(self) -> tuple[TensorSpec, ...]:
        """Every stored tensor that it reads."""
        return (self.spec,) if self.ingredients is None else self.ingredients.specs

    @property
    def dtype(self) -> DType:
        """Dtype of the values; of several tensors the one with most bits."""
        return max((spec.dtype for spec in self.specs), key=lambda dtype: dtype.bits)

    @property
    def nbytes(self) -> int:
        """Bytes of the values."""
        return self.spec.nbytes if self.ingredients is None else self.dtype.nbytes(self.param.size)

    def layout(self, dialect: Dialect) -> Layout:
        """Takes the canonical layout to the stored tensor's."""
        return dialect.layout(self.stored_as or self.param)

    def array(self, dialect: Dialect, arrays: Arrays) -> np.ndarray[Any, Any]:
        """The values in canonical layout, as a view where possible."""
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
        skeleton: in the checkpoint's own dialect, without targets; determines the names.
        matches: canonical name → parameter and stored tensors.
        unknown: stored names that are not parameters of the family.
        problems: one line for each parameter that is missing or has another shape than the config says.
        copies: stored names of equal copies of tied tensors.
        ties: the ties of the checkpoint.
    """

    skeleton: Skeleton
    matches: Mapping[str, Matched]
    unknown: tuple[str, ...]
    problems: tuple[str, ...]
    copies: tuple[str, ...] = ()
    ties: Ties = NO_TIES


def match_family(checkpoint: Checkpoint) -> Matching:
    """Match a checkpoint against its family; without a family, every name counts as canonical in its own dialect.

    Raises:
        CheckpointMismatchError: as for `settle_ties`.
    """
    family = checkpoint.architecture
    if family is None:
        return match_plain(checkpoint)
    checkpoint, config = settle_ties(checkpoint, family.config_class.from_dict(checkpoint.config))
    universe = family.universe(config, checkpoint.head)
    spellings = Spellings(family.spellings(config))
    names = SourceNames(checkpoint.catalog, checkpoint.dialect, family, spellings)
    matches = {param.name: match for param in universe.values() if (match := _matched(names, param)) is not None}
    known = {spec.name for match in matches.values() for spec in match.specs}
    others = _let_copies_stand_for_owners(matches, universe)
    copies = tuple(name for name in others if name not in checkpoint.ties.unread)
    unknown = tuple(name for name in checkpoint.catalog if name not in known)
    problems = (*_wrong_shapes(names, matches), *_missing(checkpoint, config, names, matches))
    absent = [param for name, param in universe.items() if name not in matches and not param.buffer]
    wrapped = wrapper_problem(names, absent, unknown) if problems else None
    problems = problems if wrapped is None else (wrapped, *problems)
    prefix = f"{family.base_prefix}."
    if checkpoint.dialect.strips_base:
        is_base = not names.prefix
    elif checkpoint.head is not None:
        is_base = family.is_base(checkpoint.head)
    else:
        is_base = all(name.startswith(prefix) for name in matches)
    skeleton = Skeleton(
        *(checkpoint.dialect, (), family, universe),
        is_base=is_base,
        spellings=spellings,
        has_statistics=has_statistics(universe.values()),
    )
    return Matching(skeleton, matches, unknown, problems, copies, checkpoint.ties)


def _matched(names: SourceNames, param: ParamSpec) -> Matched | None:
    ingredients = names.ingredients(param) if names.makings else None
    if ingredients is not None:
        return Matched(param, ingredients.specs[0], ingredients=ingredients)
    spec = names.find(param)
    return None if spec is None else Matched(param, spec)


def _let_copies_stand_for_owners(matches: dict[str, Matched], universe: Mapping[str, ParamSpec]) -> Iterator[str]:
    """Leave one stored tensor for each tied group, under its owner's name; yields the stored names of the others.

    Some writers store only the copy of a tied tensor: it then is the owner's value. So is a copy that prevails.
    """
    for name, match in sorted(matches.items(), key=lambda item: not item[1].param.prevails):
        owner = universe.get(match.param.tied or "")
        if owner is None:
            continue
        del matches[name]
        held = matches.get(owner.name)
        if held is None or match.param.prevails:
            matches[owner.name] = Matched(owner, match.spec, stored_as=match.param)
        left = held if match.param.prevails else match
        if held is not None and left is not None and held.spec is not match.spec:
            yield left.spec.name


def match_plain(checkpoint: Checkpoint) -> Matching:
    """Match every stored name to a canonical parameter of the same name and of unknown kind."""
    matches = {spec.name: Matched(ParamSpec(spec.name, spec.shape), spec) for spec in checkpoint.catalog.values()}
    return Matching(Skeleton(checkpoint.dialect, ()), matches, (), ())


def _wrong_shapes(names: SourceNames, matches: Mapping[str, Matched]) -> Iterator[str]:
    for match in matches.values():
        if match.ingredients is not None:
            yield from _unfit(names, match, match.ingredients)
        elif names.canonical_shape(match.stored_as or match.param, match.spec) != match.param.shape:
            own = match.layout(names.dialect).shape(match.param.shape)
            yield f"{match.spec.name}: stored shape {list(match.spec.shape)}, config.json says {list(own)}"


def _unfit(names: SourceNames, match: Matched, ingredients: Ingredients) -> Iterator[str]:
    """Reasons why stored tensors cannot be assembled to a parameter."""
    for spec, stored_as in {each.spec.name: (each.spec, each.stored_as) for each in ingredients.pieces}.values():
        if names.canonical_shape(stored_as, spec) != stored_as.shape:
            own = names.dialect.layout(stored_as).shape(stored_as.shape)
            yield f"{spec.name}: stored shape {list(spec.shape)}, config.json says {list(own)}"
    if ingredients.shape != match.param.shape:
        yield f"{match.param.name}: {list(match.param.shape)} by its family, {list(ingredients.shape)} by its spelling"
    dtypes = sorted({spec.dtype.name for spec in ingredients.specs})
    if len(dtypes) > 1:
        yield f"{match.param.name}: stored as tensors of several dtypes ({', '.join(dtypes)})"


def integer_weights(matching: Matching) -> list[str]:
    """One line for each tensor of integers whose parameter is of floating point."""
    return [
        f"{spec.name}: stored as {spec.dtype.name}, but its values are floating point"
        for match in matching.matches.values()
        for spec in match.specs
        if match.param.kind is not Kind.RAW and is_integer(spec.dtype)
    ]


def _missing(
    checkpoint: Checkpoint, config: PretrainedConfig, names: SourceNames, matches: Mapping[str, Matched]
) -> Iterator[str]:
    if checkpoint.architecture is None or checkpoint.head is None:
        return
    for param in checkpoint.architecture.own_parameters(config, checkpoint.head):
        if not param.buffer and param.name not in matches and param.tied not in matches:
            absent = names.lacking(param)
            of = f" because it lacks {shorten(absent, 3)}" if absent else ""
            yield f"{param.name}: missing{of}; config.json says that this is a {checkpoint.head}"
