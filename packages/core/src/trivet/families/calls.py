"""Calls of model classes: which arguments a class takes, and functions that have them as real parameters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from trivet.families.family import Family
from trivet.families.heads import HeadKind


def arguments_of(family: Family, kind: HeadKind | None) -> tuple[str, ...]:
    """What a model's call takes, labels included, options such as `return_dict` not, in the order of PyTorch's classes.

    Args:
        kind: of its head; None for the base model.
    """
    if kind is None:
        return family.inputs
    if kind.order:
        return kind.order
    names = [name for name in family.inputs if name not in kind.leaves_out]
    place = names.index("use_cache") if "use_cache" in names else len(names)
    return (*names[:place], *kind.labels, *names[place:])


def function_with(
    name: str,
    parameters: Mapping[str, Any],
    run: Callable[[Any, dict[str, Any]], Any],
    *,
    doc: str,
    annotations: Mapping[str, Any] | None = None,
) -> Callable[..., Any]:
    """A method with real parameters, as `inspect.signature`, `help`, compilers and trainers read them.

    Args:
        parameters: name → default.
        run: called with the object and with all arguments by name.
        annotations: of parameters, and of `return`.

    Raises:
        ValueError: a name is not an identifier.
    """
    for each in (name, *parameters):
        if not each.isidentifier():
            raise ValueError(f"{each!r} is not an identifier")
    listed = ", ".join(f"{each}=_defaults[{place}]" for place, each in enumerate(parameters))
    named = ", ".join(f"{each!r}: {each}" for each in parameters)
    # As dataclasses make `__init__`: Python has no other way to a function with parameters of given names. It closes
    # over what it calls, and its globals are a module's own: compilers look those up in the module.
    source = (
        f"def _make(_run, _defaults):\n    def {name}(self, {listed}):\n        return _run(self, {{{named}}})\n"
        f"    return {name}\n"
    )
    namespace: dict[str, Any] = {}
    exec(source, vars(sys.modules[run.__module__]), namespace)
    function: Callable[..., Any] = namespace["_make"](run, tuple(parameters.values()))
    function.__doc__ = doc
    function.__annotations__ = dict(annotations or {})
    function.__module__ = run.__module__
    return function
