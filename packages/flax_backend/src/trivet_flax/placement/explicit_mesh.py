"""Models on meshes with `Explicit` axes, as from `jax.make_mesh`: within a model XLA determines shardings.

With explicit axes JAX needs the sharding of every operation's result. The models leave that to XLA: they run with
`Auto` axes, and their results are returned with explicit shardings: along the batch like the inputs, or else
replicated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import jax
from jax.sharding import AbstractMesh, AxisType, NamedSharding, PartitionSpec, auto_axes

Function = Callable[..., Any]


def on_mesh(function: Function) -> Function:
    """A function of pytrees of arrays that may be on a mesh with explicit axes."""

    def run(*trees: Any) -> Any:
        mesh = explicit_mesh(jax.tree.leaves(trees))
        if mesh is None:
            return function(*trees)
        rows, spec = _batch(jax.tree.leaves(trees[1:]))
        shapes = jax.eval_shape(function, *jax.tree.map(_shape, trees))

        def sharding(leaf: Any) -> NamedSharding:
            spread = leaf.shape[:1] == (rows,)
            return NamedSharding(mesh, PartitionSpec(spec) if spread else PartitionSpec())  # type: ignore[no-untyped-call]

        axes = tuple(name for name, kind in zip(mesh.axis_names, mesh.axis_types, strict=True) if _is_explicit(kind))
        return auto_axes(function, axes=axes, out_sharding=jax.tree.map(sharding, shapes))(*trees)

    return run


def explicit_mesh(leaves: Iterable[Any]) -> AbstractMesh | None:
    """The mesh with explicit axes of some of the arrays, or None."""
    for leaf in leaves:
        mesh = getattr(getattr(leaf, "aval", None), "sharding", None)
        mesh = getattr(mesh, "mesh", None)
        if mesh is not None and any(map(_is_explicit, mesh.axis_types)):
            result: AbstractMesh = mesh
            return result
    return None


def _is_explicit(kind: AxisType) -> bool:
    return kind is AxisType.Explicit


def _shape(leaf: Any) -> Any:
    """A leaf for `eval_shape`, without its mesh."""
    if not hasattr(leaf, "shape"):
        return leaf
    return jax.ShapeDtypeStruct(leaf.shape, leaf.dtype)  # type: ignore[no-untyped-call]


def _batch(inputs: Iterable[Any]) -> tuple[int | None, Any]:
    """(rows, their sharding) of the first input that is sharded along its first axis."""
    for leaf in inputs:
        spec = getattr(getattr(getattr(leaf, "aval", None), "sharding", None), "spec", None)
        if spec and spec[0] is not None and leaf.ndim:
            return leaf.shape[0], spec[0]
    return None, None
