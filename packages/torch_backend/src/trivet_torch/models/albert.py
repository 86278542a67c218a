"""ALBERT (https://arxiv.org/abs/1909.11942) and its heads. What `forward` takes and returns is told in `heads`."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn

from trivet.families.outputs import AlbertForPreTrainingOutput, ModelOutput
from trivet.families.text.albert import AlbertConfig
from trivet_torch import heads
from trivet_torch.activations import activation
from trivet_torch.initial import init_normal
from trivet_torch.layers.embeddings import Predictions, TextEmbeddings
from trivet_torch.layers.encoder import EncoderModel
from trivet_torch.losses import cross_entropy
from trivet_torch.modeling import PreTrainedModel
from trivet_torch.models.albert_layers import AlbertEncoder
from trivet_torch.pruning import PrunableAttention

Tensor = torch.Tensor


class AlbertPreTrainedModel(PreTrainedModel):
    """What all ALBERT models share."""

    config_class = AlbertConfig
    base_model_prefix = "albert"
    _no_split_modules = ("TextEmbeddings", "AlbertLayer")
    supports_gradient_checkpointing = True

    config: AlbertConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, zero biases and padding row, unit norms."""
        init_normal(module, self.config.initializer_range)


class AlbertModel(EncoderModel, AlbertPreTrainedModel):
    """The encoder, with the pooling layer that sentence tasks read.

    Args:
        add_pooling_layer: whether to have the pooling layer.
    """

    def __init__(self, config: AlbertConfig, add_pooling_layer: bool = True) -> None:
        super().__init__(config)
        self.embeddings = TextEmbeddings(config, config.embedding_size)
        self.encoder = AlbertEncoder(config)
        self.pooler = nn.Linear(config.hidden_size, config.hidden_size) if add_pooling_layer else None
        self.post_init()

    def attention_of(self, layer: int) -> PrunableAttention:
        """A layer's attention; layers are counted through the groups."""
        group, inner = divmod(layer, self.config.inner_group_num)
        path = f"encoder.albert_layer_groups.{group}.albert_layers.{inner}.attention"
        return cast(PrunableAttention, self.get_submodule(path))

    def pool(self, states: Tensor) -> Tensor | None:
        """[batch, length, hidden] → [batch, hidden], or None without a pooling layer."""
        return None if self.pooler is None else torch.tanh(self.pooler(states[:, 0]))


class AlbertPredictions(Predictions):
    """Scores of every word of the vocabulary. Parameters `dense`, `LayerNorm`, and those of `Predictions`."""

    def __init__(self, config: AlbertConfig) -> None:
        super().__init__(config.embedding_size, config.vocab_size)
        self.LayerNorm = nn.LayerNorm(config.embedding_size, eps=config.layer_norm_eps)
        self.dense = nn.Linear(config.hidden_size, config.embedding_size)
        self.activation = activation(config.hidden_act)

    def transformed(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, embedding_size]."""
        return cast(Tensor, self.LayerNorm(self.activation(self.dense(states))))


class _Base(heads.EncoderHead, AlbertPreTrainedModel):
    """What the heads share."""

    base_class = AlbertModel

    def classifier_dropout(self, config: AlbertConfig) -> float:
        """The config's `classifier_dropout_prob`."""
        return config.classifier_dropout_prob


class _Head(heads.SegmentedInputs, _Base):
    """What the heads with `labels` share."""


class _WithPredictions(PreTrainedModel):
    """A head that predicts words."""

    output_embeddings = "predictions.decoder"
    _tied_weights_keys = ("predictions.decoder.weight", "predictions.decoder.bias")


class AlbertForPreTraining(_WithPredictions, _Base):
    """Both tasks of ALBERT's pretraining: masked words, and whether two sentences stand in their order."""

    pooled = True

    def add_layers(self, config: AlbertConfig) -> None:
        """Both tasks' layers."""
        self.predictions = AlbertPredictions(config)
        self.sop_classifier = nn.ModuleDict({"classifier": nn.Linear(config.hidden_size, config.num_labels)})
        self.dropout = nn.Dropout(config.classifier_dropout_prob)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        sentence_order_label: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> AlbertForPreTrainingOutput[Tensor] | tuple[Any, ...]:
        """`prediction_logits` [batch, length, vocab] and `sop_logits` [batch, num_labels].

        `loss`, the sum of both tasks', comes where both `labels` [batch, length] and `sentence_order_label` [batch] (0
        if the sentences stand in their order) are given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        encoded = self.base_model(
            input_ids,
            attention_mask,
            token_type_ids,
            position_ids,
            head_mask,
            inputs_embeds,
            output_attentions,
            output_hidden_states,
            return_dict=True,
        )
        words = self.predictions(encoded.last_hidden_state)
        order = self.sop_classifier["classifier"](self.dropout(encoded.pooler_output))
        loss = None
        if labels is not None and sentence_order_label is not None:
            loss = cross_entropy(words, labels) + cross_entropy(order, sentence_order_label)
        output = AlbertForPreTrainingOutput(loss, words, order, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


class AlbertForMaskedLM(_WithPredictions, heads.MaskedLM, _Head):
    """ALBERT that predicts masked words."""

    def add_layers(self, config: AlbertConfig) -> None:
        """The projection to the vocabulary, and what precedes it."""
        self.predictions = AlbertPredictions(config)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, vocab]."""
        return cast(Tensor, self.predictions(encoded["last_hidden_state"]))


class AlbertForSequenceClassification(heads.SequenceClassification, _Head):
    """ALBERT that classifies its whole input."""


class AlbertForTokenClassification(heads.TokenClassification, _Head):
    """ALBERT that classifies every token."""


class AlbertForQuestionAnswering(heads.QuestionAnswering, _Base):
    """ALBERT that finds the answer to a question in its input."""


class AlbertForMultipleChoice(heads.MultipleChoice, _Head):
    """ALBERT that chooses between several inputs."""
