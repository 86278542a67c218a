"""Relative positions in buckets, as T5 has them (https://arxiv.org/abs/1910.10683, section 2.1)."""

from __future__ import annotations

import math
from typing import Any

from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import with_axes
from trivet_tf.layers.building import IndexEmbedding

ops = keras.ops


class RelativePositionBias(IndexEmbedding):
    """What is added to attention scores, by the bucket that the distance from query to key falls into.

    Args:
        max_distance: from which on all distances are in one bucket.
        bidirectional: whether keys after the query have buckets of their own, which takes half of them.
    """

    def __init__(self, buckets: int, heads: int, *, max_distance: int, bidirectional: bool, **kwargs: Any) -> None:
        super().__init__(buckets, heads, **kwargs)
        self.buckets, self.max_distance, self.bidirectional = buckets, max_distance, bidirectional

    def call(self, queries: tf.Tensor, keys: tf.Tensor) -> tf.Tensor:  # type: ignore[override]  # positions
        """Positions of queries [q] and of keys [k] → [1, heads, q, k]."""
        bucket = bucket_of(
            with_axes(keys, 0) - with_axes(queries, 1),
            self.buckets,
            self.max_distance,
            bidirectional=self.bidirectional,
        )
        return ops.expand_dims(ops.transpose(super().call(bucket), (2, 0, 1)), 0)


def bucket_of(distance: tf.Tensor, buckets: int, max_distance: int, *, bidirectional: bool) -> tf.Tensor:
    """Buckets of the distances key − query: one each for the nearest, then of logarithmically growing width."""
    first: Any = 0
    if bidirectional:
        buckets //= 2
        first = ops.cast(distance > 0, "int32") * buckets
        distance = ops.absolute(distance)
    else:
        distance = -ops.minimum(distance, 0)
    exact = buckets // 2
    # The logarithm of nought is nobody's bucket: that distance is exact.
    ratio = ops.cast(ops.maximum(distance, 1), "float32") / exact
    wide = exact + ops.cast(ops.log(ratio) / math.log(max_distance / exact) * (buckets - exact), "int32")
    return first + ops.where(distance < exact, distance, ops.minimum(wide, buckets - 1))
