"""BERT (https://arxiv.org/abs/1810.04805): the encoder and its heads.

Every `forward` takes `input_ids` [batch, length] or `inputs_embeds` [batch, length, hidden]; `attention_mask` (1 attends,
0 does not) [batch, length], [batch, query, key] or [batch, heads, query, key]; `token_type_ids` and `position_ids`
[batch, length]; `head_mask` (1 keeps) [heads] or [layers, heads]; and with `return_dict=False` returns a tuple.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.architectures.bert import BertConfig
from trivet.outputs import (
    BaseModelOutput,
    BaseModelOutputWithPooling,
    BertForPreTrainingOutput,
    MaskedLMOutput,
    MultipleChoiceModelOutput,
    NextSentencePredictorOutput,
    QuestionAnsweringModelOutput,
    SequenceClassifierOutput,
    TokenClassifierOutput,
)
from trivet_torch.layers.attention import SelfAttention, attention_bias, head_masks
from trivet_torch.layers.embeddings import TextEmbeddings
from trivet_torch.layers.feed_forward import ActivatedLinear
from trivet_torch.layers.norms import ResidualOutput
from trivet_torch.losses import cross_entropy, question_answering_loss, sequence_classification_loss
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class BertAttention(nn.Module):
    """Self-attention, its projection, residual and norm."""

    def __init__(self, config: BertConfig) -> None:
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


class BertLayer(nn.Module):
    """Attention, then the feed-forward network."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        size, inner = config.hidden_size, config.intermediate_size
        self.attention = BertAttention(config)
        self.intermediate = ActivatedLinear(size, inner, config.hidden_act)
        self.output = ResidualOutput(inner, size, eps=config.layer_norm_eps, dropout=config.hidden_dropout_prob)

    def forward(
        self, states: Tensor, bias: Tensor | None, head_mask: Tensor | None, need_weights: bool
    ) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        attended, weights = self.attention(states, bias, head_mask, need_weights)
        return self.output(self.intermediate(attended), attended), weights


class BertEncoder(nn.Module):
    """The layers, one after the other."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(BertLayer(config) for _ in range(config.num_hidden_layers))

    def forward(
        self,
        states: Tensor,
        bias: Tensor | None = None,
        head_mask: Tensor | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
    ) -> BaseModelOutput[Tensor]:
        """[batch, length, hidden] → the same, with every layer's states and weights if asked for."""
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


class BertPooler(nn.Module):
    """The first token's state through a dense layer and tanh."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(config.hidden_size, config.hidden_size)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, hidden]."""
        return torch.tanh(self.dense(states[:, 0]))


class BertTransform(ActivatedLinear):
    """What precedes the projection to the vocabulary: dense, activation, norm."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config.hidden_size, config.hidden_size, config.hidden_act)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → the same."""
        return cast(Tensor, self.LayerNorm(super().forward(states)))


class BertPredictions(nn.Module):
    """Scores of every word of the vocabulary. `decoder.bias` is `bias`, under the two names that checkpoints have."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.transform = BertTransform(config)
        self.decoder = nn.Linear(config.hidden_size, config.vocab_size)
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self._tie_weights()

    def _tie_weights(self) -> None:
        self.decoder.bias = self.bias

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, vocab]."""
        return cast(Tensor, self.decoder(self.transform(states)))


class BertPreTrainedModel(PreTrainedModel):
    """What all BERT models share."""

    config_class = BertConfig
    base_model_prefix = "bert"
    _no_split_modules: ClassVar[tuple[str, ...]] = ("BertLayer",)

    config: BertConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, zero biases and padding row, unit norms."""
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, 0.0, self.config.initializer_range)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)
        if isinstance(module, nn.Embedding) and module.padding_idx is not None:
            with torch.no_grad():
                module.weight[module.padding_idx].fill_(0)
        if isinstance(module, nn.LayerNorm):
            module.reset_parameters()
        if isinstance(module, BertPredictions):
            nn.init.zeros_(module.bias)


class BertModel(BertPreTrainedModel):
    """The encoder, with the pooling layer that sentence tasks read.

    Args:
        add_pooling_layer: whether to have the pooling layer.
    """

    def __init__(self, config: BertConfig, add_pooling_layer: bool = True) -> None:
        super().__init__(config)
        self.embeddings = TextEmbeddings(
            config.vocab_size,
            config.max_position_embeddings,
            config.type_vocab_size,
            config.hidden_size,
            pad_token_id=config.pad_token_id,
            eps=config.layer_norm_eps,
            dropout=config.hidden_dropout_prob,
        )
        self.encoder = BertEncoder(config)
        self.pooler = BertPooler(config) if add_pooling_layer else None
        self.post_init()

    def get_input_embeddings(self) -> nn.Embedding:
        """The embeddings of the vocabulary."""
        return self.embeddings.word_embeddings

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary."""
        self.embeddings.word_embeddings = cast(nn.Embedding, value)

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
        """`last_hidden_state` [batch, length, hidden] and `pooler_output` [batch, hidden].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        config = self.config
        states = self.embeddings(input_ids, token_type_ids, position_ids, inputs_embeds)
        encoded = self.encoder(
            states,
            None if attention_mask is None else attention_bias(attention_mask, states.dtype),
            head_mask,
            config.output_attentions if output_attentions is None else output_attentions,
            config.output_hidden_states if output_hidden_states is None else output_hidden_states,
        )
        states = encoded.last_hidden_state
        pooled = None if self.pooler is None else self.pooler(states)
        output = BaseModelOutputWithPooling(states, pooled, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


