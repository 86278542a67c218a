"""Tracking of layers by TensorFlow, as for `tf.train.Checkpoint`: their attributes, and the contents of containers.

TensorFlow follows attributes and the containers that it wraps itself. Keras replaces the lists and dicts of a layer by
its own, in which TensorFlow finds nothing: a checkpoint would lack their weights, and `assert_consumed()` would pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from trivet_tf.framework import keras, tf

Trackable = tf.__internal__.tracking.Trackable

# Attributes in which Keras keeps layers and variables; those of TensorFlow begin with `_self_`. All other attributes
# are the author's.
_KERAS_ATTRIBUTES = {
    "_functional",
    "_layers",
    "_metrics",
    "_non_trainable_variables",
    "_operations",
    "_operations_by_depth",
    "_trainable_variables",
}


def author_attributes(layer: keras.layers.Layer) -> Iterator[tuple[str, Any]]:
    """Name and value of the attributes of a layer that are not the bookkeeping of Keras or TensorFlow."""
    for name, value in vars(layer).items():
        if name not in _KERAS_ATTRIBUTES and not name.startswith("_self_"):
            yield name, value


def share_variable(layer: keras.layers.Layer, own: keras.Variable, other: keras.Variable) -> None:
    """Let a built layer have another layer's variable in place of its own.

    Keras has no public way to exchange what a built layer has; it does so itself where it adds adapters.
    """
    attribute = next(name for name, value in vars(layer).items() if value is own)
    layer._untrack_variable(own)
    layer._tracker.unlock()
    try:
        setattr(layer, attribute, other)
    finally:
        layer._tracker.lock()


class Container(Trackable):  # type: ignore[misc, valid-type]
    """A node of the object graph for a list, tuple or dict, whose children are its current contents.

    Args:
        read: returns the container.
    """

    def __init__(self, read: Callable[[], Any]) -> None:
        self._self_read = read
        self._self_nested: dict[str, Container] = {}

    def _trackable_children(self, save_type: str = "checkpoint", **kwargs: Any) -> dict[str, Any]:
        children: dict[str, Any] = {}
        for key, member in _members(self._self_read()):
            if isinstance(member, Trackable):
                children[str(key)] = member
            elif holds_trackables(member):
                children[str(key)] = node(self._self_nested, str(key), partial(self._member, key))
        return children

    def _member(self, key: Any) -> Any:
        return self._self_read()[key]


class Tracked:
    """Mixin of Keras layers: the layers and variables in their containers are part of TensorFlow's object graph.

    They are stored like those in TensorFlow's own containers: `encoder/layer/0/attention/…`.
    """

    def _trackable_children(self, save_type: str = "checkpoint", **kwargs: Any) -> dict[str, Any]:
        children: dict[str, Any] = super()._trackable_children(save_type, **kwargs)  # type: ignore[misc]
        nodes: dict[str, Container] = vars(self).setdefault("_self_containers", {})
        for name, value in list(author_attributes(self)):
            # In a SavedModel Keras already puts plain lists there, which are restored as lists.
            if holds_trackables(value) and not isinstance(children.get(name), list | dict):
                children[name] = node(nodes, name, partial(getattr, self, name))
        return children


def holds_trackables(value: Any) -> bool:
    """Whether a value is a container, which TensorFlow has not wrapped, of layers or variables at any depth."""
    if isinstance(value, Trackable) or not isinstance(value, list | tuple | Mapping):
        return False
    return any(isinstance(member, Trackable) or holds_trackables(member) for _, member in _members(value))


def node(nodes: dict[str, Container], name: str, read: Callable[[], Any]) -> Container:
    """The node of a container, the same at every call: TensorFlow compares nodes by identity.

    Args:
        nodes: the existing nodes, to which a new one is added.
        read: returns the container.
    """
    if name not in nodes:
        nodes[name] = Container(read)
    return nodes[name]


def _members(container: Any) -> Iterator[tuple[Any, Any]]:
    """Key and member; a list's keys are indices."""
    yield from container.items() if isinstance(container, Mapping) else enumerate(container)
