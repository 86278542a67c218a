"""Submodules by the dotted paths of blueprints, which are those of checkpoints."""

from __future__ import annotations

from typing import Any

from torch import nn

Path = tuple[str, ...]


def put(holder: nn.Module, path: str, module: nn.Module) -> Path:
    """Put a module at a path. Missing modules on the way are created as containers.

    Args:
        path: names joined by dots; a number is the next index of a list.

    Returns:
        The path's names, for `reach`.
    """
    if "." not in path:
        setattr(holder, path, module)
        return (path,)
    *way, name = names = tuple(path.split("."))
    for place, step in enumerate(way):
        if step not in holder._modules:
            _attach(holder, step, nn.ModuleList() if names[place + 1].isdecimal() else nn.ModuleDict())
        holder = getattr(holder, step)
    _attach(holder, name, module)
    return names


def _attach(holder: nn.Module, name: str, module: nn.Module) -> None:
    if isinstance(holder, nn.ModuleList):
        holder.append(module)
    else:
        setattr(holder, name, module)


def reach(holder: nn.Module, path: Path) -> Any:
    """The current module at a path; the holder itself at an empty one."""
    for name in path:
        holder = holder._modules[name]  # type: ignore[assignment]  # as an attribute it would be looked for elsewhere first
    return holder


def child(holder: nn.Module, name: str) -> Any:
    """The current submodule of a name."""
    return holder._modules[name]


def put_dropout(holder: nn.Module, probability: float, name: str = "dropout") -> str | None:
    """The name of the holder's dropout module with a probability; None if that is zero.

    Args:
        name: its name; a number is appended if the holder has another dropout module of that name.
    """
    if not probability:
        return None
    unique, number = name, 0
    while unique in holder._modules:
        if getattr(holder, unique).p == probability:
            return unique
        number += 1
        unique = f"{name}_{number}"
    setattr(holder, unique, nn.Dropout(probability))
    return unique


def state(holder: nn.Module, **facts: Any) -> None:
    """Set attributes that are neither modules nor tensors, without the checks of `nn.Module`."""
    vars(holder).update(facts)
