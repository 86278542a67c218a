"""ALBERT's encoder, whose layers share their parameters in groups."""

from __future__ import annotations

from typing import cast

import torch
from torch import nn

from trivet.families.outputs import BaseModelOutput
from trivet.families.text.albert import AlbertConfig
from trivet_torch.activations import activation
from trivet_torch.checkpointing import CheckpointedLayer
from trivet_torch.layers.attention import ProjectedAttention, head_masks

Tensor = torch.Tensor


class AlbertAttention(ProjectedAttention):
    """Self-attention, its residual and norm. Parameters `query`, `key`, `value`, `dense`, `LayerNorm`."""

    def __init__(self, config: AlbertConfig) -> None:
        names, dropout = ("query", "key", "value", "dense"), config.attention_probs_dropout_prob
        super().__init__(config.hidden_size, config.num_attention_heads, dropout=dropout, names=names)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.output_dropout = nn.Dropout(config.hidden_dropout_prob)

    def normed(
        self, states: Tensor, bias: Tensor | None, head_mask: Tensor | None, need_weights: bool
    ) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        attended, weights = self(states, bias, head_mask, need_weights)
        return self.LayerNorm(states + self.output_dropout(attended)), weights


class AlbertLayer(CheckpointedLayer):
    """Attention, then the feed-forward network.

    Parameters under `attention`, `ffn`, `ffn_output` and `full_layer_layer_norm`.
    """

    def __init__(self, config: AlbertConfig) -> None:
        super().__init__()
        size, inner = config.hidden_size, config.intermediate_size
        self.full_layer_layer_norm = nn.LayerNorm(size, eps=config.layer_norm_eps)
        self.attention = AlbertAttention(config)
        self.ffn = nn.Linear(size, inner)
        self.ffn_output = nn.Linear(inner, size)
        self.activation = activation(config.hidden_act)

    def forward(
        self, states: Tensor, bias: Tensor | None, head_mask: Tensor | None, need_weights: bool
    ) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        attended, weights = self.attention.normed(states, bias, head_mask, need_weights)
        inner = self.ffn_output(self.activation(self.ffn(attended)))
        return self.full_layer_layer_norm(inner + attended), weights


class AlbertGroup(nn.Module):
    """Layers that are run together, perhaps several times. Parameters under `albert_layers.N`."""

    def __init__(self, config: AlbertConfig) -> None:
        super().__init__()
        self.albert_layers = nn.ModuleList(AlbertLayer(config) for _ in range(config.inner_group_num))


class AlbertEncoder(nn.Module):
    """Groups of layers, each run as often as the config spreads the layers over them.

    Parameters under `embedding_hidden_mapping_in` and `albert_layer_groups.N`.
    """

    def __init__(self, config: AlbertConfig) -> None:
        super().__init__()
        self.embedding_hidden_mapping_in = nn.Linear(config.embedding_size, config.hidden_size)
        self.albert_layer_groups = nn.ModuleList(AlbertGroup(config) for _ in range(config.num_hidden_groups))
        self.passes = config.layer_groups

    def forward(
        self,
        embedded: Tensor,
        bias: Tensor | None = None,
        head_mask: Tensor | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
    ) -> BaseModelOutput[Tensor]:
        """Project [batch, length, embedding_size] to the layers' size and run them; arguments as of `Encoder`.

        Of `attentions`, each group's pass has as many as it has layers; they share the pass's head mask.
        """
        states = self.embedding_hidden_mapping_in(embedded)
        all_states, all_weights = [states], []
        for group, kept in zip(self.passes, head_masks(head_mask, len(self.passes)), strict=True):
            for layer in cast(AlbertGroup, self.albert_layer_groups[group]).albert_layers:
                states, weights = layer(states, bias, kept, output_attentions)
                all_weights.append(weights)
            all_states.append(states)
        return BaseModelOutput(
            last_hidden_state=states,
            hidden_states=tuple(all_states) if output_hidden_states else None,
            attentions=tuple(all_weights) if output_attentions else None,
        )
