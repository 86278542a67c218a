"""Embeddings of tokens, positions and segments as blueprints describe them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

import torch
from torch import nn

from trivet.families import blocks
from trivet_torch.layers.linear import linear
from trivet_torch.layers.norms import norm
from trivet_torch.layers.places import Path, child, put, put_dropout, reach
from trivet_torch.layers.positions import OffsetPositions, SinusoidalPositions, described, embedding, look_up, words_of

Tensor = torch.Tensor


class ScaledEmbedding(nn.Embedding):
    """Vectors multiplied by a number, which is rounded to their dtype."""

    def __init__(self, block: blocks.Embedding) -> None:
        super().__init__(block.rows, block.size, block.padding)
        self.scale = cast(float, block.scale)

    def forward(self, input_ids: Tensor) -> Tensor:
        """[batch, length] → [batch, length, size]."""
        scale = torch.tensor(self.scale, dtype=self.weight.dtype, device=self.weight.device)
        return super().forward(input_ids) * scale


class EmbeddingParts(nn.Module):
    """A module with the tables of embeddings: see `blocks.TextEmbeddings`.

    Attributes:
        scale: factor of looked-up words, if their table may be shared and does not scale them itself.
    """

    scale: float = 1.0

    def add_embeddings(
        self, block: blocks.TextEmbeddings, words: nn.Embedding | None = None, *, shares: bool = False
    ) -> None:
        """Create the tables.

        Args:
            words: the word embedding, if it already exists.
            shares: whether other modules use the table as well.
        """
        if words is None:
            scaled = block.words.scale is not None and not shares
            words = described(ScaledEmbedding(block.words), block.words) if scaled else embedding(block.words)
        if block.words.scale is not None and shares:
            self.scale = block.words.scale
        self._words, self._multiplier = put(self, block.words.at, words), block.scale
        self._words_project = None if block.project is None else put(self, block.project.at, linear(block.project))
        self._positions: Path | None = None
        self._after_padding: int | None = None
        self._skipped = 0
        if block.positions is not None:
            self._add_positions(block.positions)
        self._segments = None if block.segments is None else put(self, block.segments.at, embedding(block.segments))
        self._lookups = tuple(
            (each.input, put(self, each.table.at, embedding(each.table)), each.columns) for each in block.lookups
        )
        self._segments_are_words = block.segments_are_words
        self._positions_last = block.positions_last
        project = () if block.project_sum is None else (put(self, block.project_sum.at, linear(block.project_sum)),)
        self._after_sum = project if block.norm is None else (*project, put(self, block.norm.at, norm(block.norm)))
        self._embedding_dropout = put_dropout(self, block.dropout)

    def _add_positions(self, block: blocks.Positions) -> None:
        if isinstance(block, blocks.Sines):
            counts = block.after_padding is not None  # then positions are rows
            table: nn.Embedding = SinusoidalPositions(replace(block, skipped=0) if counts else block)
            self._after_padding, self._skipped = block.after_padding, block.skipped if counts else 0
        elif block.skipped and block.after_padding is None:
            table = described(OffsetPositions(block.places, block.table.size, block.skipped), block.table)
        else:
            table = described(nn.Embedding(block.table.rows, block.table.size), block.table)
            table.padding_idx = block.table.padding  # its row is not initially zero, but is not trained
            self._after_padding, self._skipped = block.after_padding, block.skipped
        place = put(self, block.table.at, table)
        if isinstance(block, blocks.Sines) or block.added:
            self._positions = place

    def embedded(
        self,
        input_ids: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        positions: Tensor | None = None,
        further: Mapping[str, Tensor | None] | None = None,
    ) -> Tensor:
        """[batch, length] ids, or [batch, length, size] vectors instead → [batch, length, size].

        Args:
            token_type_ids: segments; by default 0.
            position_ids: rows of the table of positions; None means the tokens' positions.
            positions: [length], positions after the tokens of earlier calls; None means 0, 1, 2, …
            further: inputs for further tables, by name.

        Raises:
            InvalidInputError: both or neither of `input_ids` and `inputs_embeds` are passed.
            InputRangeError: a token, segment or position is outside its table.
        """
        table, states = reach(self, self._words), self._words_of(input_ids, inputs_embeds)
        length = states.shape[1]
        if self._segments is not None:
            if token_type_ids is None:
                token_type_ids = torch.zeros(1, length, dtype=torch.int64, device=states.device)
            states = states + look_up(reach(self, self._segments), token_type_ids)
        places: Tensor | None = None
        if self._positions is not None:
            if position_ids is None:
                position_ids = self._rows(input_ids, length, positions, states.device)
            places = look_up(reach(self, self._positions), position_ids).to(states.dtype)
        if places is not None and not self._positions_last:
            states = states + places
        for name, table_at, columns in self._lookups:
            for indices in _indices((further or {}).get(name), columns, states):
                states = states + look_up(reach(self, table_at), indices)
        if self._segments_are_words and token_type_ids is not None:
            states = states + look_up(table, token_type_ids) * (self._multiplier or 1.0)
        for place in self._after_sum:
            states = reach(self, place)(states)
        if places is not None and self._positions_last:
            states = states + places
        return states if self._embedding_dropout is None else child(self, self._embedding_dropout)(states)

    def _words_of(self, input_ids: Tensor | None, inputs_embeds: Tensor | None) -> Tensor:
        """The words [batch, length, size], scaled and projected."""
        states = words_of(reach(self, self._words), input_ids, inputs_embeds)
        if self.scale != 1.0 and inputs_embeds is None:
            states = states * self.scale
        if self._multiplier is not None:
            states = states * self._multiplier
        return states if self._words_project is None else reach(self, self._words_project)(states)

    def _rows(self, input_ids: Tensor | None, length: int, positions: Tensor | None, device: torch.device) -> Tensor:
        """Rows [batch or 1, length] of the table of positions; padding in the ids is not counted."""
        if self._after_padding is None or input_ids is None:
            places = torch.arange(length, device=device) if positions is None else positions
            return (places + self._skipped if self._skipped else places)[None]
        real = input_ids != self._after_padding
        counted = real.cumsum(1) if positions is None else real.cumsum(1) + positions[0]
        return counted * real + self._after_padding


class TextEmbeddings(EmbeddingParts):
    """The embeddings as a separate module."""

    def __init__(self, block: blocks.TextEmbeddings) -> None:
        super().__init__()
        self.add_embeddings(block)

    def forward(
        self,
        input_ids: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        positions: Tensor | None = None,
        further: Mapping[str, Tensor | None] | None = None,
    ) -> Tensor:
        """As `embedded`."""
        return self.embedded(input_ids, token_type_ids, position_ids, inputs_embeds, positions, further)


def _indices(given: Tensor | None, columns: tuple[tuple[int, ...], ...], states: Tensor) -> Iterator[Tensor]:
    """The indices [batch or 1, length] of each row that a `blocks.Lookup` adds."""
    for column in columns or ((),):
        if given is None:
            yield torch.zeros(1, states.shape[1], dtype=torch.int64, device=states.device)
            continue
        first, *second = (given[..., each] for each in column) if column else (given,)
        yield first - second[0] if second else first
