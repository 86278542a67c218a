"""Why a plan is refused: shapes, missing and unexpected tensors, all in one error, the likely cause first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from trivet.codecs.quantized import is_integer
from trivet.errors import CheckpointMismatchError, shorten
from trivet.layout import Kind, ParamSpec
from trivet.planning.source_names import SourceNames
from trivet.planning.wrappers import wrapper_problem

if TYPE_CHECKING:
    from trivet.planning.load_plan import LoadPlan
    from trivet.planning.skeleton import Skeleton


def matches_any(name: str, patterns: Iterable[str]) -> bool:
    """Whether one of the regular expressions matches somewhere in a name."""
    return any(re.search(pattern, name) for pattern in patterns)


def refuse_plan(
    plan: LoadPlan,
    skeleton: Skeleton,
    names: SourceNames,
    missing: Mapping[str, ParamSpec],
    *,
    uneven: Iterable[str] = (),
    strict: bool | None,
    ignore_mismatched_sizes: bool,
) -> None:
    """
    Args:
        uneven: own names of parameters whose stored tensors have several dtypes.

    Raises:
        CheckpointMismatchError: the plan has a problem that the caller did not allow.
    """
    problems: list[str] = []
    advice: list[str] = []
    if plan.mismatched and not ignore_mismatched_sizes:
        problems += [
            f"{name}: stored shape {list(stored)}, the model has {list(own)}" for name, stored, own in plan.mismatched
        ]
        advice.append("ignore_mismatched_sizes=True keeps the model's initial values for those.")
    stored = [(step, source) for step in plan.steps for source in (step.sources if step.pieces else (step.source,))]
    problems += [
        f"{step.target}: stored as {source.dtype.name}, whose elements are packed below a byte; no model has such"
        for step, source in stored
        if source.dtype.is_sub_byte
    ]
    problems += [
        f"{step.target}: stored as {source.dtype.name}, but its values are floating point; quantized weights are not "
        "read here"
        for step, source in stored
        if step.param.kind is not Kind.RAW and is_integer(source.dtype)
    ]
    problems += [f"{name}: stored as tensors of several dtypes; choose one (dtype=)" for name in uneven]
    broken = [
        name
        for name, param in missing.items()
        if (strict and not matches_any(name, skeleton.may_lack)) or (strict is None and param.name in skeleton.core)
    ]
    unclear = {} if strict is False else _unclear(skeleton, names, missing)
    problems += unclear.values()
    problems += [
        f"{name}: missing from the checkpoint{_absent_pieces(names, missing[name])}"
        for name in broken
        if name not in unclear
    ]
    if unclear:
        advice.append(
            "Load into the module itself, whose layers say what their parameters are, or convert the file first: "
            f"trivet convert --to {skeleton.dialect.name}."
        )
    if strict:
        surplus = [name for name in plan.unexpected if not matches_any(name, skeleton.may_hold)]
        problems += [f"{name}: in the checkpoint, but not in the model" for name in surplus]
    elif strict is None and set(broken) - unclear.keys():
        advice.append("strict=False initialises missing parameters instead.")
    if not plan.steps and not plan.mismatched and skeleton.targets:
        problems.append(f"nothing in it belongs to the model (it holds, for example, {shorten(plan.unexpected, 3)})")
    wrapped = wrapper_problem(names, missing.values(), plan.unexpected) if problems else None
    if wrapped is not None:
        raise CheckpointMismatchError(plan.source, [wrapped, *problems])
    if problems:
        raise CheckpointMismatchError(plan.source, problems, " ".join(advice))


def _absent_pieces(names: SourceNames, param: ParamSpec) -> str:
    """Names the absent tensors of a parameter that is stored in part."""
    absent = names.lacking(param)
    return f", which lacks {shorten(absent, 3)} of its tensors" if absent else ""


def _unclear(skeleton: Skeleton, names: SourceNames, missing: Mapping[str, ParamSpec]) -> dict[str, str]:
    """The problems, by own name, of parameters of an unknown kind that another dialect's file may well hold."""
    problems: dict[str, str] = {}
    if names.dialect is skeleton.dialect:
        return problems
    for own, param in missing.items():
        others = skeleton.possible.get(param.name, ())
        stored = next((candidates[0] for other in others if (candidates := names.candidates(other))), None)
        if stored is not None:
            kinds = ", ".join(dict.fromkeys(other.kind.value for other in others))
            problems[own] = f"{own}: {stored} is probably its tensor, but its layout is unknown: it may be of {kinds}"
    return problems
