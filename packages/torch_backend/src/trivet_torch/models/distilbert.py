"""DistilBERT (https://arxiv.org/abs/1910.01108) and its heads. What `forward` takes and returns is told in `heads`.

There are no segments, and positions are always 0, 1, 2, …
"""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn

from trivet.families.outputs import BaseModelOutput, ModelOutput
from trivet.families.text.distilbert import DistilBertConfig
from trivet_torch import heads
from trivet_torch.activations import activation
from trivet_torch.initial import init_normal
from trivet_torch.layers.attention import attention_bias, head_masks
from trivet_torch.layers.encoder import run_layers
from trivet_torch.modeling import PreTrainedModel
from trivet_torch.models.distilbert_layers import EPS, DistilBertEmbeddings, DistilBertLayer

Tensor = torch.Tensor


class DistilBertPreTrainedModel(PreTrainedModel):
    """What all DistilBERT models share."""

    config_class = DistilBertConfig
    base_model_prefix = "distilbert"
    _no_split_modules = ("DistilBertEmbeddings", "DistilBertLayer")
    supports_gradient_checkpointing = True

    config: DistilBertConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, zero biases and padding row, unit norms."""
        init_normal(module, self.config.initializer_range)


class DistilBertModel(DistilBertPreTrainedModel):
    """The encoder."""

    prunable_attention = "transformer.layer.{}.attention"
    position_embeddings = ("embeddings.position_embeddings",)

    def __init__(self, config: DistilBertConfig) -> None:
        super().__init__(config)
        self.embeddings = DistilBertEmbeddings(config)
        layers = nn.ModuleList(DistilBertLayer(config) for _ in range(config.n_layers))
        self.transformer = nn.ModuleDict({"layer": layers})
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
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BaseModelOutput[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, dim].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        config, layers = self.config, cast(nn.ModuleList, self.transformer["layer"])
        states = self.embeddings(input_ids, inputs_embeds)
        output = run_layers(
            layers,
            states,
            None if attention_mask is None else attention_bias(attention_mask, states.dtype),
            head_masks(head_mask, len(layers)),
            config.output_attentions if output_attentions is None else output_attentions,
            config.output_hidden_states if output_hidden_states is None else output_hidden_states,
        )
        return self._returned(output, return_dict)


class _Inputs(heads.EncoderHead, DistilBertPreTrainedModel):
    """What the heads share."""

    base_class = DistilBertModel

    def make_base(self, config: DistilBertConfig) -> DistilBertModel:
        """The base model, of which there is one kind."""
        return DistilBertModel(config)


class _Head(_Inputs):
    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """`logits`, and `loss` where `labels` are given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        inputs = {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "head_mask": head_mask,
            "inputs_embeds": inputs_embeds,
            "output_attentions": output_attentions,
            "output_hidden_states": output_hidden_states,
        }
        return self.answer(inputs, labels, return_dict)


class DistilBertForMaskedLM(heads.MaskedLM, _Head):
    """DistilBERT that predicts masked words."""

    output_embeddings = "vocab_projector"
    _tied_weights_keys = ("vocab_projector.weight",)

    def add_layers(self, config: DistilBertConfig) -> None:
        """The projection to the vocabulary, and what precedes it."""
        self.vocab_transform = nn.Linear(config.dim, config.dim)
        self.vocab_layer_norm = nn.LayerNorm(config.dim, eps=EPS)
        self.vocab_projector = nn.Linear(config.dim, config.vocab_size)
        self.activation = activation(config.activation)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, vocab]."""
        states = self.activation(self.vocab_transform(encoded["last_hidden_state"]))
        return cast(Tensor, self.vocab_projector(self.vocab_layer_norm(states)))


class _FirstToken(heads.Classifier):
    """A head that reads the first token's state through a layer of its own, `pre_classifier`."""

    def add_layers(self, config: DistilBertConfig) -> None:
        """That layer, and those of any classifier."""
        self.pre_classifier = nn.Linear(config.dim, config.dim)
        super().add_layers(config)

    def classifier_dropout(self, config: DistilBertConfig) -> float:
        """The config's `seq_classif_dropout`."""
        return config.seq_classif_dropout

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, classes]."""
        state = torch.relu(self.pre_classifier(encoded["last_hidden_state"][:, 0]))
        return cast(Tensor, self.classifier(self.dropout(state)))


class DistilBertForSequenceClassification(_FirstToken, heads.SequenceClassification, _Head):
    """DistilBERT that classifies its whole input."""


class DistilBertForMultipleChoice(_FirstToken, heads.MultipleChoice, _Head):
    """DistilBERT that chooses between several inputs."""


class DistilBertForTokenClassification(heads.TokenClassification, _Head):
    """DistilBERT that classifies every token."""

    def classifier_dropout(self, config: DistilBertConfig) -> float:
        """The config's `dropout`."""
        return config.dropout


class DistilBertForQuestionAnswering(heads.SpanHead, _Inputs):
    """DistilBERT that finds the answer to a question in its input."""

    def add_layers(self, config: DistilBertConfig) -> None:
        """A linear layer with an output for either end, dropout before it."""
        super().add_layers(config)
        self.dropout = nn.Dropout(config.qa_dropout)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, 2]."""
        return cast(Tensor, self.qa_outputs(self.dropout(encoded["last_hidden_state"])))

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        start_positions: Tensor | None = None,
        end_positions: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """`start_logits` and `end_logits` [batch, length], and `loss` where both positions [batch] are given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        inputs = {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "head_mask": head_mask,
            "inputs_embeds": inputs_embeds,
            "output_attentions": output_attentions,
            "output_hidden_states": output_hidden_states,
        }
        return self.spans(inputs, (start_positions, end_positions), return_dict)
