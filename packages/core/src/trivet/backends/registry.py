"""The installed backends. Each is imported on first use, without its framework."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from typing import cast

from trivet.backends.protocol import BACKEND_API_VERSION, Backend
from trivet.entry_points import origin, points
from trivet.errors import BackendNotInstalledError

KNOWN_BACKENDS: Mapping[str, str] = {"torch": "torch", "tensorflow": "tensorflow", "flax": "jax"}
"""Backends that the project publishes → the module whose presence means that the framework is installed."""


@cache
def backend_points() -> Mapping[str, EntryPoint]:
    """Entry points of the installed backends by name. None is loaded."""
    return points("trivet.backends")


@cache
def backend(name: str) -> Backend:
    """The installed backend of that name.

    Raises:
        BackendNotInstalledError: the backend is not installed, or was written for another core; has the pip command.
    """
    point = backend_points().get(name)
    if point is None:
        raise BackendNotInstalledError(name)
    try:
        loaded = cast(Backend, point.load())
    except ImportError as error:
        raise BackendNotInstalledError(name, cause=str(error), provider=origin(point)) from error
    if loaded.api_version != BACKEND_API_VERSION:
        raise BackendNotInstalledError(
            name,
            cause=f"it speaks backend API {loaded.api_version}, this core speaks {BACKEND_API_VERSION}",
            provider=origin(point),
        )
    return loaded


def backends() -> Iterator[Backend]:
    """Every installed backend."""
    for name in backend_points():
        yield backend(name)


def sorted_backends() -> tuple[list[Backend], dict[str, BackendNotInstalledError]]:
    """The installed backends that work, and the errors of the others, so that a broken one does not affect the rest."""
    working: list[Backend] = []
    broken: dict[str, BackendNotInstalledError] = {}
    for name in backend_points():
        try:
            working.append(backend(name))
        except BackendNotInstalledError as error:
            broken[name] = error
    return working, broken


def backend_of(model: object) -> Backend:
    """The backend of the model's framework.

    Raises:
        TypeError: the model is not of an installed backend.
    """
    working, broken = sorted_backends()
    for candidate in working:
        if candidate.is_native(model):
            return candidate
    names = [candidate.name for candidate in working]
    installed = ", ".join([*names, *(f"{name}, which cannot be imported" for name in broken)]) or "none"
    raise TypeError(
        f"{type(model).__module__}.{type(model).__name__} is not a model of an installed backend "
        f"(installed: {installed})"
    )


def is_installed(module: str) -> bool:
    """Whether a module is imported already, or can be found. Imports no more than the packages that it is in."""
    if module in sys.modules:
        return sys.modules[module] is not None  # None: its import is blocked
    package = module.rpartition(".")[0]
    return (not package or is_installed(package)) and find_spec(module) is not None


def is_imported(module: str) -> bool:
    """Whether a framework is already imported. Never imports it."""
    return sys.modules.get(module) is not None
