"""BERT's heads for tasks. What a `call` takes and raises beside targets is said in `trivet_tf.models.bert`."""

from __future__ import annotations

from typing import Any

import numpy as np

from trivet.architectures.bert import BertConfig
from trivet_tf.framework import keras, tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.heads import Classifier
from trivet_tf.losses import cross_entropy, question_answering_loss, sequence_classification_loss
from trivet_tf.models.bert import TFBertHead, TFBertLabelHead
from trivet_tf.outputs import (
    TFBaseModelOutputWithPooling,
    TFMultipleChoiceModelOutput,
    TFQuestionAnsweringModelOutput,
    TFSequenceClassifierOutput,
    TFTokenClassifierOutput,
)

ops = keras.ops


class TFBertClassifier(TFBertLabelHead):
    """A head that is one layer `classifier`, with dropout before it."""

    def __init__(self, config: BertConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        stated, classes = config.classifier_dropout, self.classes(config)
        dropout = config.hidden_dropout_prob if stated is None else stated
        self.classifier = Classifier(config, classes, dropout=dropout, dtype=self.dtype_policy, name="classifier")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the config says all that is needed."""
        self.bert.build()
        self.classifier.build()

    @staticmethod
    def classes(config: BertConfig) -> int:
        """How many there are."""
        return config.num_labels


class TFBertForSequenceClassification(TFBertClassifier):
    """Classifies whole inputs. `labels` [batch], or [batch, num_labels], as the config's `problem_type` has it."""

    def answer(
        self, encoded: TFBaseModelOutputWithPooling, labels: tf.Tensor | None, *, training: bool
    ) -> TFSequenceClassifierOutput:
        """`logits` [batch, num_labels]."""
        logits = self.classifier(encoded.pooler_output, training=training)
        loss = None if labels is None else sequence_classification_loss(logits, labels, self.config)
        return TFSequenceClassifierOutput(loss, logits, encoded.hidden_states, encoded.attentions)


class TFBertForTokenClassification(TFBertClassifier):
    """Classifies each token. `labels` [batch, length]; -100 is ignored."""

    _needs_pooler = False

    def answer(
        self, encoded: TFBaseModelOutputWithPooling, labels: tf.Tensor | None, *, training: bool
    ) -> TFTokenClassifierOutput:
        """`logits` [batch, length, num_labels]."""
        logits = self.classifier(encoded.last_hidden_state, training=training)
        loss = None if labels is None else cross_entropy(logits, labels)
        return TFTokenClassifierOutput(loss, logits, encoded.hidden_states, encoded.attentions)


class TFBertForMultipleChoice(TFBertClassifier):
    """Chooses among inputs, which have an axis more than elsewhere: [batch, choices, length]. `labels` [batch].

    Hidden states and attentions have batch and choices in one axis.
    """

    @staticmethod
    def classes(config: BertConfig) -> int:
        """One score for each choice."""
        return 1

    @property
    def dummy_inputs(self) -> dict[str, np.ndarray[Any, Any]]:
        """Arguments of a call that uses every layer."""
        return {"input_ids": np.zeros((2, 2, 3), np.int32)}

    def encode(self, *inputs: tf.Tensor | None, **options: Any) -> TFBaseModelOutputWithPooling:
        """The encoder's outputs for every choice as a row of its own; `pooler_output` [batch, choices, hidden]."""
        ids, mask, segments, positions, head_mask, embeds = inputs
        given = embeds if ids is None else ids
        rows = [merge_choices(each) for each in (ids, mask, segments, positions)]
        encoded = super().encode(*rows, head_mask, merge_choices(embeds), **options)
        if given is not None:
            encoded.pooler_output = ops.reshape(encoded.pooler_output, (-1, given.shape[1], self.config.hidden_size))
        return encoded

    def answer(
        self, encoded: TFBaseModelOutputWithPooling, labels: tf.Tensor | None, *, training: bool
    ) -> TFMultipleChoiceModelOutput:
        """`logits` [batch, choices]."""
        logits = ops.squeeze(self.classifier(encoded.pooler_output, training=training), -1)
        loss = None if labels is None else cross_entropy(logits, labels)
        return TFMultipleChoiceModelOutput(loss, logits, encoded.hidden_states, encoded.attentions)


class TFBertForQuestionAnswering(TFBertHead):
    """Finds where an answer starts and ends."""

    _needs_pooler = False

    def __init__(self, config: BertConfig, **kwargs: Any) -> None:
        config.require_num_labels(2, "the two outputs are where an answer starts and where it ends")
        super().__init__(config, **kwargs)
        self.qa_outputs = Classifier(config, config.num_labels, dtype=self.dtype_policy, name="qa_outputs")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the config says all that is needed."""
        self.bert.build()
        self.qa_outputs.build()

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        start_positions: tf.Tensor | None = None,
        end_positions: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFQuestionAnsweringModelOutput | tuple[Any, ...]:
        """`start_logits` and `end_logits` [batch, length]; a loss needs both targets.

        Args:
            start_positions, end_positions: [batch]; those outside the input are ignored.
        """
        encoded = self.encode(
            input_ids,
            attention_mask,
            token_type_ids,
            position_ids,
            head_mask,
            inputs_embeds,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
        logits = self.qa_outputs(encoded.last_hidden_state)
        start, end = logits[..., 0], logits[..., 1]
        loss = None
        if start_positions is not None and end_positions is not None:
            loss = question_answering_loss(start, end, start_positions, end_positions)
        output = TFQuestionAnsweringModelOutput(loss, start, end, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


def merge_choices(tensor: tf.Tensor | None) -> tf.Tensor | None:
    """[batch, choices, length, …] → [batch · choices, length, …]."""
    return None if tensor is None else ops.reshape(tensor, (-1, *ops.shape(tensor)[2:]))
