"""The known families by model type: core's own, listed by their files, and those of installed packages.

A family is imported when its model type, or one of its classes, is looked up.
"""

from __future__ import annotations

import logging
import pkgutil
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any, cast

import trivet.families
from trivet.entry_points import origin, points, require_api
from trivet.errors import DuplicateProviderError, UnknownModelTypeError
from trivet.families.family import ARCHITECTURE_API_VERSION, Family

logger = logging.getLogger(__name__)

_GROUP = "trivet.architectures"
_OWN = "trivet"
_ROOMS = ("text", "vision", "speech")  # packages within `trivet.families` whose modules are families, by modality


@cache
def architecture_points() -> Mapping[str, EntryPoint]:
    """The entry point of each known family, by model type. None is loaded.

    Raises:
        DuplicateProviderError: two packages provide one model type.
    """
    own = {point.name: point for point in _own_points()}
    # An editable install's entry points of core may be outdated.
    others = {name: point for name, point in points(_GROUP).items() if origin(point) != _OWN}
    for name in own.keys() & others.keys():
        providers = [f"{_OWN} ({own[name].value})", f"{origin(others[name])} ({others[name].value})"]
        raise DuplicateProviderError(_GROUP, name, providers)
    return {**own, **others}


def _own_points() -> list[EntryPoint]:
    """Core's families: the modules of the packages in `_ROOMS`."""
    modules = []
    for room in _ROOMS:
        folder = [f"{path}/{room}" for path in trivet.families.__path__]
        modules += [module.name for module in pkgutil.iter_modules(folder, f"trivet.families.{room}.")]
    return [EntryPoint(_model_type(name), name, _GROUP) for name in modules]


def _model_type(module: str) -> str:
    """The model type that a module's source states, so that nothing is imported.

    Some model types have hyphens, which names of modules cannot have, and some have underscores.
    """
    package, _, name = module.rpartition(".")
    source = pkgutil.get_data(package, f"{name}.py") or b""
    stated = re.search(rb'^    model_type\b[^=\n]*= "([^"]+)"', source, re.MULTILINE)
    return name if stated is None else stated[1].decode()


@cache
def architecture(model_type: str) -> Family:
    """The family of a model type.

    Raises:
        UnknownModelTypeError: there is no such family.
        PluginVersionError: the family was written for another version of this kind of plugin.
    """
    point = architecture_points().get(model_type)
    if point is None:
        raise UnknownModelTypeError(model_type, list(architecture_points()))
    loaded = point.load()
    if isinstance(loaded, ModuleType):
        loaded = _family_in(loaded)
    require_api(loaded, point, _GROUP, ARCHITECTURE_API_VERSION)
    return cast(Family, loaded() if isinstance(loaded, type) else loaded)


def _family_in(module: ModuleType) -> type[Family]:
    """The family that a module defines."""
    classes = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Family))
    return next(each for each in classes if each.__module__ == module.__name__)


@cache
def families() -> tuple[Family, ...]:
    """Every known family that can be imported. Failures of others are logged."""
    working = (_usable(model_type) for model_type in architecture_points())
    return tuple(family for family in working if family is not None)


@cache
def _usable(model_type: str) -> Family | None:
    try:
        return architecture(model_type)
    except Exception as error:  # another package's code may raise any exception
        logger.warning("the family %r cannot be used: %s: %s", model_type, type(error).__name__, error)
        return None


def class_names(family: Family) -> tuple[str, ...]:
    """Bare names of a family's classes: its config, the base class of its models, its heads."""
    return (family.config_class.__name__, f"{family.name}PreTrainedModel", *family.heads)


def family_with(class_name: str) -> Family | None:
    """The family of a class, by its bare name; None if there is none.

    Families whose names are prefixes of the class name are tried first; the others only if none of those has it.
    """
    lowered = class_name.lower()
    known = sorted(architecture_points(), key=len, reverse=True)
    likely = [name for name in known if lowered.startswith(name.replace("-", "").replace("_", ""))]
    usable = (_usable(name) for name in dict.fromkeys((*likely, *known)))
    return next((each for each in usable if each is not None and class_name in class_names(each)), None)


def config_named(class_name: str) -> Any:
    """The config class of that name; None if no family has it."""
    family = family_with(class_name) if class_name.endswith("Config") else None
    return family.config_class if family is not None and family.config_class.__name__ == class_name else None
