"""Shardings of parameters over devices: by a user's patterns, and by the roles of the families' blueprints.

Decided before a byte is read.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from jax.sharding import Mesh, NamedSharding, PartitionSpec

from trivet.errors import shorten
from trivet.layout import Kind, ParamSpec
from trivet.layout.params import Role
from trivet.planning.skeleton import Skeleton, Target
from trivet_flax.errors import ShardingError

logger = logging.getLogger(__name__)

Scheme: TypeAlias = Literal["tp", "fsdp"]
Rules: TypeAlias = Mapping[str, PartitionSpec]

# Usual names of the mesh axis of each scheme; a mesh with one axis may have any name for it.
_AXES: Mapping[str, tuple[str, ...]] = {"tp": ("tp", "tensor", "model"), "fsdp": ("fsdp", "data", "dp")}


def plan_shardings(
    skeleton: Skeleton, mesh: Mesh, scheme: Scheme | None = None, rules: Rules | None = None
) -> dict[str, NamedSharding]:
    """The sharding of every parameter that is not tied, by its own name.

    The first rule whose pattern matches in the name applies; other parameters are sharded by the scheme, and replicated
    if the scheme cannot split them evenly, or if there is none.

    The arrays use the mesh unchanged, with any types of axes; see `explicit_mesh`.

    Args:
        rules: regular expression, searched for in the own dotted name → how to split the parameter's own axes.

    Raises:
        ShardingError: the mesh is not a mesh, or has no axis for the scheme; a rule is not a regular expression with a
            `PartitionSpec`; or it names an axis that the mesh or the parameter does not have, one axis twice, or one
            that does not divide the parameter's.
    """
    if scheme is not None and scheme not in _AXES:
        raise ShardingError([f"sharding={scheme!r} is not a scheme; there are {', '.join(map(repr, _AXES))}"])
    if not isinstance(mesh, Mesh):
        raise ShardingError([f"mesh must be a jax.sharding.Mesh, not {type(mesh).__name__}"])
    if malformed := _malformed(rules or {}):
        raise ShardingError(malformed)
    axis = "" if scheme is None else _axis_of(scheme, mesh)
    problems: list[str] = []
    shardings: dict[str, NamedSharding] = {}
    unused = dict.fromkeys(rules or {})
    own = {target.param.name for target in skeleton.targets}
    for target in skeleton.targets:
        if target.param.tied is not None and target.param.tied in own:
            continue
        shape = skeleton.dialect.layout(target.param).shape(target.param.shape)
        pattern = next((each for each in rules or {} if re.search(each, target.name)), None)
        if pattern is None:
            spec = _default(target, shape, scheme, axis, mesh.shape.get(axis, 1))
        else:
            unused.pop(pattern, None)
            spec = _split(*(rules or {})[pattern])
            faults = _faults(spec, shape, mesh)
            problems += [f"{target.name} {list(shape)}, rule {pattern!r}: {fault}" for fault in faults]
            if faults:
                continue
        shardings[target.name] = NamedSharding(mesh, spec)
    if problems:
        raise ShardingError(problems)
    if unused:
        logger.warning("sharding_rules: no parameter matches %s", shorten([*unused], 5))
    return shardings


def _malformed(rules: object) -> list[str]:
    """Problems of rules that do not depend on parameters."""
    if not isinstance(rules, Mapping):
        return [f"sharding_rules must be a mapping of patterns to PartitionSpec, not {type(rules).__name__}"]
    problems = []
    for pattern, spec in rules.items():
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            problems.append(f"rule {pattern!r} is not a regular expression ({error})")
        if not isinstance(spec, PartitionSpec | tuple):
            problems.append(f"rule {pattern!r}: {spec!r} is not a PartitionSpec")
    return problems


def _axis_of(scheme: Scheme, mesh: Mesh) -> str:
    """The mesh axis over which a scheme splits."""
    names = [str(name) for name in mesh.axis_names]
    if len(names) == 1:
        return names[0]
    named = [name for name in _AXES[scheme] if name in names]
    if not named:
        expected = " or ".join(map(repr, _AXES[scheme]))
        problem = f"sharding={scheme!r} splits over a mesh axis called {expected}; the mesh has {', '.join(names)}"
        raise ShardingError([problem])
    return named[0]


def _default(target: Target, shape: tuple[int, ...], scheme: Scheme | None, axis: str, ways: int) -> PartitionSpec:
    """How a scheme splits a parameter over the `ways` of a mesh axis; replicated if no axis is divisible."""
    if scheme is None:
        return _split()
    if scheme == "fsdp":
        # gathering vectors costs more than it saves
        split = [place for place, length in enumerate(shape) if len(shape) > 1 and length and length % ways == 0]
        chosen = max(split, key=lambda place: shape[place], default=None)
    else:
        chosen = _tensor_parallel_axis(target.param, len(shape))
        if chosen is not None and shape[chosen] % ways:
            chosen = None
    return _split() if chosen is None else _split(*(None,) * chosen, axis)


def _split(*entries: str | tuple[str, ...] | None) -> PartitionSpec:
    return PartitionSpec(*entries)  # type: ignore[no-untyped-call]


def _tensor_parallel_axis(param: ParamSpec, axes: int) -> int | None:
    """The axis, in the Flax dialect, that a parameter's role splits; None if it is replicated."""
    match param.role:
        case Role.VOCAB:  # a kernel [in, words], a bias [words]; a table [words, …]
            return axes - 1 if param.kind in (Kind.LINEAR, Kind.LINEAR_ROWS) else 0
        case Role.EXPERT:
            return 0
        case Role.COLUMN:
            return _outputs_axis(param, axes)
        case Role.ROW if axes == 2:
            return 1 - _outputs_axis(param, axes)
    return None


def _outputs_axis(param: ParamSpec, axes: int) -> int:
    """Kernels are [in, out], those of GPT-2's layers [out, in] in the Flax dialect; biases are [out]."""
    return 0 if axes == 1 or param.kind is Kind.CONV1D_GPT2 else 1


def _faults(spec: PartitionSpec, shape: tuple[int, ...], mesh: Mesh) -> list[str]:
    """Reasons why a parameter of that shape cannot be split by a spec."""
    if len(spec) > len(shape):
        return [f"{spec} has {len(spec)} axes, the parameter has {len(shape)}"]
    faults: list[str] = []
    seen: set[str] = set()
    for place, entry in enumerate(spec):
        names = () if entry is None else entry if isinstance(entry, tuple) else (entry,)
        unknown = [name for name in names if name not in mesh.shape]
        if unknown:
            faults.append(f"the mesh has no axis {unknown[0]!r}, only {', '.join(map(str, mesh.axis_names))}")
            continue
        if len({*names} - seen) < len(names):
            faults.append(f"{spec} splits over a mesh axis twice")
        seen |= {*names}
        ways = math.prod(mesh.shape[name] for name in names)
        if shape[place] % ways:
            faults.append(f"axis {place} ({shape[place]}) does not divide into {ways} parts ({', '.join(names)})")
    return faults
