"""Restores a model after a failed injection of an adapter: modules, parameters, hooks, flags."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn


@contextmanager
def unchanged_on_failure(model: nn.Module, *, values: bool = False) -> Iterator[None]:
    """Undo all changes of the block to a model and its config if the block fails in any way.

    Args:
        values: whether to save values too, in as much memory as the model has; else the block must not change them.
    """
    objects: list[Any] = [*model.modules()]
    if hasattr(model, "config"):
        objects.append(model.config)
    kept = [_Attributes(each) for each in objects]
    parameters = [_Parameter(each, values=values) for each in model.parameters()]
    try:
        yield
    except BaseException:
        for attributes in kept:
            attributes.restore()
        for parameter in parameters:
            parameter.restore()
        raise


class _Attributes:
    """The attributes of an object, and the contents of those that are containers."""

    def __init__(self, of: Any) -> None:
        self._of, self._class, self._attributes = of, type(of), dict(vars(of))
        self._contents = [(each, _copied(each)) for each in self._attributes.values() if _is_container(each)]

    def restore(self) -> None:
        """Restore them. Containers stay the same objects, because handles of hooks refer to them."""
        if type(self._of) is not self._class:
            self._of.__class__ = self._class
        vars(self._of).clear()
        vars(self._of).update(self._attributes)
        for container, contents in self._contents:
            container.clear()
            if isinstance(container, list):
                container.extend(contents)
            else:
                container.update(contents)


class _Parameter:
    """The state of a parameter; its values are saved only if they are to be copied."""

    def __init__(self, parameter: nn.Parameter, *, values: bool) -> None:
        self._parameter, self._is_trained = parameter, parameter.requires_grad
        self._gradient, self._data = parameter.grad, parameter.data
        self._values = parameter.detach().clone() if values else None

    def restore(self) -> None:
        with torch.no_grad():
            self._parameter.data = self._data
            if self._values is not None:
                self._parameter.copy_(self._values)
        self._parameter.requires_grad_(self._is_trained)
        self._parameter.grad = self._gradient


def _is_container(value: Any) -> bool:
    return isinstance(value, dict | list | set)


def _copied(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else list(value)
