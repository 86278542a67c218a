"""What TensorFlow sees of a model: every weight, also those of layers of other classes that keep them in containers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trivet.errors import AmbiguousMatchError
from trivet_tf.framework import keras
from trivet_tf.layers.tracking import Container, Trackable, Tracked, node
from trivet_tf.load.skeleton import slots

# The edge to what no other edge leads to. Its name is in checkpoints.
_REST = "_other_weights"


class TrackedModel(Tracked):
    """Mixin of models: each weight is part of TensorFlow's object graph, whatever holds it.

    Layers of trivet show what is in their lists (`trivet_tf.layers.tracking`). Those of other classes may not; their
    weights are children of the model then, under their names.
    """

    def _trackable_children(self, save_type: str = "checkpoint", **kwargs: Any) -> dict[str, Any]:
        children = super()._trackable_children(save_type, **kwargs)
        if self._unreached(children.values()):
            nodes: dict[str, Container] = vars(self)["_self_containers"]
            children[_REST] = node(nodes, _REST, lambda: self._unreached(Tracked._trackable_children(self).values()))
        return children

    def _unreached(self, children: Iterable[Any]) -> dict[str, keras.Variable]:
        """Weights by name that no edge from these nodes leads to.

        Raises:
            AmbiguousMatchError: two of them have one name.
        """
        reached = _reached(children)
        model: Any = self
        hidden = {id(variable) for variable in model.weights} - reached
        unreached: dict[str, keras.Variable] = {}
        for name, _, variable in slots(model) if hidden else ():
            if id(variable) not in hidden:
                continue
            if name in unreached:
                raise AmbiguousMatchError(name, [f"variables of {type(self).__name__}"] * 2)
            hidden.remove(id(variable))
            unreached[name] = variable
        return unreached


def _reached(nodes: Iterable[Any]) -> set[int]:
    """ids of all nodes of the object graph below some. An optimizer, which holds the weights that it trains, is none.

    A checkpoint may be restored without the optimizer.
    """
    reached: set[int] = set()
    ahead = list(nodes)
    while ahead:
        each = ahead.pop()
        if id(each) in reached or isinstance(each, keras.optimizers.Optimizer):
            continue
        reached.add(id(each))
        if isinstance(each, Trackable):
            ahead += each._trackable_children().values()
        elif isinstance(each, Mapping):
            ahead += each.values()
        elif isinstance(each, list | tuple):
            ahead += each
    return reached
