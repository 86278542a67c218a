"""The ways in which a Keras model may be handed its inputs: by keyword, by position, as one dict or as one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import numpy as np

from trivet_tf.framework import tf
from trivet_tf.outputs import TFModelOutput

Call = Callable[..., TFModelOutput | tuple[Any, ...]]


class TakesFlags:
    """Mixin of Keras models: the dict of inputs may have flags among its tensors, as `output_attentions` is one."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """As for any Keras model, which takes nothing but tensors by position."""
        if args and isinstance(args[0], Mapping):
            flags = {name: value for name, value in args[0].items() if isinstance(value, bool | np.bool_ | str)}
            if flags:
                args = ({name: value for name, value in args[0].items() if name not in flags}, *args[1:])
                kwargs = {**flags, **kwargs}
        return super().__call__(*args, **kwargs)  # type: ignore[misc]


def unpack_inputs(call: Call) -> Call:
    """Let the first argument of a model's `call` also be a dict or a sequence of all of them.

    `fit`, `predict` and `tf.data` hand a model's inputs over as one object. The type says nothing of the arguments:
    models that have one base take different ones, as their counterparts in the field do.
    """

    @wraps(call)
    def unpacked(self: Any, input_ids: Any = None, *args: Any, **kwargs: Any) -> TFModelOutput | tuple[Any, ...]:
        if isinstance(input_ids, Mapping):
            return call(self, *args, **{**input_ids, **kwargs})
        if isinstance(input_ids, list | tuple) and all(each is None or tf.is_tensor(each) for each in input_ids):
            return call(self, *input_ids, *args, **kwargs)
        return call(self, input_ids, *args, **kwargs)

    return unpacked
