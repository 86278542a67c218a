"""Names that installed backends add to `trivet`, and what to say of those that are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import trivet
from trivet.architectures.base import CLASS_PREFIXES, bare_head
from trivet.errors import BackendNotInstalledError, UnknownNameError
from trivet.plugins import KNOWN_BACKENDS, architecture, architecture_points, backend_points, sorted_backends

_BASES = {"PreTrainedModel": "torch", "TFPreTrainedModel": "tensorflow", "FlaxPreTrainedModel": "flax"}


def exported(name: str) -> Any:
    """The object that an installed backend declares under a public name. Imports that backend's framework.

    Raises:
        BackendNotInstalledError: the name belongs to a backend that is not installed.
        UnknownNameError: no backend has such a name.
    """
    working, broken = sorted_backends()
    for candidate in working:
        if name in candidate.exports:
            module, _, attribute = candidate.exports[name].partition(":")
            try:
                return getattr(import_module(module), attribute)
            except ModuleNotFoundError as error:
                if error.name is not None and error.name.split(".")[0] in (*KNOWN_BACKENDS, *KNOWN_BACKENDS.values()):
                    raise BackendNotInstalledError(candidate.name, wanted=name, cause=str(error)) from error
                raise
    owner = _owner(name)
    if owner in broken:
        raise BackendNotInstalledError(owner, wanted=name, cause=broken[owner].cause) from broken[owner]
    if owner is not None and owner not in backend_points():
        raise BackendNotInstalledError(owner, wanted=name)
    raise UnknownNameError(name, [*trivet.__all__, *exported_names()])


def exported_names() -> list[str]:
    """Every public name of the backends that work, sorted. Imports no framework."""
    return sorted({name for candidate in sorted_backends()[0] for name in candidate.exports})


def _owner(name: str) -> str | None:
    """The published backend that would have the name: by the heads of the known architectures."""
    if name in _BASES:
        return _BASES[name]
    bare = bare_head(name)
    prefix = name[: len(name) - len(bare)]
    if not any(bare in architecture(model_type).heads for model_type in architecture_points()):
        return None
    return next(owner for owner, mark in CLASS_PREFIXES.items() if mark == prefix)
