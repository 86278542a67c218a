"""Places of a blueprint's layers: layer names, from which TensorFlow names of parameters follow, and attributes.

A layer's canonical path (`encoder.layer.0.attention`) says which attributes lead to it, and the family says how its
TensorFlow models spell that path (`encoder/layer_._0/attention`), of which each layer on the way has a piece for its
name. Where both have different parts, as `cls.predictions` and `mlm___cls/predictions`, attributes follow the
names: what is before `___`, and what is behind the last dot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from trivet.layout.params import join

Address = tuple[tuple[str, int | None], ...]
"""Attributes on the way to a layer, each with an index if it is a list."""

# Attributes of every Keras layer, one that means the object itself, and one of stacks.
_TAKEN = {"output": "projection", "self": "self_attention", "blocks": "block"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a model.

    Attributes:
        path: canonical path from the model, including the base prefix.
        spelled: the family's `tensorflow_path`.
        policy: dtype policy of all layers.
        std: standard deviation of initial weights whose block has none.
        top: the model, which holds layers that its family keeps outside the layer of their path.
    """

    path: str
    spelled: Callable[[str], str]
    policy: Any
    std: float
    top: Any = None

    def at(self, path: str) -> Place:
        """The place at a path from here."""
        return replace(self, path=join(self.path, path))

    def names(self, *, leaf: bool) -> tuple[str, ...]:
        """Names of the layers from the top to this place.

        Args:
            leaf: whether the layer here has variables of its own and no sublayers.
        """
        if not self.path:
            return ()
        spelled = self.spelled(self.path) if leaf else self.spelled(f"{self.path}._").removesuffix("/_")
        return tuple(spelled.split("/"))

    def address(self, *, leaf: bool) -> Address:
        """The address of this place from the top."""
        names, steps = self.names(leaf=leaf), _steps(self.path)
        within = (replace(self, path=path).names(leaf=False) for path, _ in steps[:-1])
        if len(steps) != len(names) or any(each != names[: len(each)] for each in within):
            return tuple((name.partition("___")[0].rpartition(".")[2], None) for name in names)
        return tuple(step for _, step in steps)


def _steps(path: str) -> list[tuple[str, tuple[str, int | None]]]:
    """Each layer on the way: its path, and its attribute, with an index in a list."""
    steps: list[tuple[str, tuple[str, int | None]]] = []
    walked = ""
    for part in path.split(".") if path else ():
        walked = join(walked, part)
        if part.isdigit() and steps:
            steps[-1] = walked, (steps[-1][1][0], int(part))
        else:
            steps.append((walked, (_TAKEN.get(part, part), None)))
    return steps


def follow(holder: Any, address: Address) -> Any:
    """The layer at an address."""
    for attribute, index in address:
        holder = getattr(holder, attribute)
        holder = holder if index is None else holder[index]
    return holder
