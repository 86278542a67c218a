"""Relative positions as a bias of attention scores: in buckets, or as learned keys."""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.patch_distances import patch_distances
from trivet_torch.layers.positions import described, look_up

Tensor = torch.Tensor


def relative_buckets(distance: Tensor, *, buckets: int, max_distance: int, bidirectional: bool) -> Tensor:
    """Bucket numbers of distances (https://arxiv.org/abs/1910.10683, section 2.1).

    Half of the buckets hold one distance each, the others widen logarithmically up to `max_distance`; larger distances
    share the last.

    Args:
        distance: position of the key minus that of the query, of any shape.
        buckets: number of buckets.
        bidirectional: whether keys after the query use half of the buckets; else they count as distance 0.

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
    """A number for each bucket and head. Parameter `weight` [buckets, heads].

    The stack reads it before its first layer runs, though it may be a module of that layer.
    """

    def __init__(self, block: blocks.RelativeBias) -> None:
        super().__init__(block.table.rows, block.table.size)
        self.max_distance, self.bidirectional = block.max_distance, block.bidirectional
        described(self, block.table)

    def forward(self, buckets: Tensor) -> Tensor:
        """Buckets of any shape → [..., heads]."""
        return nn.functional.embedding(buckets, _whole(self.weight))

    def between(self, positions: Tensor, key_positions: Tensor) -> Tensor:
        """The bias [1, heads, query, key] between positions [query] and [key]."""
        buckets = relative_buckets(
            key_positions[None] - positions[:, None],
            buckets=self.num_embeddings,
            max_distance=self.max_distance,
            bidirectional=self.bidirectional,
        )
        return cast(Tensor, self(buckets)).permute(2, 0, 1)[None]


def _whole(weight: Tensor) -> Tensor:
    """A weight that FSDP2 shards with a layer which has not been called yet, gathered as that would gather it."""
    if type(weight) in (nn.Parameter, Tensor):
        return weight
    from torch.distributed.tensor import DTensor, Partial

    if not isinstance(weight, DTensor):
        return weight
    average = [Partial("avg")] * weight.device_mesh.ndim  # what each rank's gradient is a part of
    return weight.full_tensor(grad_placements=average)


class PatchPositionBias(nn.Module):
    """A number for each distance and head: see `blocks.PatchBias`."""

    def __init__(self, block: blocks.PatchBias) -> None:
        super().__init__()
        self._table, self._rows = block.name, block.rows
        setattr(self, block.name, nn.Parameter(torch.zeros(block.shape)))
        vars(self)["initial_values"] = {block.name: 0.0}

    def between(self, positions: Tensor, key_positions: Tensor) -> Tensor:
        """The bias [1, heads, query, key] between all tokens of a picture.

        Args:
            positions, key_positions: those of all tokens.
        """
        table = cast(Tensor, getattr(self, self._table))
        index = torch.from_numpy(patch_distances(*self._rows)).to(table.device)
        return table[index].permute(2, 0, 1)[None]


def bias_module(block: blocks.RelativeBias | blocks.PatchBias) -> tuple[str, RelativePositionBias | PatchPositionBias]:
    """The module of a block, and its path."""
    if isinstance(block, blocks.PatchBias):
        return block.at, PatchPositionBias(block)
    return block.table.at, RelativePositionBias(block)


class RelativeDistances(nn.Embedding):
    """A key for each distance (https://arxiv.org/abs/1803.02155). Parameter `weight` [2 · places - 1, head_dim]."""

    def __init__(self, block: blocks.RelativeKeys) -> None:
        super().__init__(block.table.rows, block.table.size)
        self.with_queries = block.with_queries

    @property
    def positions(self) -> int:
        """Number of positions."""
        return (self.num_embeddings + 1) // 2

    def forward(self, distances: Tensor) -> Tensor:
        """Distances of any shape, queries' positions minus keys' → [..., head_dim].

        Keys that are too far after a query, in memory of a fixed size, are empty slots, which are masked.
        """
        return super().forward((distances + self.positions - 1).clamp(min=0))

    def between(self, query: Tensor, key: Tensor, positions: Tensor, key_positions: Tensor) -> Tensor:
        """The bias of unscaled scores: [batch, heads, query, key].

        Args:
            query, key: [batch, heads, length, head_dim].
            positions, key_positions: [query] and [key], their positions.

        Raises:
            InputRangeError: a distance is outside the table.
        """
        table = look_up(self, positions[:, None] - key_positions).to(query.dtype)
        scores = torch.einsum("bhld,lrd->bhlr", query, table)
        if self.with_queries:
            key = key.repeat_interleave(query.shape[1] // key.shape[1], dim=1)
            scores = scores + torch.einsum("bhrd,lrd->bhlr", key, table)
        return scores
