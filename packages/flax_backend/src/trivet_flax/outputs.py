"""Makes core's output dataclasses pytrees, so that `jax.jit`, `jax.grad` and `jax.vmap` pass them through."""

from __future__ import annotations

from dataclasses import fields

import jax

from trivet.outputs import ModelOutput


def register_outputs(root: type[ModelOutput] = ModelOutput) -> None:
    """Register an output class and everything derived from it. Fields that are None are empty subtrees.

    Raises:
        ValueError: one of them is registered already.
    """
    names = [field.name for field in fields(root)]
    jax.tree_util.register_dataclass(root, data_fields=names, meta_fields=[])
    for child in root.__subclasses__():
        register_outputs(child)


register_outputs()
