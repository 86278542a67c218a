"""RoBERTa (https://arxiv.org/abs/1907.11692) and its heads, which other families have under other names."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from trivet.families.call_checks import require_positions
from trivet.families.text.roberta import RobertaConfig
from trivet_flax.activations import gelu
from trivet_flax.family import FlaxTextEncoder
from trivet_flax.heads import (
    FirstTokenClassification,
    MaskedLM,
    MultipleChoice,
    QuestionAnswering,
    TokenClassification,
)
from trivet_flax.layers.embeddings import TextEmbeddings
from trivet_flax.layers.encoder import Encoder, TextEncoder
from trivet_flax.layers.predictions import FlatPredictionHead
from trivet_flax.layers.setup import Setup


class RobertaEmbeddings(TextEmbeddings):
    """As BERT's, positions being counted from behind the padding's, over tokens that are no padding."""

    def __init__(self, config: RobertaConfig, setup: Setup) -> None:
        self.padding = int(config.pad_token_id or 0)
        super().__init__(config, setup, position_padding=self.padding)

    def positions(self, input_ids: jax.Array | None, length: int) -> jax.Array:
        """As `TextEmbeddings.positions`; padding has the position `pad_token_id`."""
        if input_ids is None:
            require_positions(length, self.position_embeddings.num_embeddings - self.padding - 1)
            return jnp.arange(length)[None] + self.padding + 1
        counted = (input_ids != self.padding).astype(jnp.int32)
        return jnp.cumsum(counted, axis=1) * counted + self.padding


class FlaxRobertaModule(TextEncoder):
    """Embeddings, encoder, and a pooling layer over the first token."""

    def add_layers(self, config: RobertaConfig, setup: Setup) -> None:
        """Make `embeddings` and `encoder`."""
        self.embeddings = RobertaEmbeddings(config, setup)
        self.encoder = Encoder(config, setup)


class RobertaMaskedLM(MaskedLM):
    """Predictions of masked tokens."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`lm_head`."""
        self.lm_head = FlatPredictionHead(config, setup, act=gelu, norm="layer_norm")

    def predict(self, hidden: jax.Array) -> jax.Array:
        """[batch, length, hidden] → logits [batch, length, vocab]."""
        return self.lm_head(hidden, self.base.embeddings.word_embeddings)


class FlaxRobertaPreTrainedModel(FlaxTextEncoder):
    """Base of the RoBERTa models."""

    config_class = RobertaConfig
    base_model_prefix = "roberta"
    module_class = FlaxRobertaModule


class FlaxRobertaModel(FlaxRobertaPreTrainedModel):
    """The encoder: `last_hidden_state` [batch, length, hidden], `pooler_output` [batch, hidden].

    `add_pooling_layer=False` leaves the pooling layer out.
    """


class FlaxRobertaForMaskedLM(FlaxRobertaPreTrainedModel, head=RobertaMaskedLM):
    """Masked tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxRobertaForSequenceClassification(FlaxRobertaPreTrainedModel, head=FirstTokenClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""


class FlaxRobertaForMultipleChoice(FlaxRobertaPreTrainedModel, head=MultipleChoice):
    """One of several continuations: inputs [batch, choices, length], `logits` [batch, choices]. `labels` [batch]."""


class FlaxRobertaForTokenClassification(FlaxRobertaPreTrainedModel, head=TokenClassification):
    """Classes of tokens: `logits` [batch, length, num_labels]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxRobertaForQuestionAnswering(FlaxRobertaPreTrainedModel, head=QuestionAnswering):
    """Where an answer is: `start_logits`, `end_logits` [batch, length]. `start_positions`, `end_positions` [batch]."""
