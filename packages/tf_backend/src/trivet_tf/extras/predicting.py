"""Joins the outputs of `predict` from several replicas of `tf.distribute`.

TensorFlow joins results of replicas within lists, tuples and dicts; any other object, such as an output or a cache,
would become one opaque value. So each replica returns an output's tensors as a list, and `predict` packs the joined
tensors into an output.
"""

from __future__ import annotations

from typing import Any

import optree

from trivet_tf.framework import tf


class Predicting:
    """Mixin of Keras models: `predict` and `predict_on_batch` return outputs, on one replica or on several."""

    def predict_step(self, data: Any) -> Any:
        """One step of `predict`. On several replicas its result is in the form that `tf.distribute` can join."""
        output = super().predict_step(data)  # type: ignore[misc]
        context = tf.distribute.get_replica_context()
        if context is None or context.num_replicas_in_sync == 1:
            return output
        tensors, structure = optree.tree_flatten(output, namespace="keras")
        structures = self._structures()
        if structure not in structures:
            structures.append(structure)
        return {str(structures.index(structure)): tensors}

    def predict(self, *args: Any, **kwargs: Any) -> Any:
        """The output for all rows, as numpy arrays. Arguments as for any Keras model."""
        return self._joined(super().predict(*args, **kwargs))  # type: ignore[misc]

    def predict_on_batch(self, x: Any) -> Any:
        """The output for one batch, as numpy arrays."""
        return self._joined(super().predict_on_batch(x))  # type: ignore[misc]

    def _structures(self) -> list[Any]:
        """The structures of flattened outputs; traced functions refer to them by index."""
        structures: list[Any] = vars(self).setdefault("_self_structures", [])
        return structures

    def _joined(self, result: Any) -> Any:
        """The output that `predict_step` flattened; other values unchanged."""
        if not isinstance(result, dict) or len(result) != 1:
            return result
        ((index, tensors),) = result.items()
        places = {str(index): structure for index, structure in enumerate(self._structures())}
        return places[index].unflatten(tensors) if index in places else result
