"""Makes core's output dataclasses pytrees, so that `jax.jit`, `jax.grad` and `jax.vmap` pass them through."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

import jax

from trivet.families import outputs
from trivet.families.outputs import ModelOutput

OutputClass = TypeVar("OutputClass", bound=type[ModelOutput[Any]])


def register_output(output_class: OutputClass) -> OutputClass:
    """Register an output dataclass; usable as a decorator of one's own. Fields that are None are empty subtrees.

    Raises:
        ValueError: it is registered already.
    """
    dataclass: Any = output_class
    names = [field.name for field in fields(dataclass)]
    jax.tree_util.register_dataclass(output_class, data_fields=names, meta_fields=[])
    return output_class


# Core's own only, not whatever subclasses are imported: other backends have theirs, and JAX takes each class once.
for _output_class in list(vars(outputs).values()):
    if isinstance(_output_class, type) and issubclass(_output_class, ModelOutput) and _output_class is not ModelOutput:
        register_output(_output_class)
