"""The post-norm transformer encoder that BERT and its relatives share. Sizes and options come from the config."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

import torch
from torch import nn

from trivet.families.outputs import BaseModelOutput, BaseModelOutputWithPooling
from trivet_torch.checkpointing import CheckpointedLayer
from trivet_torch.layers.attention import Attention, attention_bias, head_masks
from trivet_torch.layers.embeddings import TextEmbeddings
from trivet_torch.layers.feed_forward import ActivatedLinear
from trivet_torch.layers.norms import ResidualOutput
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class EncoderAttention(nn.Module):
    """Self-attention, its projection, residual and norm. Parameters under `self` and `output`."""

    def __init__(self, config: Any) -> None:
        super().__init__()
        size = config.hidden_size
        self.self = Attention(size, config.num_attention_heads, dropout=config.attention_probs_dropout_prob)
        self.output = ResidualOutput(size, size, eps=config.layer_norm_eps, dropout=config.hidden_dropout_prob)

    def forward(
        self, states: Tensor, bias: Tensor | None, head_mask: Tensor | None, need_weights: bool
    ) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        context, weights = self.self(states, bias, head_mask, need_weights)
        return self.output(context, states), weights

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out, given by their first numbers."""
        self.self.prune(heads, self.output.dense)


class EncoderLayer(CheckpointedLayer):
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
        masks = head_masks(head_mask, len(self.layer))
        return run_layers(self.layer, states, bias, masks, output_attentions, output_hidden_states)


def run_layers(
    layers: Iterable[nn.Module],
    states: Tensor,
    bias: Tensor | None,
    masks: Sequence[Tensor | None],
    output_attentions: bool,
    output_hidden_states: bool,
) -> BaseModelOutput[Tensor]:
    """Run layers one after the other, each called with states, bias, head mask and whether its weights are wanted.

    Args:
        masks: one for each layer.
    """
    all_states, all_weights = [states], []
    for layer, kept in zip(layers, masks, strict=True):
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


class EncoderModel(PreTrainedModel):
    """Base models of the families: embeddings, encoder, and where there is one the pooling layer.

    A family's constructor makes `embeddings`, `encoder` and `pooler`, which may be None.
    """

    prunable_attention = "encoder.layer.{}.attention"
    position_embeddings = ("embeddings.position_embeddings",)

    embeddings: TextEmbeddings
    encoder: nn.Module
    pooler: nn.Module | None

    def get_input_embeddings(self) -> nn.Embedding:
        """The embeddings of the vocabulary."""
        return self.embeddings.word_embeddings

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary."""
        self.embeddings.word_embeddings = cast(nn.Embedding, value)

    def projected(self, states: Tensor) -> Tensor:
        """[batch, length, size] as embedded → [batch, length, hidden] as the encoder takes it."""
        return states

    def pool(self, states: Tensor) -> Tensor | None:
        """[batch, length, hidden] → [batch, hidden], or None without a pooling layer."""
        return None if self.pooler is None else self.pooler(states)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BaseModelOutputWithPooling[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden] and, with a pooling layer, `pooler_output` [batch, hidden].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        config = self.config
        states = self.projected(self.embeddings(input_ids, token_type_ids, position_ids, inputs_embeds))
        encoded = self.encoder(
            states,
            None if attention_mask is None else attention_bias(attention_mask, states.dtype),
            head_mask,
            config.output_attentions if output_attentions is None else output_attentions,
            config.output_hidden_states if output_hidden_states is None else output_hidden_states,
        )
        states = encoded.last_hidden_state
        output = BaseModelOutputWithPooling(states, self.pool(states), encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)
