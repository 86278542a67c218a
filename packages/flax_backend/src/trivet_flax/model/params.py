"""Params trees: nested dicts of arrays in the Flax dialect, and the dotted names of their leaves. Knows no modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, cast

import jax

from trivet.errors import CheckpointMismatchError

Params = dict[str, Any]
"""`{"encoder": {"layer": {"0": {…: {"kernel": array}}}}}`."""


def is_params_tree(tree: object) -> bool:
    """Whether it is a non-empty tree of mappings whose every leaf is a JAX array (or its shape and dtype)."""
    if not isinstance(tree, Mapping) or not tree:
        return False
    return all(
        is_params_tree(value) if isinstance(value, Mapping) else isinstance(value, (jax.Array, jax.ShapeDtypeStruct))
        for value in tree.values()
    )


def flatten(tree: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(dotted name, leaf) for every leaf, in order."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def nest(leaves: Mapping[str, Any]) -> Params:
    """The inverse of `flatten`."""
    tree: Params = {}
    for name, value in leaves.items():
        *path, leaf = name.split(".")
        node = tree
        for key in path:
            node = node.setdefault(key, {})
        node[leaf] = value
    return tree


def update_in_place(tree: Mapping[Any, Any], leaves: Mapping[str, Any]) -> None:
    """Replace leaves of a tree by dotted name.

    Raises:
        TypeError: the tree is immutable.
    """
    holders: dict[str, tuple[Mapping[Any, Any], Any]] = dict(_holders(tree))
    for name in leaves:
        if not isinstance(holders[name][0], MutableMapping):
            kind = type(holders[name][0]).__name__
            raise TypeError(f"{name}: cannot be set in a {kind}, which is immutable; give a tree of plain dicts")
    for name, value in leaves.items():
        holder, key = holders[name]
        cast("MutableMapping[Any, Any]", holder)[key] = value


def _holders(tree: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, tuple[Mapping[Any, Any], Any]]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _holders(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", (tree, key)


def checked_leaves(params: Mapping[Any, Any], expected: Mapping[str, tuple[int, ...]], owner: str) -> dict[str, Any]:
    """The leaves of a params tree by dotted name, held against the names and shapes that a model needs.

    Args:
        owner: what the params are for, for the message.

    Raises:
        CheckpointMismatchError: a leaf is missing, of another shape, or unknown; names every such leaf.
    """
    leaves = dict(flatten(params))
    problems = [f"{name}: missing from the params" for name in expected if name not in leaves]
    problems += [
        f"{name}: shape {list(leaves[name].shape)}, the model has {list(shape)}"
        for name, shape in expected.items()
        if name in leaves and leaves[name].shape != shape
    ]
    problems += [f"{name}: in the params, but not in the model" for name in leaves if name not in expected]
    if problems:
        raise CheckpointMismatchError(owner, problems, "init_weights(rng, input_shape, params) fills what is missing.")
    return leaves
