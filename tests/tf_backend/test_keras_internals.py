"""What is taken of Keras and TensorFlow beyond their documented API: listed here, and there in the installed versions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import trivet_tf
from trivet.operations.shown_models import ShownModel
from trivet_tf.framework import keras, tf

SOURCES = Path(trivet_tf.__file__).parent
ATTRIBUTES: dict[str, Callable[[], Any]] = {
    "_flatten_layers": lambda: keras.layers.Layer(),
    "_initialize": lambda: keras.Variable(0.0),
    "_initializer": lambda: keras.Variable(0.0),
    "_shape": lambda: keras.Variable(0.0),
    "_tracker": lambda: keras.layers.Layer(),
    "_trackable_children": lambda: tf.Module(),
    "_untrack_variable": lambda: keras.layers.Layer(),
}
"""Private attributes that are used of objects, and what has each."""
MODULES = {
    "keras.src.saving.saving_lib": ("NpzIOStore", "_save_state"),
    "tensorflow.python.saved_model.nested_structure_coder": ("register_codec",),
    "tensorflow.python.util.keras_deps": ("get_call_context_function",),
}
"""Private modules, and what is used of each."""


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_each_attribute_is_there(name: str) -> None:
    owner = ATTRIBUTES[name]()
    versions = f"keras {keras.__version__} and tensorflow {tf.__version__}"
    assert hasattr(owner, name), f"in {versions} a {type(owner).__name__} has no {name}, which trivet_tf uses"


@pytest.mark.parametrize(("module", "name"), [(module, name) for module, names in MODULES.items() for name in names])
def test_each_module_is_there(module: str, name: str) -> None:
    versions = f"keras {keras.__version__} and tensorflow {tf.__version__}"
    assert hasattr(import_module(module), name), f"{versions} have no {module}.{name}, which trivet_tf uses"


def test_keras_keeps_its_layers_where_they_are_looked_for() -> None:
    assert keras.layers.Dense.__module__.startswith("keras.src.layers.")


def test_nothing_private_is_used_that_is_not_listed() -> None:
    trees = {path: ast.parse(path.read_text()) for path in SOURCES.rglob("*.py")}
    # named tuples have the first, and another author's model may have the second, by which `transformers` knows it
    listed = {"_replace", "_reorder_cache", *ATTRIBUTES, *(name for names in MODULES.values() for name in names)}
    listed |= {name for tree in trees.values() for name in names_defined(tree)} | vars(ShownModel).keys()
    strays = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("keras.src", "tensorflow.python")):
                strays += [each.name for each in node.names if f"{node.module}.{each.name}" not in MODULES]
            elif isinstance(node, ast.Attribute) and is_private(node) and node.attr not in listed:
                strays.append(f"{path.relative_to(SOURCES)}: {node.attr}")
    assert not strays


def is_private(node: ast.Attribute) -> bool:
    return node.attr.startswith("_") and not node.attr.startswith("__")


def is_own(node: ast.Attribute) -> bool:
    """Whether an attribute is set on `self`, which makes it this package's own."""
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls") and isinstance(node.ctx, ast.Store)


def names_defined(tree: ast.Module) -> set[str]:
    """Names that a module defines: functions, classes, annotated fields and attributes of `self`."""
    names: set[str] = set()
    for each in ast.walk(tree):
        if isinstance(each, ast.FunctionDef | ast.ClassDef):
            names.add(each.name)
        elif isinstance(each, ast.Attribute) and is_own(each):
            names.add(each.attr)
        elif isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            names.add(each.target.id)
    return names
