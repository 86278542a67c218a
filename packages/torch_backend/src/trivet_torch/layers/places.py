"""Where modules lie within one another: by the dotted paths of blueprints, which are those of checkpoints."""

from __future__ import annotations

from typing import Any

from torch import nn

Path = tuple[str, ...]


def put(holder: nn.Module, path: str, module: nn.Module) -> Path:
    """Let a module lie at a path. What is on the way and is not there yet becomes a container.

    Args:
        path: names joined by dots; a number is a place in a list, the next one.

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
    """The module that lies at a path now; the holder itself at an empty one."""
    for name in path:
        holder = holder._modules[name]  # type: ignore[assignment]  # as an attribute it would be looked for elsewhere first
    return holder


def child(holder: nn.Module, name: str) -> Any:
    """The module that the holder has by a name now."""
    return holder._modules[name]


def put_dropout(holder: nn.Module, probability: float, name: str = "dropout") -> str | None:
    """The name of a module of the holder's that drops numbers with a probability; None where it is zero.

    Args:
        name: what it is called, with a number behind where the holder has one of that name that drops others.
    """
    if not probability:
        return None
    found, number = name, 0
    while found in holder._modules:
        if getattr(holder, found).p == probability:
            return found
        number += 1
        found = f"{name}_{number}"
    setattr(holder, found, nn.Dropout(probability))
    return found


def state(holder: nn.Module, **facts: Any) -> None:
    """Give a module attributes that are neither modules nor tensors, which it need not look for among these."""
    vars(holder).update(facts)
