"""The post-norm transformer encoder that BERT and its relatives share. Sizes and options come from the config."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from trivet.outputs import BaseModelOutput
from trivet_torch.layers.attention import SelfAttention, head_masks
from trivet_torch.layers.feed_forward import ActivatedLinear
from trivet_torch.layers.norms import ResidualOutput

Tensor = torch.Tensor


class EncoderAttention(nn.Module):
    """Self-attention, its projection, residual and norm. Parameters under `self` and `output`."""

    def __init__(self, config: Any) -> None:
        super().__init__()
        size = config.hidden_size
        self.self = SelfAttention(size, config.num_attention_heads, dropout=config.attention_probs_dropout_prob)
        self.output = ResidualOutput(size, size, eps=config.layer_norm_eps, dropout=config.hidden_dropout_prob)

    def forward(
        self, states: Tensor, bias: Tensor | None, head_mask: Tensor | None, need_weights: bool
    ) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        context, weights = self.self(states, bias, head_mask, need_weights)
        return self.output(context, states), weights


class EncoderLayer(nn.Module):
    """Attention, then the feed-forward network. Parameters under `attention`, `intermediate` and `output`."""

    def __init__(self, config: Any) -> None:
        super().__init__()
        size, inner = config.hidden_size, config.intermediate_size
        self.attention = EncoderAttention(config)
        self.intermediate = ActivatedLinear(size, inner, config.hidden_act)
        self.output = ResidualOutput(inner, size, eps=config.layer_norm_eps, dropout=config.hidden_dropout_prob)

    def forward(
        self, states: Tensor, bias: Tensor | None, head_mask: Tensor | None, need_weights: bool
    ) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        attended, weights = self.attention(states, bias, head_mask, need_weights)
        return self.output(self.intermediate(attended), attended), weights


class Encoder(nn.Module):
    """The layers, one after the other. Parameters under `layer.N`."""

    def __init__(self, config: Any) -> None:
        super().__init__()
        self.layer = nn.ModuleList(EncoderLayer(config) for _ in range(config.num_hidden_layers))

    def forward(
        self,
        states: Tensor,
        bias: Tensor | None = None,
        head_mask: Tensor | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
    ) -> BaseModelOutput[Tensor]:
        """Run the layers.

        Args:
            states: [batch, length, hidden].
            bias: added to the attention scores, as `attention_bias` makes it.
            head_mask: 1 keeps a head, 0 silences it; [heads] or [layers, heads].

        Raises:
            ValueError: `head_mask` has another shape.
        """
        all_states, all_weights = [states], []
        for layer, kept in zip(self.layer, head_masks(head_mask, len(self.layer)), strict=True):
            states, weights = layer(states, bias, kept, output_attentions)
            all_states.append(states)
            all_weights.append(weights)
        return BaseModelOutput(
            last_hidden_state=states,
            hidden_states=tuple(all_states) if output_hidden_states else None,
            attentions=tuple(all_weights) if output_attentions else None,
        )


class Pooler(nn.Module):
    """The first token's state through a dense layer and tanh. Parameter `dense`."""

    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.dense = nn.Linear(hidden_size, hidden_size)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, hidden]."""
        return torch.tanh(self.dense(states[:, 0]))
