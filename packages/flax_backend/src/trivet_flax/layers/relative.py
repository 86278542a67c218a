"""Relative positions: biases of attention scores by the distance from query to key."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.families import blocks
from trivet.families.patch_distances import patch_distances
from trivet_flax.layers.embeddings import IndexEmbedding
from trivet_flax.layers.setup import ZEROS, Setup

Array = jax.Array


@lru_cache(maxsize=16)
def distance_buckets(buckets: int, max_distance: int) -> Any:
    """The bucket of each distance 0 … `max_distance` in one direction, int32 (https://arxiv.org/abs/1910.10683, 2.1).

    The first half of the buckets holds one distance each; the others widen with the logarithm. Distances above
    `max_distance` are in the last one. In float32, as trained models have it: rounding decides at a bucket's edge.
    """
    exact = buckets // 2
    distances = np.arange(max_distance + 1)
    far = np.log(np.maximum(distances, 1).astype(np.float32) / np.float32(exact))
    far = far / np.float32(math.log(max_distance / exact)) * np.float32(buckets - exact)
    wide = np.minimum(exact + far.astype(np.int32), buckets - 1)
    return np.where(distances < exact, distances, wide).astype(np.int32)


def relative_buckets(relative: jax.Array, *, buckets: int, max_distance: int, bidirectional: bool) -> jax.Array:
    """The bucket of each relative position (key's minus query's); any shape.

    Args:
        bidirectional: whether half of the buckets are for keys after the query; else those count as distance 0.
    """
    half = buckets // 2 if bidirectional else buckets
    behind = jnp.where(relative > 0, half, 0) if bidirectional else 0
    distance = jnp.abs(relative) if bidirectional else -jnp.minimum(relative, 0)
    return behind + jnp.asarray(distance_buckets(half, max_distance))[jnp.minimum(distance, max_distance)]


def relative_bias(
    table: IndexEmbedding, queries: Any, keys: Any, *, max_distance: int, bidirectional: bool
) -> jax.Array:
    """A bias on attention scores, [1, heads, queries, keys].

    Args:
        table: `buckets` rows, with a column for each head.
        queries, keys: positions, [queries] and [keys].
    """
    relative = jnp.asarray(keys)[None, :] - jnp.asarray(queries)[:, None]
    indices = relative_buckets(
        relative, buckets=table.num_embeddings, max_distance=max_distance, bidirectional=bidirectional
    )
    return jnp.moveaxis(table(indices), -1, 0)[None]


class PatchPositionBias(nnx.Module):
    """A bias of scores by how two patches lie to each other: see `blocks.PatchBias`."""

    def __init__(self, block: blocks.PatchBias, setup: Setup) -> None:
        self.table_name, self.rows, self.dtype = block.name, block.rows, setup.dtype
        setattr(self, f"{block.name}_init", ZEROS)
        setattr(self, block.name, setup.parameter(ZEROS, *block.shape))

    def __call__(self) -> Array:
        """[1, heads, queries, keys]."""
        table: Array = getattr(self, self.table_name)[...].astype(self.dtype)
        return jnp.moveaxis(table[jnp.asarray(patch_distances(*self.rows))], -1, 0)[None]


def key_scores(table: IndexEmbedding, queries: Array, keys: Array | None, places: tuple[Any, Any]) -> Array:
    """Products of queries and learned keys of distances, [batch, heads, queries, keys].

    Args:
        table: [2 · places - 1, head size]; the middle row is that of distance 0.
        queries: [batch, length, heads, head size].
        keys: keys to compare with the table as well, with as many heads or fewer; None for none.
        places: positions, [queries] and [keys].
    """
    middle = table.num_embeddings // 2
    distance = jnp.asarray(places[0])[:, None] - jnp.asarray(places[1])[None, :]
    # Empty slots of a cache may be before the table's start; they are masked.
    learned = table(jnp.maximum(distance + middle, 0)).astype(queries.dtype)
    scores = jnp.einsum("bqhd,qkd->bhqk", queries, learned)
    if keys is None:
        return scores
    keys = jnp.repeat(keys, queries.shape[2] // keys.shape[2], axis=2)
    return scores + jnp.einsum("bkhd,qkd->bhqk", keys, learned)
