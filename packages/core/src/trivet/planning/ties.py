"""Tied parameters that a checkpoint stores more than once: one rule for loading, converting, comparing and verifying.

Equal copies are one tensor. Different values are both kept if some config of the family unties them, and the
checkpoint is then read with that config; otherwise they are refused. Only tensors that are stored more than once are
read, except those that share their bytes.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any, Protocol, TypeVar

import numpy as np

from trivet.errors import CheckpointMismatchError
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.formats.storage import Storage
from trivet.layout import Dialect, ParamSpec
from trivet.layout.spellings import Spellings
from trivet.planning.copies import Stored, Ties
from trivet.planning.load_plan import LoadPlan
from trivet.planning.opening import Checkpoint
from trivet.planning.skeleton import Skeleton
from trivet.planning.source_names import SourceNames
from trivet.tensors import TensorSpec
from trivet.tensors.elements import same_but_for_rounding, same_values

logger = logging.getLogger(__name__)

Config = TypeVar("Config", bound=PretrainedConfig)


class Arrays(Protocol):
    """Reads the values of stored tensors."""

    def array(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The tensor in its stored layout."""
        ...

    def raw(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The tensor's bytes in C order, uint8 [nbytes]."""
        ...


def settle_ties(
    checkpoint: Checkpoint, config: Config, head: str | None = None, *, arrays: Arrays | None = None
) -> tuple[Checkpoint, Config]:
    """The checkpoint with its ties resolved, and a config whose models untie the tensors that differ.

    Args:
        config: is not changed; another is returned if values differ.
        head: the class that is to be filled; None considers every parameter that the family's checkpoints may hold.
        arrays: reads the values; None reads them from the checkpoint's files.

    Raises:
        CheckpointMismatchError: values differ, and no config of the family unties them.
    """
    family = checkpoint.architecture
    if family is None or not isinstance(config, family.config_class):
        return checkpoint, config
    arrays = Storage() if arrays is None else arrays
    family = family if head is None else family.for_head(head)
    params = _params(family, config, head, checkpoint.head)
    equal: set[tuple[str, str]] = set()
    names = SourceNames(checkpoint.catalog, checkpoint.dialect, family, Spellings(family.spellings(config)))
    differing = list(_differing(names, params, arrays, equal))
    unread = {} if head else dict(_unread(names, params, arrays))
    if not differing:
        return replace(checkpoint, ties=Ties(unread=unread, equal=frozenset(equal))), config
    changes = family.fields_apart(config, [one.param.name for one, _ in differing])
    settled = copy.deepcopy(config)
    for field, value in changes.items():
        *parts, own = field.split(".")
        setattr(reduce(getattr, parts, settled), own, value)
    holding = _params(family, settled, head, checkpoint.head)
    freed = [each for name, each in holding.items() if each.tied is None and params[name].tied is not None]
    left = list(_differing(names, holding, arrays, equal))
    if left or not all(map(names.candidates, freed)):
        raise _refusal(checkpoint, left or differing)
    apart = {one.spec.name: other.spec.name for one, other in differing}
    ties = Ties(apart, changes, unread, frozenset(equal))
    return replace(checkpoint, ties=ties), settled


def warn_of_ties(checkpoint: Checkpoint) -> None:
    """Log the tied tensors that differ and are both kept, if any."""
    for name, owner in checkpoint.ties.apart.items():
        fields = ", ".join(f"{field}={value}" for field, value in checkpoint.ties.fields.items())
        logger.warning(
            "%s: %s differs from %s, to which the model's family ties it. Both are kept: the config has %s.",
            *(checkpoint.path, name, owner, fields),
        )


def check_copies(
    plan: LoadPlan, checkpoint: Checkpoint, skeleton: Skeleton, *, arrays: Arrays | None = None
) -> LoadPlan:
    """The plan, after checking that the copies that it skips equal what is loaded instead.

    Args:
        arrays: as for `settle_ties`.

    Raises:
        CheckpointMismatchError: a copy differs, and the model shares its memory with what is loaded; or as for
            `refuse_uncomputed`.
    """
    arrays = Storage() if arrays is None else arrays
    refuse_uncomputed(plan, skeleton, arrays)
    foreign, unread = [], {}
    refused: list[tuple[Stored, Stored]] = []
    for one, other in plan.copies:
        pair = one.spec.name, other.spec.name
        if pair in checkpoint.ties.equal or is_copy(plan.dialect, one, other, arrays):
            continue
        if other.param.prevails:
            unread[pair[0]] = pair[1]
        elif one.param.name in skeleton.foreign:
            foreign.append(pair[0])
        else:
            refused.append((one, other))
    if refused:
        raise _refusal(checkpoint, refused, "load into a model that unties them")
    skipped = tuple(name for name in plan.skipped if name not in foreign)
    return replace(
        plan,
        skipped=skipped,
        unexpected=(*plan.unexpected, *foreign),
        unread=unread,
        apart=checkpoint.ties.apart,
    )


def refuse_uncomputed(plan: LoadPlan, skeleton: Skeleton, arrays: Arrays) -> None:
    """Refuse stored tensors that a model without a parameter for them would replace by other values.

    Raises:
        CheckpointMismatchError: a stored table differs from the one that the model computes instead.
    """
    differing = [each for each in plan.buffers if not _is_as_computed(each, plan.dialect, skeleton, arrays)]
    if differing:
        problems = [
            f"{each.spec.name}: differs from what {skeleton.dialect.name} models of this family compute instead; "
            "they have no parameter to hold it"
            for each in differing
        ]
        advice = "Load it with a backend whose models hold it (PyTorch, TensorFlow), or remove it from the checkpoint."
        raise CheckpointMismatchError(plan.source, problems, advice)


def _is_as_computed(stored: Stored, dialect: Dialect, skeleton: Skeleton, arrays: Arrays) -> bool:
    """Whether a stored tensor is what the model computes, to the precision of its dtype, or is not computed at all."""
    layout, own = dialect.layout(stored.param).inverse, skeleton.dialect.name
    if not layout.applies_to(stored.spec.shape) or layout.shape(stored.spec.shape) != stored.param.shape:
        # another number of rows than the model's: the table may be as large as a config says, so it is not computed
        return skeleton.naming.computed(replace(stored.param, shape=(1, 1)), own) is None
    values = skeleton.naming.computed(stored.param, own)
    return values is None or same_but_for_rounding(layout.view(arrays.array(stored.spec)), values)


def is_copy(dialect: Dialect, one: Stored, other: Stored, arrays: Arrays) -> bool:
    """Whether two stored tensors have the same canonical values; bit by bit if they have one dtype."""
    places = [(each.spec.file, each.spec.extents, each.spec.strides, each.spec.dtype) for each in (one, other)]
    layouts = [dialect.layout(each.param).inverse for each in (one, other)]
    if one.spec.extents and places[0] == places[1] and one.spec.shape == other.spec.shape and layouts[0] == layouts[1]:
        return True
    fits = all(layout.applies_to(each.spec.shape) for layout, each in zip(layouts, (one, other), strict=True))
    if not fits or layouts[0].shape(one.spec.shape) != layouts[1].shape(other.spec.shape):
        return False
    if one.spec.dtype.is_sub_byte or other.spec.dtype.is_sub_byte:
        alike = one.spec.dtype is other.spec.dtype and layouts[0] == layouts[1]
        return alike and bool((arrays.raw(one.spec) == arrays.raw(other.spec)).all())
    left, right = (layout.view(arrays.array(each.spec)) for layout, each in zip(layouts, (one, other), strict=True))
    return same_values(left, right)


def _params(family: Family, config: PretrainedConfig, head: str | None, stored: str | None) -> Mapping[str, ParamSpec]:
    if head is not None and family.head_named(head) is not None:
        return {param.name: param for param in family.parameters(config, head)}
    return family.universe(config, head or stored)


def _differing(
    names: SourceNames, params: Mapping[str, ParamSpec], arrays: Arrays, equal: set[tuple[str, str]]
) -> Iterator[tuple[Stored, Stored]]:
    """Pairs of stored tensors of one tied group that must be equal and are not.

    Args:
        equal: pairs that are known to be equal; extended by this function.
    """
    groups: dict[str, list[Stored]] = {}
    owners = {param.tied for param in params.values()}
    for param in sorted(params.values(), key=lambda each: each.tied is not None):  # owners first
        owner = param.tied or param.name
        if owner not in owners or param.buffer or param.prevails or owner not in params:
            continue
        spec = names.find(param)
        if spec is not None:
            groups.setdefault(owner, []).append(Stored(param, spec))
    for first, *others in groups.values():
        for other in others:
            pair = other.spec.name, first.spec.name
            if pair in equal or is_copy(names.dialect, other, first, arrays):
                equal.add(pair)
            else:
                yield other, first


def _unread(names: SourceNames, params: Mapping[str, ParamSpec], arrays: Arrays) -> Iterator[tuple[str, str]]:
    """Stored tensors that models do not compute with, because another of their tied group prevails."""
    for param in params.values():
        owner = params.get(param.tied or "")
        if not param.prevails or owner is None:
            continue
        own, other = names.find(owner), names.find(param)
        if own is None or other is None:
            continue
        if not is_copy(names.dialect, Stored(owner, own), Stored(param, other), arrays):
            yield own.name, other.name


def _refusal(
    checkpoint: Checkpoint, differing: list[tuple[Stored, Stored]], otherwise: str = ""
) -> CheckpointMismatchError:
    problems = [
        f"{one.spec.name}: differs from {other.spec.name}, to which it is tied: one tensor cannot have both values"
        for one, other in differing
    ]
    advice = f"Remove the one that is wrong{f', or {otherwise}' if otherwise else ''}."
    return CheckpointMismatchError(checkpoint.path, problems, advice)
