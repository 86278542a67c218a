"""Python files of a user's own classes, to store beside a checkpoint."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from trivet.errors import InvalidConfigError, SourceNotFoundError

AUTO_MAP = "auto_map"


def code_of(cls: type[Any]) -> tuple[str, dict[str, bytes]]:
    """The code of a class to store in a checkpoint: the reference for `auto_map`, and its file with those it imports.

    Raises:
        ValueError: the class is not defined in a file that can be stored.
    """
    path = getattr(sys.modules.get(cls.__module__), "__file__", None)
    if cls.__module__ == "__main__" or path is None:
        raise ValueError(
            f"{cls.__name__} is defined in {cls.__module__}, which is not a file that can be stored beside the "
            "weights: move the class to a module of its own, and import it from there"
        )
    folder, stem = Path(path).parent, Path(path).stem
    return f"{stem}.{cls.__name__}", gathered(stem, lambda name: (folder / name).read_bytes())


def saved_code(classes: Mapping[str, type[Any]]) -> tuple[dict[str, str], dict[str, bytes]]:
    """`auto_map` and files for classes that were registered for Auto classes, by the name of the Auto class.

    Raises:
        ValueError: a class is not defined in a file that can be stored.
    """
    auto_map, files = {}, {}
    for auto_class, cls in classes.items():
        auto_map[auto_class], more = code_of(cls)
        files.update(more)
    return auto_map, files


def registered(*classes: type[Any]) -> dict[str, type[Any]]:
    """The classes on which `register_for_auto_class` was called, not on a base, by their Auto class."""
    named = ((vars(cls).get("_auto_class"), cls) for cls in classes)
    return {auto_class: cls for auto_class, cls in named if isinstance(auto_class, str)}


def gathered(stem: str, read: Callable[[str], bytes]) -> dict[str, bytes]:
    """A module's file and the files in its folder that it imports, recursively."""
    files: dict[str, bytes] = {}
    pending = [stem]
    while pending:
        name = f"{pending.pop()}.py"
        if name in files:
            continue
        try:
            files[name] = read(name)
        except FileNotFoundError as error:
            if isinstance(error, SourceNotFoundError):
                raise
            raise SourceNotFoundError(name, "the checkpoint's code has no such file.") from error
        pending += _siblings(files[name], name)
    return files


def _siblings(code: bytes, name: str) -> list[str]:
    """Names of the modules in its folder that code imports. It is parsed, not run.

    Raises:
        InvalidConfigError: the code is not Python, or imports from a parent folder.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError) as error:
        raise InvalidConfigError(f"{name} is not Python ({error})", field=AUTO_MAP) from error
    names: list[str] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        parts = [alias.name for alias in node.names] if node.module is None else [node.module]
        if node.level > 1 or any("." in part for part in parts):
            raise InvalidConfigError(f"{name} imports from another folder; all code must be in one", field=AUTO_MAP)
        names += parts
    return names
