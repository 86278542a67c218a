"""Layers and stacks of BART and its relatives. Where their norms stand, and what positions are, the config tells."""

from __future__ import annotations

import math
from typing import Any, cast

import torch
from torch import nn

from trivet_torch.activations import activation
from trivet_torch.checkpointing import CheckpointedLayer
from trivet_torch.layers.attention import ProjectedAttention
from trivet_torch.layers.embeddings import OffsetPositions, SinusoidalPositions, look_up
from trivet_torch.layers.seq2seq import DecoderStack, EncoderStack, Source, Stack, Weights, attend_own, bounded
from trivet_torch.layers.step import Step

Tensor = torch.Tensor


def _attention(config: Any, heads: int) -> ProjectedAttention:
    names = ("q_proj", "k_proj", "v_proj", "out_proj")
    return ProjectedAttention(config.d_model, heads, dropout=config.attention_dropout, names=names)


class BartLayer(CheckpointedLayer):
    """Self-attention, in a decoder attention to the encoder's output, feed-forward; each with its residual and norm.

    Parameters under `self_attn`, `encoder_attn`, `fc1`, `fc2` and the norms' names.
    """

    def __init__(self, config: Any, index: int, *, is_decoder: bool) -> None:
        super().__init__()
        self.index, self.norms_first, size = index, config.norms_first, config.d_model
        heads = config.decoder_attention_heads if is_decoder else config.encoder_attention_heads
        inner = config.decoder_ffn_dim if is_decoder else config.encoder_ffn_dim
        self.self_attn = _attention(config, heads)
        self.self_attn_layer_norm = nn.LayerNorm(size)
        if is_decoder:
            self.encoder_attn = _attention(config, heads)
            self.encoder_attn_layer_norm = nn.LayerNorm(size)
        self.fc1 = nn.Linear(size, inner)
        self.fc2 = nn.Linear(inner, size)
        self.final_layer_norm = nn.LayerNorm(size)
        self.activation = activation(config.activation_function)
        self.dropout, self.inner_dropout = nn.Dropout(config.dropout), nn.Dropout(config.activation_dropout)

    def _before(self, norm: nn.Module, states: Tensor) -> Tensor:
        return cast(Tensor, norm(states)) if self.norms_first else states

    def _after(self, norm: nn.Module, states: Tensor, change: Tensor) -> Tensor:
        total: Tensor = states + self.dropout(change)
        return total if self.norms_first else cast(Tensor, norm(total))

    def forward(self, states: Tensor, step: Step, source: Source | None) -> tuple[Tensor, Weights, Weights]:
        """[batch, length, hidden] → the same, and the weights of both attentions if asked for."""
        norm, cross_weights = self.self_attn_layer_norm, None
        attended, weights = attend_own(self.index, self.self_attn, self._before(norm, states), step)
        states = self._after(norm, states, attended)
        if source is not None:
            norm = self.encoder_attn_layer_norm
            normed = self._before(norm, states)
            attended, cross_weights = source.attend(self.index, self.encoder_attn, normed, step.need_weights)
            states = self._after(norm, states, attended)
        norm = self.final_layer_norm
        inner = self.inner_dropout(self.activation(self.fc1(self._before(norm, states))))
        return bounded(self._after(norm, states, self.fc2(inner))), weights, cross_weights


class BartStack(Stack):
    """What encoder and decoder share.

    Parameters under `embed_tokens`, `embed_positions`, `layers.N`, and where the family has them `layernorm_embedding`
    and `layer_norm`.
    """

    def __init__(self, config: Any, words: nn.Embedding) -> None:
        super().__init__()
        self.config, is_decoder, size = config, isinstance(self, DecoderStack), config.d_model
        self.layerdrop = config.decoder_layerdrop if is_decoder else config.encoder_layerdrop
        self.embed_tokens = words
        self.scale = math.sqrt(size) if config.scale_embedding else 1.0
        positions = config.max_position_embeddings
        self.embed_positions = (
            OffsetPositions(positions, size)
            if config.has_learned_positions
            else SinusoidalPositions(positions, size, interleaved=False)
        )
        layers = config.decoder_layers if is_decoder else config.encoder_layers
        self.layers = nn.ModuleList(BartLayer(config, index, is_decoder=is_decoder) for index in range(layers))
        self.layernorm_embedding = nn.LayerNorm(size) if config.has_embedding_norm else None
        self.layer_norm = nn.LayerNorm(size) if config.has_final_norm else None
        self.dropout = nn.Dropout(config.dropout)

    def blocks(self) -> nn.ModuleList:
        """The layers."""
        return self.layers

    def words(self, input_ids: Tensor | None, inputs_embeds: Tensor | None) -> Tensor:
        """Vectors [batch, length, hidden] of tokens; those of ids are scaled if the config says so.

        Raises:
            ValueError: both or neither are given.
        """
        words = super().words(input_ids, inputs_embeds)
        return words if input_ids is None else words * self.scale

    def embedded(self, words: Tensor, positions: Tensor) -> Tensor:
        """`dropout(norm(words + positions))`: [batch, length, hidden]."""
        states = words + look_up(self.embed_positions, positions).to(words.dtype)
        if self.layernorm_embedding is not None:
            states = self.layernorm_embedding(states)
        return cast(Tensor, self.dropout(states))

    def finished(self, states: Tensor) -> Tensor:
        """The last norm, where the family has one."""
        return states if self.layer_norm is None else cast(Tensor, self.layer_norm(states))


class BartEncoder(BartStack, EncoderStack):
    """The encoder."""


class BartDecoder(BartStack, DecoderStack):
    """The decoder."""
