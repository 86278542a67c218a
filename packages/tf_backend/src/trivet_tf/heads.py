"""Models that encoder families share: their arguments, losses and outputs. A family says what its layers are.

Every `call` takes `input_ids` [batch, length] or `inputs_embeds` [batch, length, hidden]; `attention_mask` (1 attends,
0 does not) [batch, length], [batch, query, key] or [batch, heads, query, key]; `token_type_ids` and `position_ids`
[batch, length]; `head_mask` (1 keeps) [heads] or [layers, heads]; and with `return_dict=False` returns a tuple. All of
it may also come as one dict or one list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np

from trivet.families.config import PretrainedConfig
from trivet_tf.family import FamilyModel
from trivet_tf.framework import keras, tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.heads import Classifier
from trivet_tf.loss_mixins import (
    TFMaskedLanguageModelingLoss,
    TFMultipleChoiceLoss,
    TFNextSentencePredictionLoss,
    TFQuestionAnsweringLoss,
    TFSequenceClassificationLoss,
    TFTokenClassificationLoss,
)
from trivet_tf.losses import (
    cross_entropy,
    question_answering_loss,
    row_cross_entropy,
    sequence_classification_loss,
    token_classification_loss,
)
from trivet_tf.outputs import (
    TFMaskedLMOutput,
    TFModelOutput,
    TFMultipleChoiceModelOutput,
    TFNextSentencePredictorOutput,
    TFQuestionAnsweringModelOutput,
    TFSequenceClassifierOutput,
    TFTokenClassifierOutput,
)

ops = keras.ops


class EncoderHead(FamilyModel):
    """A model that gives `logits`, and with `labels` their loss.

    Attributes:
        output_class: what `call` returns.
    """

    output_class: ClassVar[Callable[..., TFModelOutput]]

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
        labels: Any = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """The logits; with `labels` also their loss.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        inputs = {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "token_type_ids": token_type_ids,
            "position_ids": position_ids,
            "head_mask": head_mask,
            "inputs_embeds": inputs_embeds,
        }
        encoded = self.encode(
            **inputs, output_attentions=output_attentions, output_hidden_states=output_hidden_states, training=training
        )
        return self._returned(self.answer(encoded, labels, inputs, training=training), return_dict)

    def answer(self, encoded: Any, labels: Any, inputs: Mapping[str, Any], *, training: bool) -> TFModelOutput:
        """The output, with a loss if there are labels.

        Args:
            inputs: what was encoded, as `call` has it.
        """
        logits = self.logits(encoded, training=training)
        loss = None if labels is None else self.loss_of(logits, labels, inputs)
        return self.output_class(loss, logits, encoded.hidden_states, encoded.attentions)

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """The logits from the base layer's output."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its logits are")

    def loss_of(self, logits: tf.Tensor, labels: tf.Tensor, inputs: Mapping[str, Any]) -> tf.Tensor:
        """The loss of labels as `call` is given them."""
        return cross_entropy(logits, labels)


class EncoderModel(EncoderHead):
    """The base model, with the pooling layer that sentence tasks read where the family has one.

    Args:
        add_pooling_layer: whether to have it.
    """

    reads_pooled = True

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
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden] and, with a pooling layer, `pooler_output` [batch, hidden].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        inputs = (input_ids, attention_mask, token_type_ids, position_ids, head_mask, inputs_embeds)
        return super().call(*inputs, output_attentions, output_hidden_states, return_dict, training=training)

    def answer(self, encoded: Any, labels: Any, inputs: Mapping[str, Any], *, training: bool) -> Any:
        """The base layer's output."""
        return encoded


class MaskedLM(TFMaskedLanguageModelingLoss, EncoderHead):
    """Guesses masked words: `logits` [batch, length, vocab]. `labels` [batch, length]; -100 is ignored."""

    output_class = TFMaskedLMOutput


class TokenClassification(TFTokenClassificationLoss, EncoderHead):
    """Classifies each token: `logits` [batch, length, num_labels]. `labels` [batch, length]; below 0: ignored."""

    output_class = TFTokenClassifierOutput

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layer `classifier`."""
        dropout = self.classifier_dropout(config)
        self.classifier = Classifier(config, config.num_labels, dropout=dropout, dtype=policy, name="classifier")

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, length, num_labels]."""
        return self.classifier(encoded.last_hidden_state, training=training)

    def loss_of(self, logits: tf.Tensor, labels: tf.Tensor, inputs: Mapping[str, Any]) -> tf.Tensor:
        """The mean over the labels that are not negative, [1]."""
        return token_classification_loss(logits, labels)


class SequenceClassification(TFSequenceClassificationLoss, EncoderHead):
    """Classifies whole inputs: `logits` [batch, num_labels].

    `labels` are [batch], or [batch, num_labels], as the config's `problem_type` has it.
    """

    output_class: ClassVar[Callable[..., TFModelOutput]] = TFSequenceClassifierOutput
    reads_pooled = True

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layer `classifier`."""
        dropout = self.classifier_dropout(config)
        self.classifier = Classifier(config, config.num_labels, dropout=dropout, dtype=policy, name="classifier")

    def pooled(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """The vector [batch, hidden] that stands for an input."""
        return encoded.pooler_output if self.reads_pooled else encoded.last_hidden_state[:, 0]

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, num_labels]."""
        return self.classifier(self.pooled(encoded, training=training), training=training)

    def loss_of(self, logits: tf.Tensor, labels: tf.Tensor, inputs: Mapping[str, Any]) -> tf.Tensor:
        """The loss of the config's `problem_type`."""
        return sequence_classification_loss(logits, labels, self.config)


class MultipleChoice(TFMultipleChoiceLoss, SequenceClassification):
    """Chooses among inputs, which have an axis more than elsewhere: [batch, choices, length]. `labels` [batch].

    `logits` are [batch, choices]. Hidden states and attentions have batch and choices in one axis.
    """

    output_class = TFMultipleChoiceModelOutput

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layer `classifier`, of one score for each choice."""
        dropout = self.classifier_dropout(config)
        self.classifier = Classifier(config, 1, dropout=dropout, dtype=policy, name="classifier")

    @property
    def dummy_inputs(self) -> dict[str, np.ndarray[Any, Any]]:
        """Arguments of a call that uses every layer."""
        return {"input_ids": np.zeros((2, 2, 3), np.int32)}

    def encode(self, **inputs: Any) -> Any:
        """The base layer's output for every choice as a row of its own."""
        rows = {name: each if name == "head_mask" else merge_choices(each) for name, each in inputs.items()}
        return super().encode(**rows)

    def answer(self, encoded: Any, labels: Any, inputs: Mapping[str, Any], *, training: bool) -> TFModelOutput:
        """`logits` [batch, choices], with a loss if there are labels."""
        given = inputs["input_ids"] if inputs["inputs_embeds"] is None else inputs["inputs_embeds"]
        logits = ops.reshape(self.logits(encoded, training=training), (-1, ops.shape(given)[1]))
        loss = None if labels is None else row_cross_entropy(logits, labels)
        return self.output_class(loss, logits, encoded.hidden_states, encoded.attentions)


class NextSentencePrediction(TFNextSentencePredictionLoss, EncoderHead):
    """Tells whether the second sentence follows the first: `logits` [batch, 2]. `labels` [batch]; 0 where it does."""

    output_class = TFNextSentencePredictorOutput
    reads_pooled = True
    _label_to_output_map: ClassVar[Mapping[str, str] | None] = {"next_sentence_label": "logits", "labels": "logits"}

    def loss_of(self, logits: tf.Tensor, labels: tf.Tensor, inputs: Mapping[str, Any]) -> tf.Tensor:
        """The loss of each row, [batch]."""
        return row_cross_entropy(logits, labels)


class Pretraining(EncoderHead):
    """Two tasks at once: masked words, `prediction_logits` [batch, length, vocab], and one about both sentences.

    A loss needs both targets, which subclasses name in `call` and hand on as the pair `labels`.
    """

    reads_pooled = True

    def both_logits(self, encoded: Any, *, training: bool) -> tuple[tf.Tensor, tf.Tensor]:
        """The two tasks' logits from the base layer's output."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its logits are")

    def answer(self, encoded: Any, labels: Any, inputs: Mapping[str, Any], *, training: bool) -> TFModelOutput:
        """Both tasks' logits, with the sum of their losses if both targets are given."""
        scores, sentences = self.both_logits(encoded, training=training)
        loss = None
        if all(each is not None for each in labels):
            loss = cross_entropy(scores, labels[0]) + cross_entropy(sentences, labels[1])
        return self.output_class(loss, scores, sentences, encoded.hidden_states, encoded.attentions)


class QuestionAnswering(TFQuestionAnsweringLoss, EncoderHead):
    """Finds where an answer starts and ends."""

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        config.num_labels = 2  # where an answer starts, and where it ends
        super().__init__(config, **kwargs)

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layer `qa_outputs`."""
        dropout = self.answer_dropout(config)
        self.qa_outputs = Classifier(config, config.num_labels, dropout=dropout, dtype=policy, name="qa_outputs")

    @staticmethod
    def answer_dropout(config: Any) -> float:
        """How much the family drops before `qa_outputs`."""
        return 0.0

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
    ) -> TFModelOutput | tuple[Any, ...]:
        """`start_logits` and `end_logits` [batch, length]; a loss needs both targets.

        Args:
            start_positions, end_positions: [batch]; those outside the input are ignored.
        """
        inputs = (input_ids, attention_mask, token_type_ids, position_ids, head_mask, inputs_embeds)
        options = (output_attentions, output_hidden_states, return_dict)
        return super().call(*inputs, *options, labels=(start_positions, end_positions), training=training)

    def answer(self, encoded: Any, labels: Any, inputs: Mapping[str, Any], *, training: bool) -> TFModelOutput:
        """Both ends' logits, with a loss if both targets are given."""
        logits = self.qa_outputs(encoded.last_hidden_state, training=training)
        ends = logits[..., 0], logits[..., 1]
        start, end = labels
        loss = None if start is None or end is None else question_answering_loss(*ends, start, end)
        return TFQuestionAnsweringModelOutput(loss, *ends, encoded.hidden_states, encoded.attentions)


def merge_choices(tensor: Any) -> Any:
    """[batch, choices, length, …] → [batch · choices, length, …]; what is no tensor stays as it is."""
    return ops.reshape(tensor, (-1, *ops.shape(tensor)[2:])) if hasattr(tensor, "shape") else tensor
