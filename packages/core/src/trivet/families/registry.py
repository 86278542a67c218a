"""The architectures that are installed, by model type. Each is imported on first use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, cast

from trivet.errors import UnknownModelTypeError

if TYPE_CHECKING:
    from trivet.families.architecture import Architecture

from trivet.entry_points import points


@cache
def architecture_points() -> Mapping[str, EntryPoint]:
    """Entry points of the known architectures by model type. None is loaded."""
    return points("trivet.architectures")


@cache
def architecture(model_type: str) -> Architecture:
    """The architecture of a model type.

    Raises:
        UnknownModelTypeError: none is registered.
    """
    point = architecture_points().get(model_type)
    if point is None:
        raise UnknownModelTypeError(model_type, list(architecture_points()))
    loaded = point.load()
    return cast("Architecture", loaded() if isinstance(loaded, type) else loaded)
