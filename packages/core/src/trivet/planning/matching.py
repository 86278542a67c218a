"""Giving every stored tensor its canonical parameter: what `convert`, `verify` and `diff` share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trivet.codecs.quantized import is_integer
from trivet.families.config import PretrainedConfig
from trivet.layout import Dialect, Kind, Layout, ParamSpec
from trivet.planning.copies import NO_TIES, Ties
from trivet.planning.opening import Checkpoint
from trivet.planning.skeleton import Skeleton
from trivet.planning.source_names import SourceNames
from trivet.planning.ties import settle_ties
from trivet.planning.wrappers import wrapper_problem
from trivet.tensors import TensorSpec


@dataclass(frozen=True, slots=True)
class Matched:
    """One stored tensor and the parameter that it is.

    Attributes:
        stored_as: the tied copy under whose name and in whose layout it is stored, where only that is; else None.
    """

    param: ParamSpec
    spec: TensorSpec
    stored_as: ParamSpec | None = None

    def layout(self, dialect: Dialect) -> Layout:
        """Takes the canonical layout to the stored tensor's."""
        return dialect.layout(self.stored_as or self.param)


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
    names = SourceNames(checkpoint.catalog, checkpoint.dialect, family)
    found = {param.name: Matched(param, spec) for param in universe.values() if (spec := names.find(param)) is not None}
    known = {match.spec.name for match in found.values()}
    others = _let_copies_stand_for_owners(found, universe)
    copies = tuple(name for name in others if name not in checkpoint.ties.unread)
    unknown = tuple(name for name in checkpoint.catalog if name not in known)
    problems = (*_wrong_shapes(names, found), *_missing(checkpoint, config, found))
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
    skeleton = Skeleton(checkpoint.dialect, (), family, universe, is_base=is_base)
    return Matching(skeleton, found, unknown, problems, copies, checkpoint.ties)


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
        if names.canonical_shape(match.stored_as or match.param, match.spec) != match.param.shape:
            own = match.layout(names.dialect).shape(match.param.shape)
            yield f"{match.spec.name}: stored shape {list(match.spec.shape)}, config.json says {list(own)}"


def integer_weights(matching: Matching) -> list[str]:
    """One line for each tensor of integers that stands for a parameter of floating point."""
    return [
        f"{match.spec.name}: stored as {match.spec.dtype.name}, but its values are floating point"
        for match in matching.found.values()
        if match.param.kind is not Kind.RAW and is_integer(match.spec.dtype)
    ]


def _missing(checkpoint: Checkpoint, config: PretrainedConfig, found: Mapping[str, Matched]) -> Iterator[str]:
    if checkpoint.architecture is None or checkpoint.head is None:
        return
    for param in checkpoint.architecture.parameters(config, checkpoint.head):
        if not param.buffer and param.name not in found and param.tied not in found:
            yield f"{param.name}: missing; config.json says that this is a {checkpoint.head}"
