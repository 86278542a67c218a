"""The ways in which a Keras model may be handed its inputs: by keyword, by position, as one dict or as one list."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import numpy as np

from trivet_tf.framework import tf
from trivet_tf.model.outputs import TFModelOutput

Call = Callable[..., TFModelOutput | tuple[Any, ...]]


class TakesFlags:
    """Mixin of Keras models: the dict of inputs may have flags among its tensors, as `output_attentions` is one.

    A subclass may write its `call` with `**kwargs`, which it hands on: they are what the parent's `call` takes.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "call" in vars(cls):
            _name_arguments(cls)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """As for any Keras model, which takes nothing but tensors by position."""
        if args and isinstance(args[0], Mapping):
            flags = {name: value for name, value in args[0].items() if isinstance(value, bool | np.bool_ | str)}
            if flags or not isinstance(args[0], dict):  # of mappings, Keras sees into plain dicts alone
                args = ({name: value for name, value in args[0].items() if name not in flags}, *args[1:])
                kwargs = {**flags, **kwargs}
        return super().__call__(*args, **kwargs)  # type: ignore[misc]


def _name_arguments(cls: type[Any]) -> None:
    """Say of a `call` with `**kwargs` what it takes by name: Keras passes no tensors and flags in one such argument."""
    call = vars(cls)["call"]
    own = inspect.signature(call).parameters
    kinds = {each.kind for each in own.values()}
    parent = next((vars(each)["call"] for each in cls.__mro__[1:] if "call" in vars(each)), None)
    if inspect.Parameter.VAR_KEYWORD not in kinds or parent is None:
        return
    first, *behind = (each for each in own.values() if each.kind not in _OPEN)
    further = list(inspect.signature(parent).parameters.values())[1:]
    further = [each for each in further if each.kind not in _OPEN and each.name not in own]
    by_place = [each for each in behind if each.kind is not each.KEYWORD_ONLY]
    if by_place or inspect.Parameter.VAR_POSITIONAL not in kinds:
        further = [each.replace(kind=each.KEYWORD_ONLY) for each in further]
    by_name = [each for each in behind if each.kind is each.KEYWORD_ONLY]
    call.__signature__ = inspect.Signature([first, *by_place, *further, *by_name])


_OPEN = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def unpack_inputs(func: Call) -> Call:
    """Let the main argument of a model's `call` also be a dict or a sequence of all of them.

    `fit`, `predict` and `tf.data` hand a model's inputs over as one object. By position the main argument is the first,
    by keyword the one that the model's `main_input_name` says, or else the first. The type says nothing of the
    arguments: models that have one base take different ones, as their counterparts in the field do.
    """
    names = list(inspect.signature(func).parameters)[1:]

    @wraps(func)
    def unpacked(self: Any, *args: Any, **kwargs: Any) -> TFModelOutput | tuple[Any, ...]:
        main = getattr(self, "main_input_name", None)
        name = main if main in names else names[0]
        if args:
            inputs, *args_behind = args
        elif name in kwargs:
            inputs, args_behind = kwargs[name], []
        else:
            return func(self, **kwargs)
        if isinstance(inputs, Mapping):
            return func(self, *args_behind, **{**inputs, **_without(kwargs, args, name)})
        if isinstance(inputs, list | tuple) and all(each is None or tf.is_tensor(each) for each in inputs):
            return func(self, *inputs, *args_behind, **_without(kwargs, args, name))
        return func(self, *args, **kwargs)

    return unpacked


def _without(kwargs: Mapping[str, Any], args: Sequence[Any], name: str) -> dict[str, Any]:
    """The keywords besides the main argument, if that is not passed by position."""
    return dict(kwargs) if args else {key: value for key, value in kwargs.items() if key != name}
