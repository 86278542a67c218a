"""The `forward` of each class, with real parameters and their documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch

from trivet.families import outputs
from trivet.families.calls import OPTIONS, arguments_of, call_doc, function_with, options_of, with_options
from trivet.families.family import Family
from trivet.families.heads import HeadKind
from trivet.families.inputs import INTERPOLATES, ROUTER_LOGITS

_FLAGS = ("use_cache", INTERPOLATES, ROUTER_LOGITS, *OPTIONS)
_OBJECTS = ("past_key_values", "encoder_outputs")


def parameters_of(family: Family, kind: HeadKind | None) -> tuple[str, ...]:
    """Names of the arguments of `forward`, in order: what a family has after `use_cache` follows the options."""
    names = arguments_of(family, kind)
    is_decoder = "past_key_values" in names and "decoder_input_ids" not in names
    place = names.index("use_cache") + 1 if "use_cache" in names else len(names)
    last = ("cache_position",) if is_decoder else ()
    options = options_of(family, kind)
    routing = [name for name in options if name == ROUTER_LOGITS]
    further = (name for name in options if name not in routing)
    return (*with_options((*names[:place], *routing)), *names[place:], *last, *further)


def forward_of(
    family: Family, kind: HeadKind | None, output: str, run: Callable[[Any, Mapping[str, Any]], Any]
) -> Callable[..., Any]:
    """A `forward` that passes its arguments to `run` by name.

    Args:
        output: name of its output class.
    """
    names, older = parameters_of(family, kind), () if kind is None else kind.older_labels
    annotations: dict[str, Any] = {name: _annotation(name) for name in (*names, *older)}
    return function_with(
        "forward",
        dict.fromkeys((*names, *older)),
        run,
        doc=call_doc((*names, *older), output, () if kind is None else (*kind.labels, *older)),
        annotations={**annotations, "return": getattr(outputs, output)[torch.Tensor] | tuple[Any, ...]},
    )


def _annotation(name: str) -> Any:
    if name in _OBJECTS:
        return Any
    if name in _FLAGS:
        return bool | None
    return int | None if name == "logits_to_keep" else torch.Tensor | None
