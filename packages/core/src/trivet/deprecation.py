"""Warnings of old names that point to the line of the caller, however deep in trivet they are given."""

from __future__ import annotations

import sys
import warnings
from types import FrameType

_BETWEEN = ("contextlib", "functools")  # their wrappers stand between a caller and what they wrap


def warn_caller(message: str, category: type[Warning] = FutureWarning) -> None:
    """Warn of what the nearest caller outside of trivet and its backends has written."""
    level, frame = 2, sys._getframe(1)
    while _passed_over(frame) and frame.f_back is not None:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)


def _passed_over(frame: FrameType) -> bool:
    package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return package == "trivet" or package.startswith("trivet_") or package in _BETWEEN
