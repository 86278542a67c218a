"""The ways in which a Keras model may be handed its inputs: by keyword, by position, as one dict or as one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from trivet_tf.framework import tf

Call = TypeVar("Call", bound=Callable[..., Any])


def unpack_inputs(call: Call) -> Call:
    """Let the first argument of a model's `call` also be a dict or a sequence of all of them.

    `fit`, `predict` and `tf.data` hand a model's inputs over as one object.
    """

    @wraps(call)
    def unpacked(self: Any, input_ids: Any = None, *args: Any, **kwargs: Any) -> Any:
        if isinstance(input_ids, Mapping):
            return call(self, *args, **{**input_ids, **kwargs})
        if isinstance(input_ids, list | tuple) and all(each is None or tf.is_tensor(each) for each in input_ids):
            return call(self, *input_ids, *args, **kwargs)
        return call(self, input_ids, *args, **kwargs)

    return unpacked  # type: ignore[return-value]
