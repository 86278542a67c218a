"""Mixtures of experts: a router, and the networks among which it chooses for each token."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import blocks
from trivet.families.blocks import Scoring
from trivet_flax.layers.activations import activation
from trivet_flax.layers.feed_forward import FeedForward
from trivet_flax.layers.grouped import grouped
from trivet_flax.layers.linear import linear
from trivet_flax.layers.places import Container, at, put
from trivet_flax.layers.setup import ZEROS, Setup
from trivet_flax.layers.step import Step

Array = jax.Array


class Experts(nnx.Module):
    """Each token's weighted sum of its experts' outputs: see `blocks.Experts`."""

    def __init__(self, block: blocks.Experts, setup: Setup) -> None:
        self.block, self.dtype = block, setup.dtype
        router, shared = block.router, block.shared
        put(self, router.linear.at, linear(router.linear, setup))
        for table in block.tables:
            self._put_table(table.at, table.shape, setup)
        if router.correction:
            self._put_table(router.correction, (block.count,), setup)
        if shared is not None:
            put(self, shared.at, FeedForward(shared, setup))
        if block.shared_gate is not None:
            put(self, block.shared_gate.at, linear(block.shared_gate, setup))

    def _put_table(self, path: str, shape: tuple[int, ...], setup: Setup) -> None:
        way, _, leaf = path.rpartition(".")
        try:
            holder = at(self, way)
        except AttributeError:
            put(self, way, holder := Container())
        initial = setup.normal if len(shape) == 3 else ZEROS
        setattr(holder, f"{leaf}_init", initial)
        setattr(holder, leaf, setup.parameter(initial, *shape))

    def __call__(self, hidden: Array, step: Step) -> tuple[Array, Array]:
        """[batch, length, size] → the same, and the router's outputs [batch · length, experts]."""
        block, jitter = self.block, self.block.router.jitter
        states = hidden.reshape(-1, block.size)
        if jitter and step.deterministic is False and step.rngs is not None:
            noise = jax.random.uniform(step.rngs.dropout(), states.shape, states.dtype, 1 - jitter, 1 + jitter)
            states = states * noise
        logits = self._routed(states)
        correction = self._table(block.router.correction) if block.router.correction else None
        weights, chosen = choose(logits, block.router, correction)
        mixed = self._mixed(states, weights.astype(states.dtype), chosen)
        if block.shared is not None:
            shared = at(self, block.shared.at)(states, step)
            gate = block.shared_gate
            mixed = mixed + (shared if gate is None else jax.nn.sigmoid(at(self, gate.at)(states)) * shared)
        return mixed.reshape(hidden.shape), logits

    def _routed(self, states: Array) -> Array:
        layer = at(self, self.block.router.linear.at)
        if not self.block.router.in_float32:
            logits: Array = layer(states)
            return logits
        wide = jnp.promote_types(states.dtype, jnp.float32)
        product: Array = states.astype(wide) @ layer.kernel[...].astype(wide)
        return product

    def _table(self, path: str) -> Array:
        way, _, leaf = path.rpartition(".")
        table: Array = getattr(at(self, way), leaf)[...]
        return table

    def _mixed(self, states: Array, weights: Array, chosen: Array) -> Array:
        """Each token's sum over its experts.

        Args:
            states: [tokens, size].
            weights, chosen: [tokens, chosen].
        """
        factors, weighs_inputs = weights.reshape(-1, 1), self.block.weighs_inputs
        rows = jnp.repeat(states, chosen.shape[-1], axis=0)
        rows = rows * factors if weighs_inputs else rows
        tables = {table.at: self._table(table.at).astype(self.dtype) for table in self.block.tables}
        outputs = grouped(self._network, rows.astype(self.dtype), chosen.reshape(-1), tables)
        outputs = outputs if weighs_inputs else outputs * factors
        return outputs.reshape(*chosen.shape, -1).sum(axis=1)

    @property
    def _network(self) -> Any:
        return _Network(self.block)


class _Network:
    """One expert as a function of rows and its parameters; equal ones are one function to JAX.

    Args:
        block: the mixture.
    """

    def __init__(self, block: blocks.Experts) -> None:
        self.block = block

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Network) and other.block == self.block

    def __hash__(self) -> int:
        return hash(self.block)

    def __call__(self, rows: Array, tables: dict[str, Array]) -> Array:
        """[rows, size] → the same."""
        block = self.block
        into, back = block.names
        both = self._product(rows, into, tables)
        gate, up = (both[..., ::2], both[..., 1::2]) if block.interleaved else jnp.split(both, 2, axis=-1)
        if block.limit is None:
            inner = activation(block.activation)(gate) * up
        else:
            gate, up = jnp.minimum(gate, block.limit), jnp.clip(up, -block.limit, block.limit)
            inner = (up + 1) * (gate * jax.nn.sigmoid(block.slope * gate))
        return self._product(inner, back, tables)

    def _product(self, rows: Array, name: str, tables: dict[str, Array]) -> Array:
        table = tables[name]
        if self.block.transposed:
            product = rows @ table
        elif rows.shape[0] == 1:
            product = jnp.einsum("ri,oi->ro", rows, table)
        else:  # else XLA would transpose the table for every block (on CPUs, as of jaxlib 0.10)
            product = (table @ rows.T).T
        return product + tables[f"{name}_bias"] if self.block.bias else product


def choose(logits: Array, router: blocks.Router, correction: Array | None = None) -> tuple[Array, Array]:
    """The weights [tokens, chosen] and indices [tokens, chosen] of each token's experts.

    Args:
        logits: the router's outputs, [tokens, experts].
        correction: added to scores for the choice, [experts].
    """
    wide = logits.astype(jnp.promote_types(logits.dtype, jnp.float32))
    if router.scoring is Scoring.SPARSE_MIXER:
        return _sparse_mixer(wide, router)
    if router.scoring is Scoring.SOFTMAX_OF_CHOSEN:
        best, chosen = jax.lax.top_k(wide, router.chosen)
        return jax.nn.softmax(best, axis=-1), chosen
    scores = jax.nn.softmax(wide, axis=-1) if router.scoring is Scoring.SOFTMAX else jax.nn.sigmoid(wide)
    ranked = jax.lax.stop_gradient(scores if correction is None else scores + correction)
    if router.groups > 1:
        groups = ranked.reshape(ranked.shape[0], router.groups, -1)
        best = jax.lax.top_k(groups, router.compared)[0].sum(axis=-1)
        kept = jax.nn.one_hot(jax.lax.top_k(best, router.kept_groups)[1], router.groups).sum(axis=1)
        ranked = jnp.where(kept[..., None] > 0, groups, -jnp.inf).reshape(ranked.shape)
    chosen = jax.lax.top_k(ranked, router.chosen)[1]
    weights = jnp.take_along_axis(scores, chosen, axis=-1)
    if router.normed:
        least = float(jnp.finfo(weights.dtype).tiny)  # type: ignore[no-untyped-call]
        weights = weights / jnp.maximum(weights.sum(axis=-1, keepdims=True), least)
    return weights * router.scale, chosen


def _sparse_mixer(logits: Array, router: blocks.Router) -> tuple[Array, Array]:
    """One expert after the other, the best of those left (https://arxiv.org/abs/2409.12136)."""
    weights, chosen, left = [], [], logits
    for _ in range(router.chosen):
        index = jnp.argmax(left, axis=-1)[..., None]
        best = jax.lax.stop_gradient(jnp.take_along_axis(left, index, axis=-1))
        fixed = jax.lax.stop_gradient(logits)
        behind = (best - fixed) / jnp.maximum(jnp.abs(fixed), best) > router.tolerance
        near = jax.nn.softmax(jnp.where(behind, -jnp.inf, left), axis=-1)
        weights.append(jnp.take_along_axis(near, index, axis=-1))
        chosen.append(index)
        left = jnp.where(jnp.arange(left.shape[-1]) == index, -jnp.inf, left)
    return jnp.concatenate(weights, axis=-1), jnp.concatenate(chosen, axis=-1)
