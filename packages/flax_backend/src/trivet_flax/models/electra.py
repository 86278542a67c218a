"""ELECTRA (https://arxiv.org/abs/2003.10555) and its heads."""

from __future__ import annotations

from typing import Any

import jax
from flax import nnx

from trivet.families.outputs import ElectraForPreTrainingOutput
from trivet.families.text.electra import ElectraConfig
from trivet_flax.activations import activation, gelu
from trivet_flax.family import FlaxTextEncoder
from trivet_flax.heads import (
    FirstTokenClassification,
    Head,
    MaskedLM,
    MultipleChoice,
    QuestionAnswering,
    TokenClassification,
)
from trivet_flax.layers.embeddings import TextEmbeddings
from trivet_flax.layers.encoder import Encoder, TextEncoder
from trivet_flax.layers.feed_forward import Linear, dropout
from trivet_flax.layers.predictions import PredictionTransform, VocabularyLinear
from trivet_flax.layers.setup import Setup
from trivet_flax.losses import binary_cross_entropy

Array = jax.Array


class FlaxElectraModule(TextEncoder):
    """Embeddings, their projection where sizes differ, and encoder."""

    pools = False

    def add_layers(self, config: ElectraConfig, setup: Setup) -> None:
        """Make `embeddings`, `embeddings_project` and `encoder`."""
        size = config.embedding_size
        self.embeddings = TextEmbeddings(config, setup, size=size)
        projected = size != config.hidden_size
        self.embeddings_project: Any = Linear(size, config.hidden_size, setup) if projected else None
        self.encoder = Encoder(config, setup)

    def widened(self, embedded: Array) -> Array:
        """[…, embedding size] → […, hidden]."""
        return embedded if self.embeddings_project is None else self.embeddings_project(embedded)


class DiscriminatorPredictions(nnx.Module):
    """A score for each token: `dense`, activation, `dense_prediction`."""

    def __init__(self, config: ElectraConfig, setup: Setup) -> None:
        self.dense = Linear(config.hidden_size, config.hidden_size, setup)
        self.activation = activation(config.hidden_act)
        self.dense_prediction = Linear(config.hidden_size, 1, setup)

    def __call__(self, hidden: Array) -> Array:
        """[batch, length, hidden] → [batch, length]."""
        scores: Array = self.dense_prediction(self.activation(self.dense(hidden)))
        return scores[..., 0]


class ElectraPreTraining(Head):
    """Which tokens were replaced."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`discriminator_predictions`."""
        self.discriminator_predictions = DiscriminatorPredictions(config, setup)

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        *inputs: Array,
        labels: Array | None = None,
        **options: Any,
    ) -> ElectraForPreTrainingOutput[Array]:
        """`labels` [batch, length]: 1 where a token was replaced. What a mask [batch, length] hides does not count."""
        outputs = self.base(input_ids, attention_mask, *inputs, **options)
        logits = self.discriminator_predictions(outputs.last_hidden_state)
        counted = attention_mask if attention_mask is not None and attention_mask.ndim == 2 else None
        loss = None if labels is None else binary_cross_entropy(logits, labels, counted)
        return ElectraForPreTrainingOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class ElectraMaskedLM(MaskedLM):
    """Predictions of masked tokens."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`generator_predictions` and `generator_lm_head`."""
        size = config.embedding_size
        self.generator_predictions = PredictionTransform(config, setup, size=size, act=gelu)
        self.generator_lm_head = VocabularyLinear(config, size, setup)

    def predict(self, hidden: Array) -> Array:
        """[batch, length, hidden] → logits [batch, length, vocab]."""
        return self.generator_lm_head(self.generator_predictions(hidden), self.base.embeddings.word_embeddings)


class SequenceSummary(nnx.Module):
    """The first token's state through `summary` (if there is one), an activation and dropout."""

    def __init__(self, config: ElectraConfig, setup: Setup) -> None:
        size = config.hidden_size
        self.summary: Any = Linear(size, size, setup) if config.summary_use_proj else None
        self.activation = activation(config.summary_activation or "linear")
        self.dropout = dropout(config.summary_last_dropout)

    def __call__(self, hidden: Array, **drop: Any) -> Array:
        """[batch, length, hidden] → [batch, hidden]."""
        first = hidden[:, 0]
        summed = self.activation(first if self.summary is None else self.summary(first))
        return self.dropout(summed, **drop)


class ElectraMultipleChoice(MultipleChoice):
    """A score for each of several continuations."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`sequence_summary` and `classifier`."""
        self.sequence_summary = SequenceSummary(config, setup)
        self.classifier = Linear(config.hidden_size, 1, setup)

    def classify(self, outputs: Any, **drop: Any) -> Array:
        """Scores [batch x choices, 1]."""
        scores: Array = self.classifier(self.sequence_summary(outputs.last_hidden_state, **drop))
        return scores


class ElectraSequenceClassification(FirstTokenClassification):
    """As RoBERTa's, with another activation."""

    activation = staticmethod(gelu)


class FlaxElectraPreTrainedModel(FlaxTextEncoder):
    """Base of the ELECTRA models."""

    config_class = ElectraConfig
    base_model_prefix = "electra"
    module_class = FlaxElectraModule


class FlaxElectraModel(FlaxElectraPreTrainedModel):
    """The encoder: `last_hidden_state` [batch, length, hidden]."""


class FlaxElectraForPreTraining(FlaxElectraPreTrainedModel, head=ElectraPreTraining):
    """Replaced tokens: `logits` [batch, length], positive for those. `labels` [batch, length] (0 or 1): the loss."""


class FlaxElectraForMaskedLM(FlaxElectraPreTrainedModel, head=ElectraMaskedLM):
    """Masked tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxElectraForSequenceClassification(FlaxElectraPreTrainedModel, head=ElectraSequenceClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""


class FlaxElectraForMultipleChoice(FlaxElectraPreTrainedModel, head=ElectraMultipleChoice):
    """One of several continuations: inputs [batch, choices, length], `logits` [batch, choices]. `labels` [batch]."""


class FlaxElectraForTokenClassification(FlaxElectraPreTrainedModel, head=TokenClassification):
    """Classes of tokens: `logits` [batch, length, num_labels]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxElectraForQuestionAnswering(FlaxElectraPreTrainedModel, head=QuestionAnswering):
    """Where an answer is: `start_logits`, `end_logits` [batch, length]. `start_positions`, `end_positions` [batch]."""
