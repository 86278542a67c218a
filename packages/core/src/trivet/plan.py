"""The load plan: which stored tensor becomes which parameter, how, and every refusal. Reads no tensor bytes.

The target asks for its source, never the other way round: each parameter of the skeleton looks for the one stored
tensor that answers to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from trivet.copies import Stored
from trivet.dialects import PLAIN_NAMING, Dialect, Layout, Naming, ParamSpec, dialect_named
from trivet.dialects.ops import between
from trivet.dtypes import DType
from trivet.errors import ConversionError
from trivet.placement import DevicePlan
from trivet.plan_refusals import refuse_plan
from trivet.policy import KEEP_DTYPES, DTypePolicy
from trivet.source_names import SourceNames
from trivet.tensors import Catalog, TensorSpec


@dataclass(frozen=True, slots=True)
class Target:
    """One parameter of the model to be filled.

    Attributes:
        name: its own name in the model, in the model's dialect (`encoder/layer_._0/…/kernel`).
        param: what it is, in canonical terms.
    """

    name: str
    param: ParamSpec


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Every parameter of a model, live or abstract.

    Attributes:
        dialect: the model's own.
        targets: in module order.
        naming: the family's naming, or `PlainNaming`.
        known: everything that the family's checkpoints may hold, by canonical name; says what a leftover tensor is.
        core: canonical names without which a checkpoint of this family is broken.
        is_base: whether this is the family's base model, whose own files may leave the base prefix out.
        may_lack: patterns of own names that a checkpoint need not have, however strict the load is.
        may_hold: patterns of stored names that a checkpoint may have beside what the model wants.
        foreign: names in `known` of tied parameters that this model does not have, but others of its family do.
        unmapped: canonical name → type of the layer, for parameters of the framework's own layers that have no kind:
            how another dialect lays those out is not known.
        possible: canonical name → what else a parameter may be, where the model does not say what kind it is of.
        torch_names: canonical name → the names that PyTorch files have in its stead, where the author of a model has
            said so: the first that a file has is read, and the first of all is written.
        stored_names: canonical name → stored name, for one checkpoint whose names say nothing; empty: they do.
    """

    dialect: Dialect
    targets: tuple[Target, ...]
    naming: Naming = PLAIN_NAMING
    known: Mapping[str, ParamSpec] = field(default_factory=dict)
    core: frozenset[str] = frozenset()
    is_base: bool = False
    may_lack: tuple[str, ...] = ()
    may_hold: tuple[str, ...] = ()
    foreign: frozenset[str] = frozenset()
    unmapped: Mapping[str, str] = field(default_factory=dict)
    possible: Mapping[str, tuple[ParamSpec, ...]] = field(default_factory=dict)
    torch_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stored_names: Mapping[str, str] = field(default_factory=dict)

    def refuse_unmapped(self, names: Iterable[str], dialect: Dialect) -> None:
        """Refuse to take parameters to or from another dialect that lays them out in an unknown way.

        Raises:
            ConversionError: one of the canonical names is that of such a parameter.
        """
        unmapped = [name for name in names if name in self.unmapped] if dialect is not self.dialect else []
        if unmapped:
            raise ConversionError(
                f"{unmapped[0]}: how a {self.unmapped[unmapped[0]]} of {self.dialect.name} is laid out in the "
                f"{dialect.name} dialect is not known ({len(unmapped)} such parameter(s)). Keep the "
                f"{self.dialect.name} dialect, or build the model of layers that have a counterpart."
            )


@dataclass(frozen=True, slots=True)
class Step:
    """One stored tensor on its way to one parameter.

    Attributes:
        target: the parameter's own name in the model.
        param: the parameter, canonical.
        source: the stored tensor.
        layout: takes the stored layout to the model's.
        dtype: what the parameter gets.
        placement: what the backend understands as a place (a device, a sharding), or None for its default.
    """

    target: str
    param: ParamSpec
    source: TensorSpec
    layout: Layout
    dtype: DType
    placement: Any = None

    @property
    def is_cast(self) -> bool:
        """Whether the dtype changes."""
        return self.dtype is not self.source.dtype

    @property
    def nbytes(self) -> int:
        """Bytes of the parameter."""
        return self.dtype.nbytes(self.source.size)


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What a load will do. Everything that could be refused has been.

    Attributes:
        source: the checkpoint, for messages.
        dialect: the checkpoint's.
        steps: in file-offset order.
        tied: own name → own name of the parameter whose memory it shares.
        missing: own names that have no source and keep their initial values.
        mismatched: (own name, stored shape, expected shape), both canonical; not loaded, as the caller allowed.
        unexpected: stored names that no parameter asked for.
        skipped: stored names that need no loading: buffers, and copies of tied tensors.
        devices: how the parameters were spread over devices, if they were.
        copies: tied tensors that are skipped, each with the one that is loaded in its stead and that it has to equal.
        apart: stored name → stored name of what config.json ties it to, of tied tensors that differ and are both kept.
        unread: stored name → stored name of the tied tensor that models compute with, where the two differ.
        buffers: those of the skipped tensors for which the model has no parameter.
    """

    source: str
    dialect: Dialect
    steps: tuple[Step, ...]
    tied: Mapping[str, str]
    missing: tuple[str, ...]
    mismatched: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]
    unexpected: tuple[str, ...]
    skipped: tuple[str, ...]
    devices: DevicePlan | None = None
    copies: tuple[tuple[Stored, Stored], ...] = ()
    apart: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    buffers: tuple[Stored, ...] = ()

    @property
    def nbytes(self) -> int:
        """Bytes of all parameters that will be loaded."""
        return sum(step.nbytes for step in self.steps)


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
        dialect: the checkpoint's.
        strict: True refuses any missing or unexpected tensor; None (the default) refuses only a checkpoint that lacks
            parameters which every model of the family has, or has nothing in common with the model; False refuses
            neither. Whatever is let through is in the plan.
        placement: where each parameter goes.

    Raises:
        CheckpointMismatchError: with every problem found, before any tensor byte is read.
        AmbiguousMatchError: one parameter has several sources.
        ConversionError: as `Skeleton.refuse_unmapped`.
    """
    dialect = dialect_named(dialect) if isinstance(dialect, str) else dialect
    names = SourceNames(catalog, dialect, skeleton.naming, skeleton.torch_names, skeleton.stored_names)
    matcher = _Matcher(names, skeleton, policy, placement)
    for target in skeleton.targets:
        matcher.match(target)
    matcher.settle()
    skeleton.refuse_unmapped((step.param.name for step in matcher.steps), dialect)
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
    refuse_plan(plan, skeleton, names, matcher.missing, strict=strict, ignore_mismatched_sizes=ignore_mismatched_sizes)
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
        self.claimed: set[str] = set()  # stored names that some parameter answers for
        self.skipped: list[str] = []
        self.copies: list[tuple[Stored, Stored]] = []
        self.buffers: list[Stored] = []
        self.sources: dict[str, Stored] = {}  # by the own name of what they fill
        live = {target.param.name: target.param for target in skeleton.targets if target.param.tied}
        self.others = {**skeleton.known, **live}  # what may be stored beside what the model holds
        self.prevailing = {each.tied: each for each in self.others.values() if each.prevails}

    def match(self, target: Target) -> None:
        """Find one target's source."""
        param = target.param
        if param.tied is not None and param.tied in self.own_names:
            self.tied[target.name] = self.own_names[param.tied]
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
        elif not param.buffer:
            self.missing[target.name] = param

    def settle(self) -> None:
        """Account for stored copies of tied parameters and for buffers.

        An owner that is not stored itself takes its value from whichever of its copies is.
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
        """Load nothing from a stored tensor: a buffer, or what the own name `owner` is filled with otherwise."""
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
