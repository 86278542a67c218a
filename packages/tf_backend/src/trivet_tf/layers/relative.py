"""Relative positions: biases of scores by buckets of distances, and keys by distance."""

from __future__ import annotations

import math
from typing import Any

from trivet.families import blocks
from trivet.families.patch_distances import patch_distances
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite
from trivet_tf.layers.masks import with_axes
from trivet_tf.layers.places import Address, Place
from trivet_tf.layers.positions import IndexEmbedding

ops = keras.ops


class RelativePositionBias(IndexEmbedding):
    """A bias of scores by the bucket of the distance from query to key (arXiv 1910.10683, section 2.1)."""

    def __init__(self, block: blocks.RelativeBias, *, place: Place, name: str) -> None:
        super().__init__(block.table, place=place, name=name)
        self.buckets, self.max_distance, self.bidirectional = block.table.rows, block.max_distance, block.bidirectional

    def call(self, queries: tf.Tensor, keys: tf.Tensor) -> tf.Tensor:  # type: ignore[override]  # positions
        """Positions of queries [q] and of keys [k] → [1, heads, q, k]."""
        bucket = relative_buckets(
            with_axes(keys, 0) - with_axes(queries, 1),
            self.buckets,
            self.max_distance,
            bidirectional=self.bidirectional,
        )
        return ops.expand_dims(ops.transpose(super().call(bucket), (2, 0, 1)), 0)


def relative_buckets(distance: tf.Tensor, buckets: int, max_distance: int, *, bidirectional: bool) -> tf.Tensor:
    """Buckets of the distances key − query: one for each small distance, then of logarithmically growing width."""
    first: Any = 0
    if bidirectional:
        buckets //= 2
        first = ops.cast(distance > 0, "int32") * buckets
        distance = ops.absolute(distance)
    else:
        distance = -ops.minimum(distance, 0)
    exact = buckets // 2
    # Avoids the logarithm of 0, whose distance has an exact bucket.
    ratio = ops.cast(ops.maximum(distance, 1), "float32") / exact
    wide = exact + ops.cast(ops.log(ratio) / math.log(max_distance / exact) * (buckets - exact), "int32")
    return first + ops.where(distance < exact, distance, ops.minimum(wide, buckets - 1))


class PatchPositionBias(Composite):
    """A bias of scores by how two patches lie to each other: see `blocks.PatchBias`."""

    def __init__(self, block: blocks.PatchBias, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.table_name, self.rows = block.name, block.rows
        self.own(block.name, *block.shape)

    def call(self, queries: tf.Tensor, keys: tf.Tensor) -> tf.Tensor:
        """Positions of all tokens of a picture, twice → [1, heads, q, k]."""
        table = ops.take(getattr(self, self.table_name), patch_distances(*self.rows), axis=0)
        return ops.expand_dims(ops.transpose(ops.cast(table, self.compute_dtype), (2, 0, 1)), 0)


def put_bias(holder: Any, block: blocks.RelativeBias | blocks.PatchBias) -> Address:
    """Create the layer of a block below a holder; returns its address."""
    if isinstance(block, blocks.PatchBias):
        holder.put(block.at, PatchPositionBias, block)
        address: Address = holder.below(block.at)
    else:
        address = holder.put_at(block.table.at, RelativePositionBias, block)
    return address


class RelativeDistances(IndexEmbedding):
    """Vectors of distances, compared with queries and optionally with keys (arXiv 1803.02155, 2009.13658)."""

    def __init__(self, block: blocks.RelativeKeys, *, place: Place, name: str) -> None:
        super().__init__(block.table, place=place, name=name)
        self.places, self.with_queries = block.places, block.with_queries

    def call(  # type: ignore[override]  # what is compared
        self, query: tf.Tensor, key: tf.Tensor, positions: tuple[tf.Tensor, tf.Tensor]
    ) -> tf.Tensor:
        """Queries [batch, heads, q, size], keys, and the positions of both → scores [batch, heads, q, k]."""
        queries, keys = positions
        vectors = super().call(with_axes(queries, 1) - with_axes(keys, 0) + self.places - 1)
        scores = ops.einsum("bhqd,qkd->bhqk", query, vectors)
        return scores + ops.einsum("bhkd,qkd->bhqk", key, vectors) if self.with_queries else scores
