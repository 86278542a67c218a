"""Tables of positions, and looking up what any table has."""

from __future__ import annotations

from typing import cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.call_checks import index_error, require_one_of

Tensor = torch.Tensor


class OffsetPositions(nn.Embedding):
    """Learned positions whose table starts with rows that none has. Parameter `weight` [positions + skipped, size]."""

    def __init__(self, positions: int, size: int, skipped: int) -> None:
        super().__init__(positions + skipped, size)
        self.skipped = skipped

    @property
    def positions(self) -> int:
        """How many there are."""
        return self.num_embeddings - self.skipped

    def forward(self, positions: Tensor) -> Tensor:
        """Positions of any shape → [..., size]."""
        return super().forward(positions + self.skipped)


class SinusoidalPositions(nn.Embedding):
    """Positions as sines and cosines of several wavelengths (https://arxiv.org/abs/1706.03762, section 3.5).

    A table that is stored with some models and trained with none. Parameter `weight`.
    """

    def __init__(self, positions: int, size: int, *, interleaved: bool) -> None:
        """
        Args:
            interleaved: whether sines and cosines alternate; else the sines are the first half.
        """
        wavelengths = 10000 ** (torch.arange(0, size, 2, dtype=torch.float64) / size)
        angles = torch.arange(positions, dtype=torch.float64)[:, None] / wavelengths
        sines, cosines = angles.sin(), angles[:, : size // 2].cos()
        if interleaved:
            table = torch.stack((sines[:, : size // 2], cosines), 2).flatten(1)
            table = torch.cat((table, sines[:, size // 2 :]), 1)
        else:
            table = torch.cat((sines, cosines), 1)
        super().__init__(positions, size, _weight=table.to(torch.get_default_dtype()), _freeze=True)
        self.interleaved = interleaved


def words_of(embedding: nn.Module, input_ids: Tensor | None, inputs_embeds: Tensor | None) -> Tensor:
    """The vectors [batch, length, hidden] of tokens that are given either by their ids or as vectors.

    Raises:
        InvalidInputError: both or neither are given.
        InputRangeError: an id is in no row of the table.
    """
    require_one_of(input_ids, inputs_embeds)
    return look_up(embedding, cast(Tensor, input_ids)) if inputs_embeds is None else inputs_embeds


def look_up(table: nn.Module, indices: Tensor) -> Tensor:
    """Rows of an embedding table.

    PyTorch itself looks whether there are such rows, on accelerators without telling the caller: looking here as well
    would make each call wait for the device.

    Raises:
        InputRangeError: there are none, for indices in memory.
    """
    try:
        return cast(Tensor, table(indices))
    except IndexError as error:
        rows = getattr(table, "positions", None) or getattr(table, "num_embeddings", None)
        if rows is None or not indices.numel():
            raise
        raise index_error(int(indices.min()), int(indices.max()), rows) from error


def embedding(block: blocks.Embedding) -> nn.Embedding:
    """The table of a block, which does not scale what is looked up."""
    return described(nn.Embedding(block.rows, block.size, padding_idx=block.padding), block)


def described(table: nn.Embedding, block: blocks.Embedding) -> nn.Embedding:
    """The table, which knows how wide its initial values are."""
    if block.std is not None:
        vars(table)["initial_std"] = block.std
    return table
