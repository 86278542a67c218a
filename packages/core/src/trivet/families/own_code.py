"""Classes that are written beside a checkpoint as Python files."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from trivet.errors import InvalidConfigError, SourceNotFoundError

AUTO_MAP = "auto_map"


def code_of(cls: type[Any]) -> tuple[str, dict[str, bytes]]:
    """What a checkpoint is to hold of a class: the reference for `auto_map`, and its file with those it imports.

    Raises:
        ValueError: the class is of no file of its own.
    """
    path = getattr(sys.modules.get(cls.__module__), "__file__", None)
    if cls.__module__ == "__main__" or path is None:
        raise ValueError(
            f"{cls.__name__} is defined in {cls.__module__}, which is no file that could be stored beside the weights: "
            "move the class to a module of its own, and import it from there"
        )
    folder, stem = Path(path).parent, Path(path).stem
    return f"{stem}.{cls.__name__}", gathered(stem, lambda name: (folder / name).read_bytes())


def saved_code(classes: Mapping[str, type[Any]]) -> tuple[dict[str, str], dict[str, bytes]]:
    """`auto_map` and files for classes that were registered for Auto classes, by the name of the Auto class.

    Raises:
        ValueError: a class is of no file of its own.
    """
    auto_map, files = {}, {}
    for auto_class, cls in classes.items():
        auto_map[auto_class], more = code_of(cls)
        files.update(more)
    return auto_map, files


def registered(*classes: type[Any]) -> dict[str, type[Any]]:
    """Those of the classes that `register_for_auto_class` was called on themselves, by the Auto class they named."""
    named = ((vars(cls).get("_auto_class"), cls) for cls in classes)
    return {auto_class: cls for auto_class, cls in named if isinstance(auto_class, str)}


def gathered(stem: str, read: Callable[[str], bytes]) -> dict[str, bytes]:
    """A module's file and those that it imports from beside itself, and so on."""
    files: dict[str, bytes] = {}
    wanted = [stem]
    while wanted:
        name = f"{wanted.pop()}.py"
        if name in files:
            continue
        try:
            files[name] = read(name)
        except FileNotFoundError as error:
            if isinstance(error, SourceNotFoundError):
                raise
            raise SourceNotFoundError(name, "the checkpoint's code has no such file.") from error
        wanted += _siblings(files[name], name)
    return files


def _siblings(code: bytes, name: str) -> list[str]:
    """Names of the modules that code imports from beside itself. It is parsed, not run.

    Raises:
        InvalidConfigError: it is no Python, or imports from above itself.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError) as error:
        raise InvalidConfigError(f"{name} is not Python ({error})", field=AUTO_MAP) from error
    found: list[str] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        parts = [alias.name for alias in node.names] if node.module is None else [node.module]
        if node.level > 1 or any("." in part for part in parts):
            raise InvalidConfigError(f"{name} imports from another folder; code must lie in one", field=AUTO_MAP)
        found += parts
    return found
