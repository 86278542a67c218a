"""Modules at the dotted paths of blueprints."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flax import nnx


class Container(nnx.Module):
    """Holds modules under their names, and computes nothing."""


def put(holder: Any, path: str, module: Any) -> None:
    """Put a module at a path below another one. Missing modules on the way are created: lists before numbers."""
    keys = path.split(".")
    for key, following in pairwise(keys):
        holder = _child(holder, key, following)
    if isinstance(holder, nnx.List):
        holder.append(module)
    else:
        setattr(holder, keys[-1], module)


def _child(holder: Any, key: str, following: str) -> Any:
    if isinstance(holder, nnx.List):
        if int(key) == len(holder):
            holder.append(Container())
        return holder[int(key)]
    if getattr(holder, key, None) is None:
        setattr(holder, key, nnx.List() if following.isdigit() else Container())
    return getattr(holder, key)


def at(holder: Any, path: str) -> Any:
    """The submodule at a path; the module itself at an empty path."""
    for key in path.split(".") if path else ():
        holder = holder[int(key)] if isinstance(holder, nnx.List) else getattr(holder, key)
    return holder


def base_of(module: Any, prefix: str) -> Any:
    """The base model in a module with a head, at a prefix; the module itself if it has none there."""
    return at(module, prefix) if hasattr(module, prefix.partition(".")[0]) else module
