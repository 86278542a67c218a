"""Modules at dotted paths: where blueprints say that parameters lie."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flax import nnx


class Container(nnx.Module):
    """Holds modules under their names, and computes nothing."""


def put(holder: Any, path: str, module: Any) -> None:
    """Put a module at a path below another one. What is missing on the way is made: lists where numbers follow."""
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
    """What lies at a path below a module; the module itself where the path is empty."""
    for key in path.split(".") if path else ():
        holder = holder[int(key)] if key.isdigit() else getattr(holder, key)
    return holder
