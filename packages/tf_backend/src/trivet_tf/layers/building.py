"""Layers of known sizes, so that a model has its variables as soon as it is constructed.

Keras creates a layer's variables when it sees the first input. Here blueprints determine all sizes: `build` needs no
shape, and a composite of such layers builds itself by building them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trivet_tf.build.without_values import builds_itself
from trivet_tf.framework import keras, tf
from trivet_tf.layers.places import Address, Place
from trivet_tf.layers.tracking import Tracked


@dataclass(frozen=True, slots=True)
class Own:
    """A variable that a layer holds itself."""

    name: str
    shape: tuple[int, ...]
    trainable: bool = True
    initial: Any = "zeros"


class BuildsItself:
    """Mixin of layers and models that create their variables by building their sublayers."""

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; nothing else is needed."""
        layer: Any = self
        for own in vars(self).get("own_variables", ()):
            setattr(self, own.name, layer.add_weight(own.shape, own.initial, name=own.name, trainable=own.trainable))
        for each in layer._flatten_layers(include_self=False, recursive=False):
            if not each.built and builds_itself(each):
                each.build()


class Holds:
    """Mixin of objects that are built from a blueprint: they have a place, and put layers at paths from there."""

    place: Place

    def put(self, path: str, make: Callable[..., Any], *args: Any, leaf: bool = False, **options: Any) -> Any:
        """Create a layer at a path; layers and lists on the way are created as well.

        Args:
            path: the path from here.
            make: called with `args`, `options`, the layer's `place` and `name`.
            leaf: as for `Place.names`.
        """
        holder: Any = self
        place = self.place.at(path)
        names, address, own = place.names(leaf=leaf), place.address(leaf=leaf), self.place.address(leaf=False)
        if address[: len(own)] == own:
            names, address = names[len(own) :], address[len(own) :]
        else:
            holder = place.top
        for name, step in zip(names[:-1], address[:-1], strict=True):
            holder = _get(holder, step) or _set(holder, step, Composite(place=place, name=name))
        return _set(holder, address[-1], make(*args, place=place, name=names[-1], **options))

    def put_leaf(self, path: str, make: Callable[..., Any], *args: Any) -> Any:
        """Create a layer with variables of its own and without sublayers."""
        return self.put(path, make, *args, leaf=True)

    def put_at(self, path: str, make: Callable[..., Any], *args: Any) -> Address:
        """As `put_leaf`; returns the layer's address from here."""
        self.put_leaf(path, make, *args)
        return self.below(path, leaf=True)

    def below(self, path: str, *, leaf: bool = False) -> Address:
        """The address from here of a layer that `put` created at a path."""
        return self.place.at(path).address(leaf=leaf)[len(self.place.address(leaf=False)) :]

    def put_dropout(self, name: str, probability: float) -> None:
        """Create a dropout layer; None for a probability of 0."""
        policy = self.place.policy
        setattr(self, name, keras.layers.Dropout(probability, dtype=policy, name=name) if probability else None)

    def dropped(self, name: str, states: tf.Tensor, training: bool) -> tf.Tensor:
        """The states after a layer of `put_dropout`."""
        dropout = getattr(self, name)
        return dropout(states, training=True) if training and dropout is not None else states

    def own(self, name: str, *shape: int, trainable: bool = True, initial: Any = "zeros") -> None:
        """Declare a variable of this object.

        Args:
            initial: the initialiser.
        """
        self.own_variables = (*vars(self).get("own_variables", ()), Own(name, shape, trainable, initial))


class Composite(BuildsItself, Holds, Tracked, keras.layers.Layer):
    """A layer of layers that build themselves."""

    def __init__(self, *, place: Place, name: str | None = None) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.place = place


def _get(holder: Any, step: tuple[str, int | None]) -> Any:
    attribute, index = step
    child = getattr(holder, attribute, None)
    if index is None or child is None:
        return child
    return child[index] if index < len(child) else None


def _set(holder: Any, step: tuple[str, int | None], layer: keras.layers.Layer) -> Any:
    attribute, index = step
    if index is None:
        setattr(holder, attribute, layer)
    elif getattr(holder, attribute, None) is None:
        setattr(holder, attribute, [layer])
    else:
        getattr(holder, attribute).append(layer)
    return layer
