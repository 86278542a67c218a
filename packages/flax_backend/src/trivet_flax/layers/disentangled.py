"""Disentangled attention's scores of words and distances (https://arxiv.org/abs/2006.03654), and its convolution."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.families import blocks
from trivet_flax.layers.activations import activation
from trivet_flax.layers.linear import active_dropout, dropout
from trivet_flax.layers.norms import norm
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.sounds import Convolution

Array = jax.Array


class Distances(NamedTuple):
    """What all layers of a stack know of distances.

    Attributes:
        vectors: [rows, size], those of distances.
        rows: [query, key], the row of each query's distance to each key.
    """

    vectors: Array
    rows: Array


def distance_rows(block: blocks.Disentangled, positions: Any, key_positions: Any) -> Array:
    """Rows [query, key] of the table of `blocks.Disentangled`, by the positions of queries and of keys."""
    distance = jnp.asarray(positions)[:, None] - jnp.asarray(key_positions)[None, :]
    if block.buckets is not None:
        exact, length = block.buckets // 2, jnp.abs(distance)
        farthest = jnp.minimum(length, block.max_distance)  # all farther ones are in the last bucket
        wide = jnp.asarray(_wide_buckets(exact, block.max_distance))[farthest]
        distance = jnp.where(length <= exact, distance, wide * jnp.sign(distance))
    return jnp.clip(distance + block.span, 0, 2 * block.span - 1)


def _wide_buckets(exact: int, max_distance: int) -> Any:
    """The logarithmic bucket of each distance 0 … `max_distance`, in float32, which decides at a bucket's edge."""
    ratio = np.maximum(np.arange(max_distance + 1), exact).astype(np.float32) / np.float32(exact)
    far = np.log(ratio) / np.log(np.float32((max_distance - 1) / exact)) * np.float32(exact - 1)
    return np.ceil(far).astype(np.int32) + exact


def distance_scores(query: Array, key: Array, keys: Array | None, queries: Array | None, rows: Array) -> Array | None:
    """The sum of both kinds of scores, not scaled: [batch, heads, query, key].

    Args:
        query, key: those of words, [batch, length, heads, head size].
        keys: those of distances, [rows, heads, head size], to which words' queries are compared; None for none.
        queries: queries of distances, to which words' keys are compared; None for none.
        rows: as of `Distances`.
    """
    total = None
    if keys is not None:
        total = jnp.take_along_axis(jnp.einsum("bqhd,rhd->bhqr", query, keys), rows[None, None], axis=-1)
    if queries is None:
        return total
    other = jnp.take_along_axis(jnp.einsum("bkhd,rhd->bhkr", key, queries), rows.T[None, None], axis=-1)
    other = jnp.swapaxes(other, -1, -2)
    return other if total is None else total + other


class ConvolvedInput(nnx.Module):
    """See `blocks.ConvolvedInput`.

    Attributes:
        paths: of the convolution and of the norm.
    """

    def __init__(self, block: blocks.ConvolvedInput, setup: Setup) -> None:
        self.paths = block.convolution.at, block.norm.at
        put(self, block.convolution.at, Convolution(block.convolution, setup))
        put(self, block.norm.at, norm(block.norm, setup))
        self.activation, self.dropout = activation(block.activation), dropout(block.dropout)

    def __call__(
        self, inputs: Array, states: Array, tokens: Array | None, deterministic: bool | None, rngs: nnx.Rngs | None
    ) -> Array:
        """Both [batch, length, size] → the same.

        Args:
            inputs: the input of the first layer; `states`: its output.
            tokens: booleans [batch, length], whether each is not masked; None for all.
        """
        convolution, normed = (at(self, path) for path in self.paths)
        convolved = convolution(inputs)
        kept = None if tokens is None else tokens[..., None].astype(convolved.dtype)
        convolved = convolved if kept is None else convolved * kept
        drop = active_dropout(self.dropout, deterministic, rngs)
        convolved = self.activation(convolved if drop is None else drop(convolved))
        summed: Array = normed(states + convolved)
        return summed if kept is None else summed * kept
