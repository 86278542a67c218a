"""Matching a checkpoint to a model, with every refusal. Reads no tensor bytes.

Matching goes from target to source, never the other way round: each parameter of the skeleton looks for the one stored
tensor that holds it, or for those from which a recipe of its family assembles it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trivet.layout import IDENTITY, Dialect, ParamSpec, dialect_named
from trivet.layout.ops import between
from trivet.planning.copies import Stored
from trivet.planning.load_plan import LoadPlan, Piece, Step
from trivet.planning.policy import KEEP_DTYPES, DTypePolicy
from trivet.planning.refusals import refuse_plan
from trivet.planning.skeleton import Skeleton, Target
from trivet.planning.source_names import Ingredients, SourceNames
from trivet.tensors import Catalog, TensorSpec


def plan_load(
    catalog: Catalog,
    skeleton: Skeleton,
    *,
    source: str,
    dialect: Dialect | str,
    policy: DTypePolicy = KEEP_DTYPES,
    strict: bool | None = None,
    ignore_mismatched_sizes: bool = False,
    placement: Callable[[ParamSpec], Any] | None = None,
) -> LoadPlan:
    """Match a checkpoint to a model.

    Args:
        dialect: the dialect of the checkpoint.
        strict: True refuses any missing or unexpected tensor; None (the default) refuses only a checkpoint that lacks
            parameters which every model of the family has, or has nothing in common with the model; False refuses
            neither. Whatever is allowed is listed in the plan.
        placement: where each parameter goes.

    Raises:
        CheckpointMismatchError: the two do not match; lists every problem, before any tensor byte is read.
        AmbiguousMatchError: one parameter has several sources.
        ConversionError: as for `Skeleton.refuse_layers_without_kind`.
    """
    dialect = dialect_named(dialect) if isinstance(dialect, str) else dialect
    names = SourceNames(catalog, dialect, skeleton.naming, skeleton.spellings, skeleton.stored_names)
    matcher = _Matcher(names, skeleton, policy, placement)
    for target in skeleton.targets:
        matcher.match(target)
    matcher.settle()
    skeleton.refuse_layers_without_kind((step.param.name for step in matcher.steps), dialect)
    plan = LoadPlan(
        source=source,
        dialect=dialect,
        steps=tuple(sorted(matcher.steps, key=lambda step: (step.source.file, step.source.offset))),
        tied=matcher.tied,
        missing=tuple(matcher.missing),
        mismatched=tuple(matcher.mismatched),
        unexpected=tuple(name for name in catalog if name not in matcher.claimed),
        skipped=tuple(matcher.skipped),
        copies=tuple(matcher.copies),
        buffers=tuple(matcher.buffers),
    )
    refuse_plan(
        *(plan, skeleton, names, matcher.missing),
        uneven=matcher.uneven,
        strict=strict,
        ignore_mismatched_sizes=ignore_mismatched_sizes,
    )
    return plan


class _Matcher:
    """The state of one matching; used once, by `plan_load`."""

    def __init__(
        self,
        names: SourceNames,
        skeleton: Skeleton,
        policy: DTypePolicy,
        placement: Callable[[ParamSpec], Any] | None,
    ) -> None:
        self.names, self.skeleton, self.policy, self.placement = names, skeleton, policy, placement
        self.own_names = {target.param.name: target.name for target in skeleton.targets}
        self.steps: list[Step] = []
        self.tied: dict[str, str] = {}
        self.missing: dict[str, ParamSpec] = {}
        self.mismatched: list[tuple[str, tuple[int, ...], tuple[int, ...]]] = []
        self.claimed: set[str] = set()  # stored names that belong to some parameter
        self.uneven: list[str] = []  # own names of parameters stored as several dtypes
        self.skipped: list[str] = []
        self.copies: list[tuple[Stored, Stored]] = []
        self.buffers: list[Stored] = []
        self.sources: dict[str, Stored] = {}  # by the own name of the parameter that they fill
        live = {target.param.name: target.param for target in skeleton.targets if target.param.tied}
        self.others = {**skeleton.known, **live}  # parameters that may be stored though the model lacks them
        self.prevailing = {each.tied: each for each in self.others.values() if each.prevails}

    def match(self, target: Target) -> None:
        """Find one target's source."""
        param = target.param
        if param.tied is not None and param.tied in self.own_names:
            self.tied[target.name] = self.own_names[param.tied]
            return
        ingredients = self.names.ingredients(param) if self.names.makings else None
        if ingredients is not None:
            self._make(target, ingredients)
            return
        spec = self.names.find(param)
        other = self.prevailing.get(param.name)
        value = None if other is None else self.names.find(other)
        if other is not None and value is not None and value is not spec:
            self._add(target, other, value)
            if spec is not None:
                self._skip(target.name, param, spec)
        elif spec is not None:
            self._add(target, param, spec)
        elif not param.buffer and not self._fill_from_owner(target):
            self.missing[target.name] = param

    def _fill_from_owner(self, target: Target) -> bool:
        """Fill a target from the parameter to which other models of its family tie it, if this model lacks that.

        A stand-alone decoder has its own word embedding; files of encoder-decoders hold the shared one.
        """
        known = self.skeleton.known
        declared = known.get(target.param.name)
        owner = None if declared is None or declared.tied is None else known.get(declared.tied)
        spec = None if owner is None or owner.name in self.own_names else self.names.find(owner)
        if owner is None or spec is None:
            return False
        self._add(target, owner, spec)
        return True

    def settle(self) -> None:
        """Account for stored copies of tied parameters and for buffers.

        An owner that is not stored itself takes its value from a copy that is.
        """
        for param in self.others.values():
            owner = self.own_names.get(param.tied or "")
            if owner is None and not param.buffer:
                continue
            spec = self.names.find(param)
            if spec is None or spec.name in self.claimed:
                continue
            if owner is not None and owner in self.missing:
                self._add(Target(owner, self.missing.pop(owner)), param, spec)
            else:
                self._skip(owner, param, spec)

    def _skip(self, owner: str | None, param: ParamSpec, spec: TensorSpec) -> None:
        """Skip a stored tensor: a buffer, or a copy of what the parameter `owner` is filled with."""
        self.claimed.add(spec.name)
        self.skipped.append(spec.name)
        if owner in self.sources:
            self.copies.append((Stored(param, spec), self.sources[owner]))
        elif owner is None:
            self.buffers.append(Stored(param, spec))

    def _add(self, target: Target, stored_as: ParamSpec, spec: TensorSpec) -> None:
        self.claimed.add(spec.name)
        shape = self.names.canonical_shape(stored_as, spec)
        if shape != target.param.shape:
            self.mismatched.append((target.name, shape or spec.shape, target.param.shape))
            return
        layout = between(self.names.dialect.layout(stored_as), self.skeleton.dialect.layout(target.param))
        dtype = self.policy.resolve(target.param.name, spec.dtype)
        place = self.placement(target.param) if self.placement is not None else None
        self.steps.append(Step(target.name, target.param, spec, layout, dtype, place))
        self.sources[target.name] = Stored(stored_as, spec)

    def _make(self, target: Target, ingredients: Ingredients) -> None:
        """Fill a parameter with pieces of stored tensors, if all have the shapes that the recipe states."""
        names, shape = self.names, ingredients.shape
        self.claimed.update(each.spec.name for each in ingredients.pieces)
        for each in ingredients.pieces:
            stored = names.canonical_shape(each.stored_as, each.spec)
            if stored != each.stored_as.shape:
                self.mismatched.append((target.name, stored or each.spec.shape, each.stored_as.shape))
                return
        if shape != target.param.shape:
            self.mismatched.append((target.name, shape, target.param.shape))
            return
        own = self.skeleton.dialect.layout(target.param)
        pieces = tuple(
            Piece(each.spec, each.take.on(names.dialect.layout(each.stored_as)), each.into.on(own))
            for each in ingredients.pieces
        )
        dtypes = [self.policy.resolve(target.param.name, each.source.dtype) for each in pieces]
        if len(set(dtypes)) > 1:
            self.uneven.append(target.name)
        place = self.placement(target.param) if self.placement is not None else None
        first = min((each.source for each in pieces), key=lambda spec: (spec.file, spec.offset))
        self.steps.append(Step(target.name, target.param, first, IDENTITY, dtypes[0], place, pieces, ingredients.shift))
