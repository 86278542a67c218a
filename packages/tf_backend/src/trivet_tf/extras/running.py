"""A model as a function of numpy arrays: core batches, pools and ranks with models of any framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from trivet_tf.framework import tf

Array = np.ndarray[Any, Any]


class Runner:
    """Runs a model in one graph, without dropout; what is returned is float32 on the host."""

    fixed_shapes = False

    def __init__(self, model: Any, output: str) -> None:
        """
        Args:
            output: name of the output to read.
        """
        self.model, self.output = model, output
        self._function = tf.function(self._called, autograph=False, reduce_retracing=True)

    def __call__(
        self, inputs: Mapping[str, Array], weights: Array | None = None, counted: Array | None = None
    ) -> Array:
        """As `trivet.backends.protocol.Runner`."""
        tensors = {name: tf.constant(array, tf.int32) for name, array in inputs.items()}
        further = (None if each is None else tf.constant(each) for each in (weights, counted))
        array: Array = self._function(tensors, *further).numpy()
        return array

    def _called(self, inputs: Mapping[str, tf.Tensor], weights: tf.Tensor | None, counted: tf.Tensor | None) -> Any:
        output = getattr(self.model(dict(inputs), training=False), self.output)
        output = tf.cast(output, tf.float32)
        return output if weights is None else _pooled(output, weights, counted)


def _pooled(states: tf.Tensor, weights: tf.Tensor, counted: tf.Tensor | None) -> tf.Tensor:
    """Weighted sums of vectors [batch, tokens, width] and their maximum, [batch, sums (+ 1), width]."""
    sums = weights @ states
    if counted is None:
        return sums
    largest = tf.reduce_max(tf.where(counted[..., None], states, -np.inf), 1, keepdims=True)
    return tf.concat((sums, largest), 1)
