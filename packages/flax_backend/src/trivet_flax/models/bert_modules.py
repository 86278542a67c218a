"""BERT and its heads as nnx modules, each usable alone. `models/bert.py` puts the functional surface around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.architectures.bert import BertConfig
from trivet.outputs import (
    BaseModelOutputWithPooling,
    BertForPreTrainingOutput,
    MaskedLMOutput,
    MultipleChoiceModelOutput,
    NextSentencePredictorOutput,
    QuestionAnsweringModelOutput,
    SequenceClassifierOutput,
    TokenClassifierOutput,
)
from trivet_flax.layers.attention import expand_mask
from trivet_flax.layers.embeddings import TextEmbeddings
from trivet_flax.layers.encoder import Encoder
from trivet_flax.layers.feed_forward import DenseActivation, Linear, dropout
from trivet_flax.layers.predictions import PredictionHead
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.losses import cross_entropy, sequence_classification_loss, span_loss

Array = jax.Array


class FlaxBertModule(PretrainedModule):
    """Embeddings, encoder, and a pooling layer over the first token."""

    def __init__(
        self,
        config: BertConfig,
        *,
        dtype: Any = jnp.float32,
        param_dtype: Any = jnp.float32,
        add_pooling_layer: bool = True,
        rngs: nnx.Rngs,
    ) -> None:
        setup = Setup(rngs, dtype, param_dtype, config.initializer_range)
        self.embeddings = TextEmbeddings(config, setup)
        self.encoder = Encoder(config, setup)
        size = config.hidden_size
        self.pooler = DenseActivation(size, size, jnp.tanh, setup) if add_pooling_layer else None

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        token_type_ids: Array | None = None,
        position_ids: Array | None = None,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        *,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        deterministic: bool | None = None,
        rngs: nnx.Rngs | None = None,
    ) -> BaseModelOutputWithPooling[Array]:
        """
        Args:
            input_ids, token_type_ids, position_ids: [batch, length].
            attention_mask: 1 for what may be attended to; [batch, length], [batch, length, length] or
                [batch, heads, length, length].
            head_mask: factors on the attention weights; [heads] or [layers, heads].
            inputs_embeds: word embeddings [batch, length, hidden] in place of `input_ids`.
            deterministic: whether dropout is off; None leaves it to `module.train()` and `module.eval()`.
            rngs: what dropout draws from.
        """
        hidden = self.embeddings(
            input_ids, token_type_ids, position_ids, inputs_embeds, deterministic=deterministic, rngs=rngs
        )
        hidden, states, attentions = self.encoder(
            hidden,
            expand_mask(attention_mask),
            head_mask,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            deterministic=deterministic,
            rngs=rngs,
        )
        pooled = None if self.pooler is None else self.pooler(hidden[:, 0])
        return BaseModelOutputWithPooling(hidden, pooled, states, attentions)


class PreTrainingHeads(nnx.Module):
    """The heads that BERT was trained with: `predictions` of masked tokens, `seq_relationship` of two sentences."""

    def __init__(
        self, config: BertConfig, setup: Setup, *, predictions: bool = True, relationship: bool = True
    ) -> None:
        self.predictions: Any = PredictionHead(config, setup) if predictions else None
        self.seq_relationship: Any = Linear(config.hidden_size, 2, setup) if relationship else None


class _HeadModule(PretrainedModule):
    """A head over `bert`. Called with the inputs of `FlaxBertModule` and labels, which give the loss."""

    _pooled = True

    def __init__(
        self, config: BertConfig, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        self.bert: Any = FlaxBertModule(
            config, dtype=dtype, param_dtype=param_dtype, add_pooling_layer=self._pooled, rngs=rngs
        )
        self._add_head(config, Setup(rngs, dtype, param_dtype, config.initializer_range))

    def _add_head(self, config: BertConfig, setup: Setup) -> None:
        raise NotImplementedError


class _ClassifierModule(_HeadModule):
    """Dropout, then a linear layer called `classifier`."""

    def _add_head(self, config: BertConfig, setup: Setup) -> None:
        rate = config.classifier_dropout
        self.dropout = dropout(config.hidden_dropout_prob if rate is None else rate)
        self.classifier = Linear(config.hidden_size, self._outputs(config), setup)

    def _outputs(self, config: BertConfig) -> int:
        return config.num_labels

    def _classify(self, hidden: Array | None, options: Mapping[str, Any]) -> Array:
        dropped = self.dropout(hidden, deterministic=options.get("deterministic"), rngs=options.get("rngs"))
        logits: Array = self.classifier(dropped)
        return logits


class FlaxBertForPreTrainingModule(_HeadModule):
    """Both pre-training heads."""

    def _add_head(self, config: BertConfig, setup: Setup) -> None:
        self.cls = PreTrainingHeads(config, setup)

    def __call__(
        self, *inputs: Array, labels: Array | None = None, next_sentence_label: Array | None = None, **options: Any
    ) -> BertForPreTrainingOutput[Array]:
        """`labels` [batch, length], -100 where there is none; `next_sentence_label` [batch]. Both give the loss."""
        outputs = self.bert(*inputs, **options)
        predicted = self.cls.predictions(outputs.last_hidden_state, self.bert.embeddings.word_embeddings)
        related = self.cls.seq_relationship(outputs.pooler_output)
        loss = None
        if labels is not None and next_sentence_label is not None:
            loss = cross_entropy(predicted, labels) + cross_entropy(related, next_sentence_label)
        return BertForPreTrainingOutput(loss, predicted, related, outputs.hidden_states, outputs.attentions)


class FlaxBertForMaskedLMModule(_HeadModule):
    """Predictions of masked tokens."""

    _pooled = False

    def _add_head(self, config: BertConfig, setup: Setup) -> None:
        self.cls = PreTrainingHeads(config, setup, relationship=False)

    def __call__(self, *inputs: Array, labels: Array | None = None, **options: Any) -> MaskedLMOutput[Array]:
        """`labels` [batch, length], -100 where there is none."""
        outputs = self.bert(*inputs, **options)
        logits = self.cls.predictions(outputs.last_hidden_state, self.bert.embeddings.word_embeddings)
        loss = None if labels is None else cross_entropy(logits, labels)
        return MaskedLMOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class FlaxBertForNextSentencePredictionModule(_HeadModule):
    """Whether the second sentence follows the first."""

    def _add_head(self, config: BertConfig, setup: Setup) -> None:
        self.cls = PreTrainingHeads(config, setup, predictions=False)

    def __call__(
        self, *inputs: Array, labels: Array | None = None, **options: Any
    ) -> NextSentencePredictorOutput[Array]:
        """`labels` [batch]: 0 where it follows, 1 where it does not."""
        outputs = self.bert(*inputs, **options)
        logits = self.cls.seq_relationship(outputs.pooler_output)
        loss = None if labels is None else cross_entropy(logits, labels)
        return NextSentencePredictorOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class FlaxBertForSequenceClassificationModule(_ClassifierModule):
    """A classifier (or regression) over whole sequences."""

    def _add_head(self, config: BertConfig, setup: Setup) -> None:
        super()._add_head(config, setup)
        self.num_labels, self.problem_type = config.num_labels, config.problem_type

    def __call__(self, *inputs: Array, labels: Array | None = None, **options: Any) -> SequenceClassifierOutput[Array]:
        """`labels` as `sequence_classification_loss` takes them, by the config's `problem_type`."""
        outputs = self.bert(*inputs, **options)
        logits = self._classify(outputs.pooler_output, options)
        loss = None
        if labels is not None:
            loss = sequence_classification_loss(
                logits, labels, num_labels=self.num_labels, problem_type=self.problem_type
            )
        return SequenceClassifierOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class FlaxBertForMultipleChoiceModule(_ClassifierModule):
    """A score for each of several continuations."""

    def _outputs(self, config: BertConfig) -> int:
        return 1

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        token_type_ids: Array | None = None,
        position_ids: Array | None = None,
        head_mask: Array | None = None,
        inputs_embeds: Array | None = None,
        *,
        labels: Array | None = None,
        **options: Any,
    ) -> MultipleChoiceModelOutput[Array]:
        """Inputs [batch, choices, length]; `labels` [batch]: the right choice."""
        given = input_ids if input_ids is not None else inputs_embeds
        choices = 1 if given is None else given.shape[1]
        flat = (_joined(each) for each in (input_ids, attention_mask, token_type_ids, position_ids))
        outputs = self.bert(*flat, head_mask, _joined(inputs_embeds), **options)
        logits = self._classify(outputs.pooler_output, options).reshape(-1, choices)
        loss = None if labels is None else cross_entropy(logits, labels)
        return MultipleChoiceModelOutput(loss, logits, outputs.hidden_states, outputs.attentions)


def _joined(array: Array | None) -> Array | None:
    """Batch and choices as one axis."""
    return None if array is None else array.reshape(-1, *array.shape[2:])


class FlaxBertForTokenClassificationModule(_ClassifierModule):
    """A classifier over tokens."""

    _pooled = False

    def __call__(self, *inputs: Array, labels: Array | None = None, **options: Any) -> TokenClassifierOutput[Array]:
        """`labels` [batch, length], -100 where there is none."""
        outputs = self.bert(*inputs, **options)
        logits = self._classify(outputs.last_hidden_state, options)
        loss = None if labels is None else cross_entropy(logits, labels)
        return TokenClassifierOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class FlaxBertForQuestionAnsweringModule(_HeadModule):
    """Where an answer starts and ends."""

    _pooled = False

    def _add_head(self, config: BertConfig, setup: Setup) -> None:
        config.require_num_labels(2, "the two outputs are where an answer starts and where it ends")
        self.qa_outputs = Linear(config.hidden_size, config.num_labels, setup)

    def __call__(
        self, *inputs: Array, start_positions: Array | None = None, end_positions: Array | None = None, **options: Any
    ) -> QuestionAnsweringModelOutput[Array]:
        """`start_positions` and `end_positions` [batch]; one behind the end of its row is ignored."""
        outputs = self.bert(*inputs, **options)
        logits = self.qa_outputs(outputs.last_hidden_state)
        start, end = logits[..., 0], logits[..., 1]
        loss = None
        if start_positions is not None and end_positions is not None:
            loss = span_loss(start, end, start_positions, end_positions)
        return QuestionAnsweringModelOutput(loss, start, end, outputs.hidden_states, outputs.attentions)
