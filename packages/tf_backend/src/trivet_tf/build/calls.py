"""Calls of model classes: their arguments in TensorFlow's order, and their documentation."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from trivet.families.calls import call_doc, function_with, options_of, with_options
from trivet.families.family import Family
from trivet.families.heads import HeadKind
from trivet.families.inputs import ENCODER_STATES, INTERPOLATES, MASKED_PATCHES

_LATE = ("options", "labels")


def arguments_of(family: Family, kind: HeadKind | None) -> tuple[str, ...]:
    """The arguments of a model's call in TensorFlow's order: options before labels, unless the family differs.

    An encoder's states, which TensorFlow's classes have in `transformers` only where they take a cache, come behind all
    that those have: so what a caller gives by position means the same.
    """
    labels = () if kind is None else (*kind.older_labels, *kind.labels)
    if kind is not None and kind.side is not None:
        order = (*(name for name in kind.order if name not in labels), *_LATE)
    elif stated := (kind and kind.tensorflow_order) or family.tensorflow_order:
        order = _with_own(list(stated), family, kind)
    else:
        order = (*_inputs(family, kind), *_LATE)
    interpolates = [INTERPOLATES] if INTERPOLATES in family.inputs else []
    groups = {"options": with_options(interpolates), "labels": labels}
    left_out = {INTERPOLATES, *({MASKED_PATCHES, "use_cache"} & {*(() if kind is None else kind.leaves_out)})}
    kept = [name for name in order if name not in left_out]
    names = list(dict.fromkeys(name for each in kept for name in groups.get(each, (each,))))
    last = [name for name in ENCODER_STATES if name in names and "past_key_values" not in names]
    routing = [name for name in options_of(family, kind) if name == "output_router_logits"]
    return (*(name for name in names if name not in last), *last, *routing, "training")


def _inputs(family: Family, kind: HeadKind | None) -> tuple[str, ...]:
    """Inputs in the base model's order; inputs that only the kind has are at the kind's positions."""
    if kind is None:
        return family.inputs
    names = [name for name in family.inputs if name not in kind.leaves_out and name in (kind.order or family.inputs)]
    return _with_own(names, family, kind)


def _with_own(names: list[str], family: Family, kind: HeadKind | None) -> tuple[str, ...]:
    """Names of arguments, with the inputs that only the kind has behind those that they follow in the kind's order."""
    if kind is None:
        return tuple(names)
    for before, name in pairwise(kind.order):
        if name not in (*names, *family.inputs, *kind.older_labels, *kind.labels):
            names.insert(names.index(before) + 1, name)
    return tuple(names)


def call_with(
    family: Family, kind: HeadKind | None, output: str, run: Callable[[Any, dict[str, Any]], Any]
) -> Callable[..., Any]:
    """The `call` of a model class.

    Args:
        output: name of its output class.
        run: takes the model and all arguments by name.
    """
    arguments = arguments_of(family, kind)
    labels = () if kind is None else (*kind.older_labels, *kind.labels)
    defaults = {name: False if name == "training" else None for name in arguments}
    return function_with("call", defaults, run, doc=call_doc(arguments, output, labels))
