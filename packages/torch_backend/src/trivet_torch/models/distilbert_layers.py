"""DistilBERT's embeddings and layers."""

from __future__ import annotations

from typing import cast

import torch
from torch import nn

from trivet.families.text.distilbert import DistilBertConfig
from trivet.families.vocabulary import padding_row
from trivet_torch.activations import activation
from trivet_torch.checkpointing import CheckpointedLayer
from trivet_torch.layers.attention import ProjectedAttention
from trivet_torch.layers.embeddings import SinusoidalPositions, look_up, words_of

Tensor = torch.Tensor

EPS = 1e-12
"""What all norms add to a variance."""


class DistilBertEmbeddings(nn.Module):
    """`dropout(LayerNorm(word + position))`. Parameters `word_embeddings`, `position_embeddings`, `LayerNorm`."""

    def __init__(self, config: DistilBertConfig) -> None:
        super().__init__()
        positions, size = config.max_position_embeddings, config.dim
        self.word_embeddings = nn.Embedding(config.vocab_size, size, padding_idx=padding_row(config))
        self.position_embeddings = (
            SinusoidalPositions(positions, size, interleaved=True)
            if config.sinusoidal_pos_embds
            else nn.Embedding(positions, size)
        )
        self.LayerNorm = nn.LayerNorm(size, eps=EPS)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, input_ids: Tensor | None, inputs_embeds: Tensor | None) -> Tensor:
        """[batch, length] ids, or [batch, length, dim] vectors in their stead → [batch, length, dim]."""
        words = words_of(self.word_embeddings, input_ids, inputs_embeds)
        positions = torch.arange(words.shape[1], device=words.device)[None]
        return cast(Tensor, self.dropout(self.LayerNorm(words + look_up(self.position_embeddings, positions))))


class DistilBertLayer(CheckpointedLayer):
    """Attention, then the feed-forward network, a norm after either.

    Parameters under `attention`, `sa_layer_norm`, `ffn` and `output_layer_norm`.
    """

    def __init__(self, config: DistilBertConfig) -> None:
        super().__init__()
        names = ("q_lin", "k_lin", "v_lin", "out_lin")
        self.attention = ProjectedAttention(config.dim, config.n_heads, dropout=config.attention_dropout, names=names)
        self.sa_layer_norm = nn.LayerNorm(config.dim, eps=EPS)
        self.ffn = nn.ModuleDict(
            {"lin1": nn.Linear(config.dim, config.hidden_dim), "lin2": nn.Linear(config.hidden_dim, config.dim)}
        )
        self.output_layer_norm = nn.LayerNorm(config.dim, eps=EPS)
        self.activation = activation(config.activation)
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self, states: Tensor, bias: Tensor | None, head_mask: Tensor | None, need_weights: bool
    ) -> tuple[Tensor, Tensor | None]:
        """[batch, length, dim] → the same, and the attention weights if asked for."""
        attended, weights = self.attention(states, bias, head_mask, need_weights)
        states = self.sa_layer_norm(attended + states)
        inner = self.activation(self.ffn["lin1"](states))
        return self.output_layer_norm(self.dropout(self.ffn["lin2"](inner)) + states), weights
