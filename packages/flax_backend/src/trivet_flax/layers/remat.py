"""Gradient checkpointing: layers that keep only their inputs, and compute the rest again on the way back."""

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
        gradient_checkpointing: whether what a layer computes is computed again for its gradient, not kept.
    """

    gradient_checkpointing: bool = False

    def run_layer(self, layer: Callable[[jax.Array, Step], Any], hidden: jax.Array, step: Step) -> Any:
        """What a layer gives, as arrays in a pytree.

        What dropout draws from moves on alike whether or not layers are computed again.
        """
        if not self.gradient_checkpointing:
            return layer(hidden, step)
        return recomputed(lambda states, rngs: layer(states, replace(step, rngs=rngs)), hidden, step.rngs)


def recomputed(function: Callable[[jax.Array, Any], Any], hidden: jax.Array, rngs: nnx.Rngs | None) -> Any:
    """`function(hidden, rngs)`, of which only `hidden` and what the function closes over is kept for the gradient."""
    if rngs is None:
        return jax.checkpoint(lambda states: function(states, None))(hidden)
    graph, keys = nnx.split(rngs)

    def run(states: jax.Array, keys: Any) -> tuple[Any, Any]:
        inner = nnx.merge(graph, keys)
        return function(states, inner), nnx.state(inner)

    found, after = jax.checkpoint(run)(hidden, keys)
    nnx.update(rngs, after)
    return found


def set_recomputing(module: nnx.Module, wanted: bool) -> int:
    """Turn gradient checkpointing on or off in every stack of a module; how many there are."""
    stacks = [node for _, node in nnx.iter_graph(module) if isinstance(node, Recomputing)]
    for stack in stacks:
        stack.gradient_checkpointing = wanted
    return len(stacks)
