"""BERT (https://arxiv.org/abs/1810.04805) and its heads."""

from __future__ import annotations

from typing import Any

import jax

from trivet.families.outputs import BertForPreTrainingOutput, NextSentencePredictorOutput
from trivet.families.text.bert import BertConfig
from trivet_flax.family import FlaxTextEncoder
from trivet_flax.heads import (
    Head,
    MaskedLM,
    MultipleChoice,
    QuestionAnswering,
    SequenceClassification,
    TokenClassification,
)
from trivet_flax.layers.encoder import TextEncoder
from trivet_flax.layers.feed_forward import Linear
from trivet_flax.layers.predictions import PredictionHead
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.losses import cross_entropy

Array = jax.Array


class FlaxBertModule(TextEncoder):
    """Embeddings, encoder, and a pooling layer over the first token."""


class PreTrainingHeads(PretrainedModule):
    """The heads that BERT was trained with: `predictions` of masked tokens, `seq_relationship` of two sentences."""

    def __init__(self, config: Any, setup: Setup, *, predictions: bool = True, relationship: bool = True) -> None:
        self.predictions: Any = PredictionHead(config, setup) if predictions else None
        self.seq_relationship: Any = Linear(config.hidden_size, 2, setup) if relationship else None


class BertMaskedLM(MaskedLM):
    """Predictions of masked tokens."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """The first half of `cls`."""
        self.cls = PreTrainingHeads(config, setup, relationship=False)

    def predict(self, hidden: Array) -> Array:
        """[batch, length, hidden] → logits [batch, length, vocab]."""
        logits: Array = self.cls.predictions(hidden, self.base.embeddings.word_embeddings)
        return logits


class BertPreTraining(Head):
    """Both pre-training heads."""

    pooled = True

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`cls`."""
        self.cls = PreTrainingHeads(config, setup)

    def __call__(
        self, *inputs: Array, labels: Array | None = None, next_sentence_label: Array | None = None, **options: Any
    ) -> BertForPreTrainingOutput[Array]:
        """`labels` [batch, length], -100 where there is none; `next_sentence_label` [batch]. Both give the loss."""
        outputs = self.base(*inputs, **options)
        predicted = self.cls.predictions(outputs.last_hidden_state, self.base.embeddings.word_embeddings)
        related = self.cls.seq_relationship(outputs.pooler_output)
        loss = None
        if labels is not None and next_sentence_label is not None:
            loss = cross_entropy(predicted, labels) + cross_entropy(related, next_sentence_label)
        return BertForPreTrainingOutput(loss, predicted, related, outputs.hidden_states, outputs.attentions)


class NextSentencePrediction(Head):
    """Whether the second sentence follows the first."""

    pooled = True

    def add_layers(self, config: Any, setup: Setup) -> None:
        """The second half of `cls`."""
        self.cls = PreTrainingHeads(config, setup, predictions=False)

    def __call__(
        self, *inputs: Array, labels: Array | None = None, **options: Any
    ) -> NextSentencePredictorOutput[Array]:
        """`labels` [batch]: 0 where it follows, 1 where it does not."""
        outputs = self.base(*inputs, **options)
        logits = self.cls.seq_relationship(outputs.pooler_output)
        loss = None if labels is None else cross_entropy(logits, labels)
        return NextSentencePredictorOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class FlaxBertPreTrainedModel(FlaxTextEncoder):
    """Base of the BERT models."""

    config_class = BertConfig
    base_model_prefix = "bert"
    module_class = FlaxBertModule


class FlaxBertModel(FlaxBertPreTrainedModel):
    """The encoder: `last_hidden_state` [batch, length, hidden], `pooler_output` [batch, hidden].

    `add_pooling_layer=False` leaves the pooling layer out.
    """


class FlaxBertForPreTraining(FlaxBertPreTrainedModel, head=BertPreTraining):
    """Tokens and sentences: `prediction_logits` [batch, length, vocab], `seq_relationship_logits` [batch, 2].

    `labels` [batch, length] (-100: none) and `next_sentence_label` [batch] together give the loss.
    """


class FlaxBertForMaskedLM(FlaxBertPreTrainedModel, head=BertMaskedLM):
    """Masked tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxBertForNextSentencePrediction(FlaxBertPreTrainedModel, head=NextSentencePrediction):
    """Next sentence: `logits` [batch, 2]. `labels` [batch] give the loss."""


class FlaxBertForSequenceClassification(FlaxBertPreTrainedModel, head=SequenceClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""


class FlaxBertForMultipleChoice(FlaxBertPreTrainedModel, head=MultipleChoice):
    """One of several continuations: inputs [batch, choices, length], `logits` [batch, choices]. `labels` [batch]."""


class FlaxBertForTokenClassification(FlaxBertPreTrainedModel, head=TokenClassification):
    """Classes of tokens: `logits` [batch, length, num_labels]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxBertForQuestionAnswering(FlaxBertPreTrainedModel, head=QuestionAnswering):
    """Where an answer is: `start_logits`, `end_logits` [batch, length]. `start_positions`, `end_positions` [batch]."""
