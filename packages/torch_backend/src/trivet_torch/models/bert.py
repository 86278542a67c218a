"""BERT (https://arxiv.org/abs/1810.04805) and its heads. What `forward` takes and returns is told in `heads`."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn

from trivet.families.outputs import BertForPreTrainingOutput, ModelOutput
from trivet.families.text.bert import BertConfig
from trivet_torch import heads
from trivet_torch.initial import init_normal
from trivet_torch.layers.embeddings import Predictions, TextEmbeddings
from trivet_torch.layers.encoder import Encoder, EncoderModel, Pooler
from trivet_torch.layers.feed_forward import ActivatedLinear
from trivet_torch.losses import cross_entropy
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class BertPreTrainedModel(PreTrainedModel):
    """What all BERT models share."""

    config_class = BertConfig
    base_model_prefix = "bert"
    _no_split_modules = ("TextEmbeddings", "EncoderLayer")
    supports_gradient_checkpointing = True

    config: BertConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, zero biases and padding row, unit norms."""
        init_normal(module, self.config.initializer_range)


class BertModel(EncoderModel, BertPreTrainedModel):
    """The encoder, with the pooling layer that sentence tasks read.

    Args:
        add_pooling_layer: whether to have the pooling layer.
    """

    def __init__(self, config: BertConfig, add_pooling_layer: bool = True) -> None:
        super().__init__(config)
        self.embeddings = TextEmbeddings(config)
        self.encoder = Encoder(config)
        self.pooler = Pooler(config.hidden_size) if add_pooling_layer else None
        self.post_init()


class BertTransform(ActivatedLinear):
    """What precedes the projection to the vocabulary: dense, activation, norm."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config.hidden_size, config.hidden_size, config.hidden_act)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → the same."""
        return cast(Tensor, self.LayerNorm(super().forward(states)))


class BertPredictions(Predictions):
    """Scores of every word of the vocabulary. Parameters under `transform`, and those of `Predictions`."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config.hidden_size, config.vocab_size)
        self.transform = BertTransform(config)

    def transformed(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → the same."""
        return cast(Tensor, self.transform(states))


class _Base(heads.EncoderHead, BertPreTrainedModel):
    """What the heads share."""

    base_class = BertModel
    cls: nn.ModuleDict


class _Head(heads.SegmentedInputs, _Base):
    """What the heads with `labels` share."""


class _WithPredictions(PreTrainedModel):
    """A head that predicts words."""

    output_embeddings = "cls.predictions.decoder"
    _tied_weights_keys = ("cls.predictions.decoder.weight", "cls.predictions.decoder.bias")


class BertForPreTraining(_WithPredictions, _Base):
    """Both tasks of BERT's pretraining: masked words, and whether the second sentence follows the first."""

    pooled = True

    def add_layers(self, config: BertConfig) -> None:
        """Both tasks' layers."""
        follows = nn.Linear(config.hidden_size, 2)
        self.cls = nn.ModuleDict({"predictions": BertPredictions(config), "seq_relationship": follows})

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        next_sentence_label: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BertForPreTrainingOutput[Tensor] | tuple[Any, ...]:
        """`prediction_logits` [batch, length, vocab] and `seq_relationship_logits` [batch, 2].

        `loss`, the sum of both tasks', comes where both `labels` [batch, length] and `next_sentence_label` [batch] (0
        if the second sentence follows the first) are given.

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
        words = self.cls["predictions"](encoded.last_hidden_state)
        follows = self.cls["seq_relationship"](encoded.pooler_output)
        loss = None
        if labels is not None and next_sentence_label is not None:
            loss = cross_entropy(words, labels) + cross_entropy(follows, next_sentence_label)
        output = BertForPreTrainingOutput(loss, words, follows, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


class BertForMaskedLM(_WithPredictions, heads.MaskedLM, _Head):
    """BERT that predicts masked words."""

    def add_layers(self, config: BertConfig) -> None:
        """The projection to the vocabulary, and what precedes it."""
        self.cls = nn.ModuleDict({"predictions": BertPredictions(config)})

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, vocab]."""
        return cast(Tensor, self.cls["predictions"](encoded["last_hidden_state"]))


class BertForNextSentencePrediction(heads.NextSentencePrediction, _Head):
    """BERT that tells whether the second sentence follows the first."""

    def add_layers(self, config: BertConfig) -> None:
        """A linear layer with two outputs."""
        self.cls = nn.ModuleDict({"seq_relationship": nn.Linear(config.hidden_size, 2)})

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, 2]."""
        return cast(Tensor, self.cls["seq_relationship"](encoded["pooler_output"]))


class BertForSequenceClassification(heads.SequenceClassification, _Head):
    """BERT that classifies its whole input."""


class BertForTokenClassification(heads.TokenClassification, _Head):
    """BERT that classifies every token."""


class BertForMultipleChoice(heads.MultipleChoice, _Head):
    """BERT that chooses between several inputs."""


class BertForQuestionAnswering(heads.QuestionAnswering, _Base):
    """BERT that finds the answer to a question in its input."""
