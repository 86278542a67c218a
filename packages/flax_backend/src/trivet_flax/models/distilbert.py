"""DistilBERT (https://arxiv.org/abs/1910.01108) and its heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
from flax import nnx

from trivet.families.text.distilbert import DistilBertConfig
from trivet_flax.activations import activation
from trivet_flax.calling import OPTIONS
from trivet_flax.family import FlaxFamilyModel
from trivet_flax.heads import (
    Classifier,
    MaskedLM,
    MultipleChoice,
    QuestionAnswering,
    SequenceClassification,
    TokenClassification,
)
from trivet_flax.layers.attention import MultiHeadAttention
from trivet_flax.layers.embeddings import TextEmbeddings
from trivet_flax.layers.encoder import Encoder, TextEncoder
from trivet_flax.layers.feed_forward import Linear, dropout
from trivet_flax.layers.norms import LayerNorm
from trivet_flax.layers.predictions import VocabularyLinear
from trivet_flax.layers.setup import Setup

Array = jax.Array
EPSILON = 1e-12
"""Of every norm; the config has no field for it."""


class FeedForward(nnx.Module):
    """`lin1`, activation, `lin2`, dropout."""

    def __init__(self, config: DistilBertConfig, setup: Setup) -> None:
        self.lin1 = Linear(config.dim, config.hidden_dim, setup)
        self.activation = activation(config.activation)
        self.lin2 = Linear(config.hidden_dim, config.dim, setup)
        self.dropout = dropout(config.dropout)

    def __call__(self, hidden: Array, **drop: Any) -> Array:
        """[…, dim] → […, dim]."""
        return self.dropout(self.lin2(self.activation(self.lin1(hidden))), **drop)


class DistilBertLayer(nnx.Module):
    """Attention and feed-forward layers, each followed by a norm."""

    def __init__(self, config: DistilBertConfig, setup: Setup) -> None:
        names = ("q_lin", "k_lin", "v_lin", "out_lin")
        rate = config.attention_dropout
        self.attention = MultiHeadAttention(config.dim, config.n_heads, names=names, rate=rate, setup=setup)
        self.sa_layer_norm = LayerNorm(config.dim, EPSILON, setup)
        self.ffn = FeedForward(config, setup)
        self.output_layer_norm = LayerNorm(config.dim, EPSILON, setup)

    def __call__(
        self, hidden: Array, mask: Array | None, head_mask: Array | None, *, with_weights: bool, **drop: Any
    ) -> tuple[Array, Array | None]:
        """As `EncoderLayer`."""
        attended, weights, _ = self.attention(hidden, mask, head_mask, with_weights=with_weights, **drop)
        hidden = self.sa_layer_norm(attended + hidden)
        return self.output_layer_norm(self.ffn(hidden, **drop) + hidden), weights


class FlaxDistilBertModule(TextEncoder):
    """Embeddings and encoder, which is called `transformer`."""

    prunable_attention = "transformer.layer.{}.attention"
    pools = False

    def add_layers(self, config: DistilBertConfig, setup: Setup) -> None:
        """Make `embeddings` and `transformer`."""
        self.embeddings = TextEmbeddings(config, setup, segments=False, epsilon=EPSILON, rate=config.dropout)
        self.transformer = Encoder(config, setup, DistilBertLayer)

    @property
    def encoder(self) -> Encoder:
        """The layers."""
        return self.transformer


class DistilBertMaskedLM(MaskedLM):
    """Predictions of masked tokens."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`vocab_transform`, `vocab_layer_norm` and `vocab_projector`."""
        self.vocab_transform = Linear(config.dim, config.dim, setup)
        self.activation = activation(config.activation)
        self.vocab_layer_norm = LayerNorm(config.dim, EPSILON, setup)
        self.vocab_projector = VocabularyLinear(config, config.dim, setup)

    def predict(self, hidden: Array) -> Array:
        """[batch, length, hidden] → logits [batch, length, vocab]."""
        hidden = self.vocab_layer_norm(self.activation(self.vocab_transform(hidden)))
        return self.vocab_projector(hidden, self.base.embeddings.word_embeddings)


class _FirstTokenClassifier(Classifier):
    """A classifier over the first token's state, which goes through `pre_classifier` first."""

    pooled = False

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`pre_classifier`, `dropout` and `classifier`."""
        self.pre_classifier = Linear(config.dim, config.dim, setup)
        super().add_layers(config, setup)

    def classifier_rate(self, config: Any) -> float:
        """Dropout before the classifier."""
        return float(config.seq_classif_dropout)

    def features(self, outputs: Any) -> Array:
        """What is classified."""
        return jax.nn.relu(self.pre_classifier(outputs.last_hidden_state[:, 0]))


class DistilBertSequenceClassification(_FirstTokenClassifier, SequenceClassification):
    """A classifier (or regression) over whole sequences."""


class DistilBertMultipleChoice(_FirstTokenClassifier, MultipleChoice):
    """A score for each of several continuations."""


class DistilBertTokenClassification(TokenClassification):
    """A classifier over tokens."""

    def classifier_rate(self, config: Any) -> float:
        """Dropout before the classifier."""
        return float(config.dropout)


class DistilBertQuestionAnswering(QuestionAnswering):
    """Where an answer starts and ends, with dropout before."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`qa_outputs` and `dropout`."""
        super().add_layers(config, setup)
        self.dropout = dropout(config.qa_dropout)

    def spans(self, outputs: Any, **drop: Any) -> tuple[Array, Array]:
        """Logits [batch, length] of start and end."""
        logits = self.qa_outputs(self.dropout(outputs.last_hidden_state, **drop))
        return logits[..., 0], logits[..., 1]


class FlaxDistilBertPreTrainedModel(FlaxFamilyModel):
    """Base of the DistilBERT models. There are no segments."""

    config_class = DistilBertConfig
    base_model_prefix = "distilbert"
    module_class = FlaxDistilBertModule
    call_order = ("input_ids", "attention_mask", "head_mask", *OPTIONS)

    @classmethod
    def _module_positions(cls) -> Mapping[str, tuple[str, ...]]:
        return {"__call__": ("input_ids", "attention_mask", *cls.module_options)}


class FlaxDistilBertModel(FlaxDistilBertPreTrainedModel):
    """The encoder: `last_hidden_state` [batch, length, dim]."""


class FlaxDistilBertForMaskedLM(FlaxDistilBertPreTrainedModel, head=DistilBertMaskedLM):
    """Masked tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxDistilBertForSequenceClassification(FlaxDistilBertPreTrainedModel, head=DistilBertSequenceClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""


class FlaxDistilBertForMultipleChoice(FlaxDistilBertPreTrainedModel, head=DistilBertMultipleChoice):
    """One of several continuations: inputs [batch, choices, length], `logits` [batch, choices]. `labels` [batch]."""


class FlaxDistilBertForTokenClassification(FlaxDistilBertPreTrainedModel, head=DistilBertTokenClassification):
    """Classes of tokens: `logits` [batch, length, num_labels]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxDistilBertForQuestionAnswering(FlaxDistilBertPreTrainedModel, head=DistilBertQuestionAnswering):
    """Where an answer is: `start_logits`, `end_logits` [batch, length]. `start_positions`, `end_positions` [batch]."""
