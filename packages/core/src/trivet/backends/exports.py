"""Names that installed backends add to `trivet`, and errors for names of backends that are not installed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib import import_module
from operator import attrgetter
from typing import Any

from trivet.backends.registry import KNOWN_BACKENDS, backend_points, is_installed, sorted_backends
from trivet.errors import BackendNotInstalledError, UnknownNameError
from trivet.families.names import bare_head, class_prefix
from trivet.families.registry import families, family_with
from trivet.families.tasks import AUTO_CLASSES, Task
from trivet.layout import DIALECTS

_PROCESSORS = ("LogitsProcessor", "LogitsProcessorList", "LogitsWarper")


def backend_exports(framework: str, package: str, gaps: Collection[str] = ()) -> dict[str, str]:
    """The `exports` of a backend whose package has the usual rooms. Imports none of them.

    The base class is in `model.pretrained`, Auto classes and their tables in `auto`, the mixin for text generation in
    `generation.mixin`, and the classes of all families in `models`: all heads that a family lists, and
    `<Family>PreTrainedModel`. Bases of a caller's own processors are core's, under the framework's names.

    Args:
        framework: the framework, whose dialect determines the prefix of class names.
        package: the backend's import name.
        gaps: names of classes of families that the backend declares missing.

    Raises:
        UnknownDialectError: the framework has no dialect.
    """
    mark = class_prefix(framework)
    exports = {f"{mark}PreTrainedModel": f"{package}.model.pretrained:{mark}PreTrainedModel"}
    exports[f"{mark}GenerationMixin"] = f"{package}.generation.mixin:{mark}GenerationMixin"
    if mark:
        exports |= {f"{mark}{name}": f"trivet.text.generation.hooks:{name}" for name in _PROCESSORS}
    for name, task in AUTO_CLASSES.items():
        exports[f"{mark}{name}"] = f"{package}.auto:{mark}{name}"
        exports[table_name(mark, task)] = f"{package}.auto:{mark}{name}._model_mapping"
    for family in families():
        names = (f"{mark}{head}" for head in (f"{family.name}PreTrainedModel", *family.heads))
        exports |= {name: f"{package}.models:{name}" for name in names if name not in gaps}
    return exports


def table_name(mark: str, task: Task) -> str:
    """The table of a framework's Auto class: `MODEL_MAPPING`, `TF_MODEL_FOR_CAUSAL_LM_MAPPING`."""
    return f"{mark.upper()}_{task.table}" if mark else task.table


def exported(name: str, core_names: Iterable[str] = ()) -> Any:
    """The object that an installed backend declares under a public name. Imports that backend's framework.

    Args:
        core_names: names of core, to suggest one for a misspelled name.

    Raises:
        BackendNotInstalledError: the name belongs to a backend that is not installed.
        UnknownNameError: no backend has such a name.
    """
    working, broken = sorted_backends()
    for candidate in working:
        if name in candidate.exports:
            module, _, attribute = candidate.exports[name].partition(":")
            try:
                return attrgetter(attribute)(import_module(module))
            except ModuleNotFoundError as error:
                if error.name is not None and error.name.split(".")[0] in (*KNOWN_BACKENDS, *KNOWN_BACKENDS.values()):
                    raise BackendNotInstalledError(candidate.name, wanted=name, cause=str(error)) from error
                raise
    owner = _owner(name)
    if owner in broken:
        problem = broken[owner]
        raise BackendNotInstalledError(owner, wanted=name, cause=problem.cause, provider=problem.provider) from problem
    if owner is not None and owner not in backend_points():
        raise BackendNotInstalledError(owner, wanted=name)
    raise UnknownNameError(name, [*core_names, *exported_names()])


def exported_names() -> list[str]:
    """Every public name of the backends that work, sorted. Imports no framework."""
    return sorted({name for candidate in sorted_backends()[0] for name in candidate.exports})


def importable_names() -> list[str]:
    """Of those, the names of backends whose frameworks are installed. Imports none."""
    working = sorted_backends()[0]
    usable = (each for each in working if is_installed(KNOWN_BACKENDS.get(each.name, "trivet")))
    return sorted({name for candidate in usable for name in candidate.exports})


def _owner(name: str) -> str | None:
    """The published backend that would have the name: by the heads of the known architectures."""
    for owner in DIALECTS:
        if name in {table_name(class_prefix(owner), task) for task in AUTO_CLASSES.values()}:
            return owner
    bare = bare_head(name)
    mark = name[: len(name) - len(bare)]
    shared = bare in AUTO_CLASSES or bare in ("PreTrainedModel", "GenerationMixin", *_PROCESSORS)
    if not shared and (bare.endswith("Config") or family_with(bare) is None):
        return None
    return next(owner for owner in DIALECTS if class_prefix(owner) == mark)
