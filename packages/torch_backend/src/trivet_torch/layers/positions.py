"""Tables of positions, and lookups in any table."""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.call_checks import index_error, require_one_of

Tensor = torch.Tensor


class OffsetPositions(nn.Embedding):
    """Learned positions whose table starts with unused rows. Parameter `weight` [positions + skipped, size]."""

    def __init__(self, positions: int, size: int, skipped: int) -> None:
        super().__init__(positions + skipped, size)
        self.skipped = skipped

    @property
    def positions(self) -> int:
        """Number of positions."""
        return self.num_embeddings - self.skipped

    def forward(self, positions: Tensor) -> Tensor:
        """Positions of any shape → [..., size]."""
        return super().forward(positions + self.skipped)


class SinusoidalPositions(nn.Embedding):
    """Positions as sines and cosines of several wavelengths: see `blocks.Sines`.

    A table that some models store and none trains. Parameter `weight` [positions + skipped, size].
    """

    def __init__(self, block: blocks.Sines, rows: int | None = None) -> None:
        """
        Args:
            rows: number of rows; None for those of the block.
        """
        rows = block.table.rows if rows is None else rows
        table = sines_of(block, rows).to(torch.get_default_dtype())
        super().__init__(rows, block.table.size, _weight=table, _freeze=True)
        self.block, self.skipped = block, block.skipped

    def forward(self, positions: Tensor) -> Tensor:
        """Positions of any shape → [..., size]."""
        return super().forward(positions + self.skipped if self.skipped else positions)


def sines_of(block: blocks.Sines, rows: int) -> Tensor:
    """The table [rows, size] of a block."""
    size = block.table.size
    if block.whole:  # in float32, as in the training of the models
        half = size // 2
        frequencies = torch.exp(torch.arange(half, dtype=torch.float32) * -(math.log(10000) / max(half - 1, 1)))
        angles = torch.arange(rows, dtype=torch.float32)[:, None] * frequencies
        table = torch.cat((angles.sin(), angles.cos(), torch.zeros(rows, size % 2)), 1)
        if block.table.padding is not None:
            table[block.table.padding] = 0
        return table
    wavelengths = 10000 ** (torch.arange(0, size, 2, dtype=torch.float64) / size)
    angles = torch.arange(rows, dtype=torch.float64)[:, None] / wavelengths
    sines, cosines = angles.sin(), angles[:, : size // 2].cos()
    if block.interleaved:
        table = torch.stack((sines[:, : size // 2], cosines), 2).flatten(1)
        return torch.cat((table, sines[:, size // 2 :]), 1)
    return torch.cat((sines, cosines), 1)


def words_of(embedding: nn.Module, input_ids: Tensor | None, inputs_embeds: Tensor | None) -> Tensor:
    """The vectors [batch, length, hidden] of tokens, which are passed as ids or as vectors.

    Raises:
        InvalidInputError: both or neither are passed.
        InputRangeError: an id is not a row of the table.
    """
    require_one_of(input_ids, inputs_embeds)
    return look_up(embedding, cast(Tensor, input_ids)) if inputs_embeds is None else inputs_embeds


def look_up(table: nn.Module, indices: Tensor) -> Tensor:
    """Rows of an embedding table.

    On accelerators PyTorch itself checks indices, without an exception for the caller: a check here would make each
    call wait for the device.

    Raises:
        InputRangeError: an index is not a row, for indices on the CPU.
    """
    try:
        return cast(Tensor, table(indices))
    except IndexError as error:
        rows = getattr(table, "positions", None) or getattr(table, "num_embeddings", None)
        if rows is None or not indices.numel():
            raise
        raise index_error(int(indices.min()), int(indices.max()), rows) from error


def embedding(block: blocks.Embedding) -> nn.Embedding:
    """The table of a block, without scaling."""
    return described(nn.Embedding(block.rows, block.size, padding_idx=block.padding), block)


def described(table: nn.Embedding, block: blocks.Embedding) -> nn.Embedding:
    """The table, with the standard deviation of its initial values set."""
    if block.std is not None:
        vars(table)["initial_std"] = block.std
    return table
