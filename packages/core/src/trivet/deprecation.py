"""Deprecation warnings that point to the caller's line, however deep inside trivet they are raised."""

from __future__ import annotations

import sys
import warnings
from types import FrameType

_OURS = ("trivet", "trivet_torch", "trivet_tf", "trivet_flax")  # a plugin is a caller, whatever it is called
# Their wrappers add frames between the caller and the wrapped function.
_BETWEEN = ("contextlib", "functools", "torch.utils._contextlib", "tensorflow.python")


def warn_caller(message: str, category: type[Warning] = FutureWarning) -> None:
    """Issue a warning at the line of the nearest caller outside trivet and its backends."""
    level, frame = 2, sys._getframe(1)
    while _is_internal(frame) and frame.f_back is not None:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)


def _is_internal(frame: FrameType) -> bool:
    module = str(frame.f_globals.get("__name__", ""))
    return any(module == each or module.startswith(f"{each}.") for each in (*_OURS, *_BETWEEN))
