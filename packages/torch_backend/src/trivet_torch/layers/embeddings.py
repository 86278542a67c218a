"""Embeddings of tokens, positions and segments, and the way back from states to words."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn

from trivet.families.call_checks import index_error, require_one_of
from trivet.families.vocabulary import padding_row

Tensor = torch.Tensor


class TextEmbeddings(nn.Module):
    """`dropout(LayerNorm(word + position + segment))`. Sizes and options come from the config.

    Parameters `word_embeddings`, `position_embeddings`, `token_type_embeddings`, `LayerNorm`.
    """

    def __init__(self, config: Any, size: int | None = None) -> None:
        """
        Args:
            size: of the vectors; None is the config's `hidden_size`.
        """
        super().__init__()
        size = config.hidden_size if size is None else size
        self.word_embeddings = nn.Embedding(config.vocab_size, size, padding_idx=padding_row(config))
        self.position_embeddings = nn.Embedding(config.max_position_embeddings, size)
        self.token_type_embeddings = nn.Embedding(config.type_vocab_size, size)
        self.LayerNorm = nn.LayerNorm(size, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)

    def positions(self, words: Tensor, input_ids: Tensor | None) -> Tensor:
        """Positions [batch or 1, length] of tokens where the caller gives none: 0, 1, 2, …"""
        return torch.arange(words.shape[1], device=words.device)[None]

    def forward(
        self,
        input_ids: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
    ) -> Tensor:
        """[batch, length] ids, or [batch, length, size] vectors in their stead → [batch, length, size].

        Segments are 0 where they are not given.

        Raises:
            InvalidInputError: both or neither of `input_ids` and `inputs_embeds` are given.
            InputRangeError: a token, segment or position is none of the model's.
        """
        words = words_of(self.word_embeddings, input_ids, inputs_embeds)
        if position_ids is None:
            position_ids = self.positions(words, input_ids)
        if token_type_ids is None:
            token_type_ids = torch.zeros(1, words.shape[1], dtype=torch.int64, device=words.device)
        segments = look_up(self.token_type_embeddings, token_type_ids)
        states = words + segments + look_up(self.position_embeddings, position_ids)
        return cast(Tensor, self.dropout(self.LayerNorm(states)))


class PaddedTextEmbeddings(TextEmbeddings):
    """The same where positions are counted from the one after the padding token's number, which padding has."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        # The row of padding is never trained.
        self.position_embeddings.padding_idx = config.pad_token_id

    def positions(self, words: Tensor, input_ids: Tensor | None) -> Tensor:
        """[batch or 1, length]; padding is not counted, and unknown where vectors are given."""
        padding = cast(int, self.position_embeddings.padding_idx)
        if input_ids is None:
            return super().positions(words, None) + padding + 1
        real = input_ids != padding
        return real.cumsum(1) * real + padding


class OffsetPositions(nn.Embedding):
    """Learned positions whose table starts with two rows that none has. Parameter `weight` [positions + 2, size]."""

    def __init__(self, positions: int, size: int) -> None:
        super().__init__(positions + 2, size)

    @property
    def positions(self) -> int:
        """How many there are."""
        return self.num_embeddings - 2

    def forward(self, positions: Tensor) -> Tensor:
        """Positions of any shape → [..., size]."""
        return super().forward(positions + 2)


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


class Predictions(nn.Module):
    """Scores of every word of the vocabulary. `decoder.bias` is `bias`, under the two names that checkpoints have.

    Subclasses say in `transformed` what precedes the projection.
    """

    def __init__(self, size: int, vocab_size: int) -> None:
        super().__init__()
        self.decoder = nn.Linear(size, vocab_size)
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self._tie_weights()

    def _tie_weights(self) -> None:
        self.decoder.bias = self.bias

    def transformed(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, size]."""
        raise NotImplementedError(f"{type(self).__name__} does not say what precedes its projection")

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, vocab]."""
        return cast(Tensor, self.decoder(self.transformed(states)))
