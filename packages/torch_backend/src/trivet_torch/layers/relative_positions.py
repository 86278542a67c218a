"""Relative positions as a bias of attention scores: T5's buckets."""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import nn

Tensor = torch.Tensor


def relative_buckets(distance: Tensor, *, buckets: int, max_distance: int, bidirectional: bool) -> Tensor:
    """Bucket numbers of distances (https://arxiv.org/abs/1910.10683, section 2.1).

    Half of the buckets are for one distance each, the others widen logarithmically up to `max_distance`, beyond which
    all share the last.

    Args:
        distance: position of the key less that of the query, of any shape.
        buckets: how many there are.
        bidirectional: whether keys after the query have half of the buckets; else they count as at distance 0.

    Returns:
        Integers from 0 to `buckets - 1`, of the same shape.
    """
    after = torch.zeros_like(distance)
    if bidirectional:
        buckets //= 2
        after = (distance > 0) * buckets
        distance = distance.abs()
    else:
        distance = (-distance).clamp(min=0)
    exact = buckets // 2
    # The operations and their order in float32 decide on which side of a bucket's edge a distance falls.
    growth = (distance.clamp(min=1).float() / exact).log() / math.log(max_distance / exact) * (buckets - exact)
    wide = (exact + growth.long()).clamp(max=buckets - 1)
    return after + torch.where(distance < exact, distance, wide)


class RelativePositionBias(nn.Embedding):
    """A number for each bucket and head. Parameter `weight` [buckets, heads]."""

    def __init__(self, buckets: int, heads: int, *, max_distance: int, bidirectional: bool) -> None:
        super().__init__(buckets, heads)
        self.max_distance, self.bidirectional = max_distance, bidirectional

    def between(self, positions: Tensor, key_positions: Tensor) -> Tensor:
        """The bias [1, heads, query, key] between positions [query] and [key]."""
        found = relative_buckets(
            key_positions[None] - positions[:, None],
            buckets=self.num_embeddings,
            max_distance=self.max_distance,
            bidirectional=self.bidirectional,
        )
        return cast(Tensor, self(found)).permute(2, 0, 1)[None]
