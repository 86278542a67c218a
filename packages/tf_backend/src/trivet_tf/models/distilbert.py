"""DistilBERT (https://arxiv.org/abs/1910.01108), which knows no segments and takes no positions.

What else a `call` takes and raises is said in `trivet_tf.heads`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.text.distilbert import DistilBertConfig
from trivet_tf.activations import activation
from trivet_tf.family import FamilyModel
from trivet_tf.framework import keras, tf
from trivet_tf.heads import (
    EncoderHead,
    EncoderModel,
    MaskedLM,
    MultipleChoice,
    QuestionAnswering,
    SequenceClassification,
    TokenClassification,
)
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.attention import Attention
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.layers.embeddings import TextEmbeddings
from trivet_tf.layers.encoder import Encoder, TextEncoder
from trivet_tf.layers.feed_forward import FeedForward
from trivet_tf.layers.heads import VocabularyScores
from trivet_tf.layers.norms import LayerNorm
from trivet_tf.outputs import TFModelOutput

ops = keras.ops

_EPS = 1e-12


class DistilBertLayer(Composite):
    """Attention, then the feed-forward network. Layers `attention`, `sa_layer_norm`, `ffn`, `output_layer_norm`."""

    def __init__(self, config: DistilBertConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy, size = self.dtype_policy, config.dim
        options: dict[str, Any] = {"initializer_range": config.initializer_range, "dtype": policy}
        names = ("q_lin", "k_lin", "v_lin", "out_lin")
        dropout = config.attention_dropout
        self.attention = Attention(size, config.n_heads, names, dropout=dropout, name="attention", **options)
        self.sa_layer_norm = LayerNorm(size, eps=_EPS, dtype=policy, name="sa_layer_norm")
        self.ffn = FeedForward(size, config.hidden_dim, config.activation, ("lin1", "lin2"), name="ffn", **options)
        self.output_layer_norm = LayerNorm(size, eps=_EPS, dtype=policy, name="output_layer_norm")
        self.dropout = keras.layers.Dropout(config.dropout, dtype=policy, name="dropout")

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None]:
        """[batch, length, dim] → the same, and the attention weights if asked for."""
        context, weights = self.attention(
            states, attention_mask, head_mask, need_weights=need_weights, training=training
        )
        states = self.sa_layer_norm(context + states)
        return self.output_layer_norm(self.dropout(self.ffn(states), training=training) + states), weights


class TFDistilBertMainLayer(TextEncoder):
    """Embeddings without segments, and the encoder: what every DistilBERT model holds as `distilbert`."""

    def __init__(self, config: DistilBertConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        policy = self.dtype_policy
        self.embeddings = TextEmbeddings(
            config.vocab_size,
            config.max_position_embeddings,
            0,
            config.dim,
            eps=_EPS,
            dropout=config.dropout,
            initializer_range=config.initializer_range,
            sinusoidal=config.sinusoidal_pos_embds,
            dtype=policy,
            name="embeddings",
        )
        self.encoder = Encoder(config, DistilBertLayer, dtype=policy, name="transformer")


class TFDistilBertPreTrainedModel(FamilyModel):
    """What all DistilBERT models share."""

    config_class: ClassVar[type[DistilBertConfig]] = DistilBertConfig
    base_model_prefix = "distilbert"
    base_class = TFDistilBertMainLayer

    @staticmethod
    def classifier_dropout(config: DistilBertConfig) -> float:
        """How much is dropped before a classifier of whole inputs."""
        return config.seq_classif_dropout


class TFDistilBertModel(EncoderModel, TFDistilBertPreTrainedModel):
    """The encoder."""

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, dim]."""
        inputs = (input_ids, attention_mask, None, None, head_mask, inputs_embeds)
        return super().call(*inputs, output_attentions, output_hidden_states, return_dict, training=training)


class DistilBertHead(EncoderHead):
    """A head, with the arguments of this family."""

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        labels: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """The logits; with `labels` also their loss."""
        inputs = (input_ids, attention_mask, None, None, head_mask, inputs_embeds)
        options = (output_attentions, output_hidden_states, return_dict)
        return super().call(*inputs, *options, labels=labels, training=training)


class TFDistilBertForMaskedLM(DistilBertHead, MaskedLM, TFDistilBertPreTrainedModel):
    """Guesses masked words."""

    def add_layers(self, config: DistilBertConfig, policy: keras.DTypePolicy) -> None:
        """Make the layers `vocab_transform`, `vocab_layer_norm` and `vocab_projector`."""
        size, options = config.dim, {"initializer_range": config.initializer_range, "dtype": policy}
        self.vocab_transform = Linear(size, size, name="vocab_transform", **options)
        self.vocab_layer_norm = LayerNorm(size, eps=_EPS, dtype=policy, name="vocab_layer_norm")
        self.vocab_projector = VocabularyScores(config, size, nested=False, dtype=policy, name="vocab_projector")
        self.activation = activation(config.activation)

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, length, vocab]."""
        states = self.activation(self.vocab_transform(encoded.last_hidden_state))
        return self.vocab_projector(self.vocab_layer_norm(states), self.table)


class PreClassified(SequenceClassification):
    """The first token's state goes through a further layer, `pre_classifier`."""

    reads_pooled = False

    def add_layers(self, config: DistilBertConfig, policy: keras.DTypePolicy) -> None:
        """Make the layers `pre_classifier` and `classifier`."""
        options: dict[str, Any] = {"initializer_range": config.initializer_range, "dtype": policy}
        self.pre_classifier = Linear(config.dim, config.dim, activation="relu", name="pre_classifier", **options)
        super().add_layers(config, policy)

    def pooled(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, dim]."""
        return self.pre_classifier(encoded.last_hidden_state[:, 0])


class TFDistilBertForSequenceClassification(
    DistilBertHead, PreClassified, SequenceClassification, TFDistilBertPreTrainedModel
):
    """Classifies whole inputs by the first token."""


class TFDistilBertForTokenClassification(DistilBertHead, TokenClassification, TFDistilBertPreTrainedModel):
    """Classifies each token."""

    @staticmethod
    def classifier_dropout(config: DistilBertConfig) -> float:
        """How much is dropped before the classifier of tokens."""
        return config.dropout


class TFDistilBertForMultipleChoice(DistilBertHead, PreClassified, MultipleChoice, TFDistilBertPreTrainedModel):
    """Chooses among inputs."""


class TFDistilBertForQuestionAnswering(QuestionAnswering, TFDistilBertPreTrainedModel):
    """Finds where an answer starts and ends."""

    @staticmethod
    def answer_dropout(config: DistilBertConfig) -> float:
        """How much is dropped before `qa_outputs`."""
        return config.qa_dropout

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        start_positions: tf.Tensor | None = None,
        end_positions: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`start_logits` and `end_logits` [batch, length]; a loss needs both targets."""
        inputs = (input_ids, attention_mask, None, None, head_mask, inputs_embeds)
        options = (output_attentions, output_hidden_states, return_dict)
        return super().call(*inputs, *options, start_positions, end_positions, training=training)
