"""Embeddings of tokens, positions and segments."""

from __future__ import annotations

import torch
from torch import nn


class TextEmbeddings(nn.Module):
    """`dropout(LayerNorm(word + position + segment))`.

    Parameters `word_embeddings`, `position_embeddings`, `token_type_embeddings`, `LayerNorm`.
    """

    def __init__(
        self,
        vocab_size: int,
        positions: int,
        segments: int,
        hidden_size: int,
        *,
        pad_token_id: int | None,
        eps: float,
        dropout: float,
    ) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, hidden_size, padding_idx=pad_token_id)
        self.position_embeddings = nn.Embedding(positions, hidden_size)
        self.token_type_embeddings = nn.Embedding(segments, hidden_size)
        self.LayerNorm = nn.LayerNorm(hidden_size, eps=eps)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self,
        input_ids: torch.Tensor | None = None,
        token_type_ids: torch.Tensor | None = None,
        position_ids: torch.Tensor | None = None,
        inputs_embeds: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """[batch, length] ids, or [batch, length, hidden] vectors in their stead → [batch, length, hidden].

        Segments are 0 and positions 0, 1, 2, … where they are not given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given.
        """
        words = words_of(self.word_embeddings, input_ids, inputs_embeds)
        length = words.shape[1]
        if position_ids is None:
            position_ids = torch.arange(length, device=words.device)[None]
        if token_type_ids is None:
            token_type_ids = torch.zeros(1, length, dtype=torch.int64, device=words.device)
        states = words + self.token_type_embeddings(token_type_ids) + self.position_embeddings(position_ids)
        embedded: torch.Tensor = self.dropout(self.LayerNorm(states))
        return embedded


def words_of(
    embedding: nn.Embedding, input_ids: torch.Tensor | None, inputs_embeds: torch.Tensor | None
) -> torch.Tensor:
    """The vectors [batch, length, hidden] of tokens that are given either by their ids or as vectors.

    Raises:
        ValueError: both or neither are given.
    """
    if (input_ids is None) == (inputs_embeds is None):
        raise ValueError("give either input_ids or inputs_embeds, not both and not neither")
    if inputs_embeds is not None:
        return inputs_embeds
    words: torch.Tensor = embedding(input_ids)
    return words
