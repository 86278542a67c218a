"""Gradient checkpointing: layers that keep only their inputs, and compute the rest again on the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
from flax import nnx


class Recomputing(nnx.Module):
    """A stack, which runs each of its layers by `run_layer`.

    Attributes:
        gradient_checkpointing: whether what a layer computes is computed again for its gradient, not kept.
    """

    gradient_checkpointing: bool = False

    def run_layer(
        self, layer: Callable[..., Any], hidden: jax.Array, *args: Any, rngs: nnx.Rngs | None, **kwargs: Any
    ) -> Any:
        """What a layer gives, as arrays in a pytree.

        Args:
            hidden: its states, and first argument.
            rngs: what dropout draws from; it moves on alike whether or not layers are computed again.
        """

        def run(states: jax.Array, keys: nnx.Rngs | None) -> Any:
            return layer(states, *args, rngs=keys, **kwargs)

        return recomputed(run, hidden, rngs) if self.gradient_checkpointing else run(hidden, rngs)


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
