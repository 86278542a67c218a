"""A model as a function of numpy arrays: core batches, pools and ranks with models of any framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

Array = np.ndarray[Any, Any]


class Runner:
    """Runs a model as one compiled program for each shape, without dropout; what is returned is float32 on the host."""

    fixed_shapes = True

    def __init__(self, model: Any, output: str) -> None:
        """
        Args:
            output: name of the output to read.
        """
        self.model, self.output = model, output
        self._function = jax.jit(self._called)

    def __call__(
        self, inputs: Mapping[str, Array], weights: Array | None = None, counted: Array | None = None
    ) -> Array:
        """As `trivet.backends.protocol.Runner`."""
        arrays = {name: array.astype(np.int32) for name, array in inputs.items()}
        return np.asarray(self._function(self.model.params, arrays, weights, counted))

    def _called(self, params: Any, inputs: Mapping[str, Any], weights: Any, counted: Any) -> jax.Array:
        output = getattr(self.model(**inputs, params=params, train=False), self.output).astype(jnp.float32)
        return output if weights is None else _pooled(output, weights, counted)


def _pooled(states: jax.Array, weights: jax.Array, counted: jax.Array | None) -> jax.Array:
    """Weighted sums of vectors [batch, tokens, width] and their maximum, [batch, sums (+ 1), width]."""
    sums = weights @ states
    if counted is None:
        return sums
    largest = jnp.where(counted[..., None], states, -jnp.inf).max(1, keepdims=True)
    return jnp.concatenate((sums, largest), 1)
