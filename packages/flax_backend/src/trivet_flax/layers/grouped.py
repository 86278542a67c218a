"""Networks of which each row has one: rows with the same are computed together, in blocks of a fixed size.

A program has fixed shapes, so that it cannot hold a product of as many rows as an expert happens to have. Here it has a
loop over blocks of rows that have one expert, which ends after the last block: an expert without rows is never read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

Array = jax.Array
Network = Callable[[Array, Any], Array]
"""Rows [rows, in] and the parameters of one expert → [rows, out]."""

_LARGEST = 32
"""Rows of a block at most: more of them are mostly padding, fewer read each expert more often."""


class Blocks(NamedTuple):
    """Rows in blocks.

    Attributes:
        experts: the expert of each block, [blocks].
        used: how many blocks have rows; they come first.
        places: of each row its place in the rows of all blocks, [rows].
    """

    experts: Array
    used: Array
    places: Array


def grouped(network: Network, rows: Array, experts: Array, parameters: Any) -> Array:
    """The output of each row's expert, [rows, out].

    Args:
        rows: [rows, in].
        experts: the expert of each row, [rows].
        parameters: arrays in a pytree, each with an axis of experts in front.
    """
    total, count = rows.shape[0], jax.tree.leaves(parameters)[0].shape[0]
    size = min(_LARGEST, max(1, total // count))
    blocks = blocks_of(experts, count, size)
    padded = jnp.zeros((blocks.experts.shape[0] * size, rows.shape[1]), rows.dtype).at[blocks.places].set(rows)
    outputs = _in_blocks(network, padded.reshape(-1, size, rows.shape[1]), blocks, parameters)
    flat: Array = outputs.reshape(-1, outputs.shape[-1])
    return flat[blocks.places]


def blocks_of(experts: Array, count: int, size: int) -> Blocks:
    """The blocks of so many rows for the expert of each row."""
    total = experts.shape[0]
    most = min(total, -(-total // size) + count)  # each expert can have a block that is not full
    order = jnp.argsort(experts, stable=True)
    numbers = jnp.zeros(count, jnp.int32).at[experts].add(1)
    needed = -(-numbers // size)
    ends, starts = jnp.cumsum(needed), jnp.cumsum(numbers) - numbers
    sorted_experts = experts[order]
    within = jnp.arange(total) - starts[sorted_experts] + (ends - needed)[sorted_experts] * size
    of_blocks = jnp.searchsorted(ends, jnp.arange(most), side="right").clip(0, count - 1)
    return Blocks(of_blocks, ends[-1], jnp.zeros(total, within.dtype).at[order].set(within))


@partial(jax.custom_vjp, nondiff_argnums=(0,))
def _in_blocks(network: Network, rows: Array, blocks: Blocks, parameters: Any) -> Array:
    """[blocks, size, in] → [blocks, size, out]; zeros for blocks without rows."""
    shape = jax.eval_shape(network, rows[0], _expert(parameters, 0))

    def run(number: Array, outputs: Array) -> Array:
        output = network(rows[number], _expert(parameters, blocks.experts[number]))
        return outputs.at[number].set(output)

    outputs: Array = jax.lax.fori_loop(0, blocks.used, run, jnp.zeros((rows.shape[0], *shape.shape), shape.dtype))
    return outputs


def _forward(network: Network, rows: Array, blocks: Blocks, parameters: Any) -> tuple[Array, Any]:
    return _in_blocks(network, rows, blocks, parameters), (rows, blocks, parameters)


def _backward(network: Network, kept: Any, change: Array) -> tuple[Array, None, Any]:
    """A loop over the same blocks: a loop whose length depends on values has no gradient by itself."""
    rows, blocks, parameters = kept

    def run(number: Array, gradients: tuple[Array, Any]) -> tuple[Array, Any]:
        of_rows, of_parameters = gradients
        expert = blocks.experts[number]
        own, of_own = jax.vjp(network, rows[number], _expert(parameters, expert))[1](change[number])
        added = jax.tree.map(lambda whole, part: whole.at[expert].add(part), of_parameters, of_own)
        return of_rows.at[number].set(own), added

    nothing = jnp.zeros_like(rows), jax.tree.map(jnp.zeros_like, parameters)
    of_rows, of_parameters = jax.lax.fori_loop(0, blocks.used, run, nothing)
    return of_rows, None, of_parameters


_in_blocks.defvjp(_forward, _backward)


def _expert(parameters: Any, number: Any) -> Any:
    return jax.tree.map(lambda each: jax.lax.dynamic_index_in_dim(each, number, 0, keepdims=False), parameters)
