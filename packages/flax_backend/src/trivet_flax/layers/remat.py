"""Gradient checkpointing: layers store only their inputs, and recompute the rest in the backward pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jax
from flax import nnx

from trivet_flax.layers.step import Step


class Recomputing(nnx.Module):
    """A stack, which runs each of its layers by `run_layer`.

    Attributes:
        gradient_checkpointing: whether activations are recomputed for the gradient instead of stored.
    """

    gradient_checkpointing: bool = False

    def run_layer(self, layer: Callable[[jax.Array, Step], Any], hidden: jax.Array, step: Step) -> Any:
        """The outputs of a layer, as arrays in a pytree.

        The random state of dropout advances in the same way whether or not layers are recomputed.
        """
        if not self.gradient_checkpointing:
            return layer(hidden, step)
        return recomputed(lambda states, rngs: layer(states, replace(step, rngs=rngs)), hidden, step.rngs)


def recomputed(function: Callable[[jax.Array, Any], Any], hidden: jax.Array, rngs: nnx.Rngs | None) -> Any:
    """`function(hidden, rngs)`, storing only `hidden` and the function's closure for the gradient."""
    if rngs is None:
        return jax.checkpoint(lambda states: function(states, None))(hidden)
    graph, keys = nnx.split(rngs)

    def run(states: jax.Array, keys: Any) -> tuple[Any, Any]:
        inner = nnx.merge(graph, keys)
        return function(states, inner), nnx.state(inner)

    result, after = jax.checkpoint(run)(hidden, keys)
    nnx.update(rngs, after)
    return result


def set_recomputing(module: nnx.Module, enabled: bool) -> int:
    """Turn gradient checkpointing on or off in every stack of a module; returns their number."""
    stacks = [node for _, node in nnx.iter_graph(module) if isinstance(node, Recomputing)]
    for stack in stacks:
        stack.gradient_checkpointing = enabled
    return len(stacks)
