"""Disentangled attention's scores of words and distances (https://arxiv.org/abs/2006.03654), and its convolution."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn

from trivet.families import blocks
from trivet_torch.layers.activations import activation
from trivet_torch.layers.norms import norm
from trivet_torch.layers.places import child, put, put_dropout, state
from trivet_torch.layers.sounds import convolution

Tensor = torch.Tensor


class Distances(NamedTuple):
    """What all layers of a stack know of distances.

    Attributes:
        vectors: [rows, size], those of distances.
        rows: [query, key], the row of each query's distance to each key.
    """

    vectors: Tensor
    rows: Tensor


def distance_rows(block: blocks.Disentangled, positions: Tensor, key_positions: Tensor) -> Tensor:
    """Rows [query, key] of the table of `blocks.Disentangled`, by the positions of queries and of keys."""
    distance = positions[:, None] - key_positions
    if block.buckets is not None:
        exact, length = block.buckets // 2, distance.abs()
        # The operations and their order in float32 decide on which side of a bucket's edge a distance falls.
        most = torch.full((), (block.max_distance - 1) / exact, device=length.device).log()
        far = (length.clamp(min=exact).float() / exact).log() / most
        wide = (far * (exact - 1)).ceil().long() + exact
        distance = torch.where(length <= exact, distance, wide * distance.sign())
    return (distance + block.span).clamp(0, 2 * block.span - 1)


def distance_scores(query: Tensor, key: Tensor, keys: Tensor | None, queries: Tensor | None, rows: Tensor) -> Tensor:
    """The sum of both kinds of scores, not scaled: [batch, heads, query, key].

    Args:
        query, key: those of words, [batch, heads, length, head_dim].
        keys: those of distances, [heads, rows, head_dim], to which words' queries are compared; None for none.
        queries: queries of distances, to which words' keys are compared; None for none.
        rows: as of `Distances`.
    """
    shape = (*query.shape[:2], *rows.shape)
    total = query.new_zeros(shape)
    if keys is not None:
        total = (query @ keys.transpose(-1, -2)).gather(-1, rows.expand(shape))
    if queries is not None:
        turned = rows.T.expand(*shape[:2], *rows.T.shape)
        total = total + (key @ queries.transpose(-1, -2)).gather(-1, turned).transpose(-1, -2)
    return total


class ConvolvedInput(nn.Module):
    """See `blocks.ConvolvedInput`. The convolution has the parameters `weight` [size, size, kernel] and `bias`."""

    _convolution: str
    _norm: str
    _dropout: str | None

    def __init__(self, block: blocks.ConvolvedInput) -> None:
        super().__init__()
        inner = block.convolution
        put(self, inner.at, convolution(inner))
        put(self, block.norm.at, norm(block.norm))
        self.activation = activation(block.activation)
        state(self, _convolution=inner.at, _norm=block.norm.at, _dropout=put_dropout(self, block.dropout))

    def forward(self, inputs: Tensor, states: Tensor, tokens: Tensor | None) -> Tensor:
        """Both [batch, length, size] → the same.

        Args:
            inputs: the input of the first layer; `states`: its output.
            tokens: [batch, length], whether each is not masked; None for all.
        """
        convolved = child(self, self._convolution)(inputs.transpose(1, 2)).transpose(1, 2)
        if tokens is not None:
            convolved = convolved * tokens[..., None].to(convolved.dtype)
        if self._dropout is not None:
            convolved = child(self, self._dropout)(convolved)
        summed: Tensor = child(self, self._norm)(states + self.activation(convolved))
        return summed if tokens is None else summed * tokens[..., None].to(summed.dtype)
