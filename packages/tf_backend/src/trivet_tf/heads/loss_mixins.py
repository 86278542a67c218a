"""Losses for custom models, as mixins with their names in `transformers`: `hf_compute_loss`.

Each is the loss of trivet's own models, in the shapes of `trivet_tf.heads.losses`; the label -100 is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trivet_tf.framework import keras, tf
from trivet_tf.heads.losses import (
    cross_entropy,
    question_answering_loss,
    row_cross_entropy,
    sequence_classification_loss,
    token_classification_loss,
)

ops = keras.ops


class TFCausalLanguageModelingLoss:
    """The loss of next tokens. Labels are not shifted here."""

    def hf_compute_loss(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Mean cross entropy, [1].

        Args:
            labels: [batch, length].
            logits: [batch, length, vocab].
        """
        return cross_entropy(logits, labels)


class TFMaskedLanguageModelingLoss(TFCausalLanguageModelingLoss):
    """The loss of masked words."""


class TFTokenClassificationLoss:
    """The loss of token classes."""

    def hf_compute_loss(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Mean cross entropy, [1]; every negative label is ignored, with a warning for -1 in eager mode.

        Args:
            labels: [batch, length].
            logits: [batch, length, labels].
        """
        return token_classification_loss(logits, labels)


class TFSequenceClassificationLoss:
    """The loss of an input's class, or of a number if there is one label; for models with a config."""

    def hf_compute_loss(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """The loss of the config's `problem_type`, [batch].

        Args:
            labels: [batch], or [batch, labels] of several at once.
            logits: [batch, labels].

        Raises:
            InvalidConfigError: `problem_type` is unknown.
        """
        config = self.config  # type: ignore[attr-defined]
        return sequence_classification_loss(logits, ops.convert_to_tensor(labels), config)


class TFMultipleChoiceLoss:
    """The loss of a choice between inputs."""

    def hf_compute_loss(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Cross entropy, [batch].

        Args:
            labels: [batch].
            logits: [batch, choices].
        """
        return row_cross_entropy(logits, labels)


class TFNextSentencePredictionLoss(TFMultipleChoiceLoss):
    """The loss of next sentence prediction: `logits` [batch, 2]."""


class TFQuestionAnsweringLoss:
    """The loss of an answer's start and end."""

    def hf_compute_loss(self, labels: Mapping[str, tf.Tensor], logits: Sequence[tf.Tensor]) -> tf.Tensor:
        """Mean of both ends' cross entropy, [batch].

        Args:
            labels: `start_position` and `end_position`, [batch] each; one outside the input is ignored.
            logits: those of starts and of ends, [batch, length] each.
        """
        ends = (ops.convert_to_tensor(labels[name]) for name in ("start_position", "end_position"))
        return question_answering_loss(logits[0], logits[1], *ends)


class TFPreTrainingLoss:
    """Of masked words and of what two sentences are to each other."""

    def hf_compute_loss(self, labels: Mapping[str, tf.Tensor], logits: Sequence[tf.Tensor]) -> tf.Tensor:
        """Sum of the two mean cross entropies, [1].

        Args:
            labels: `labels` [batch, length], then those of sentences [batch].
            logits: of words [batch, length, vocab], then of sentences [batch, 2].
        """
        first, second = (cross_entropy(*pair) for pair in zip(logits, labels.values(), strict=True))
        return first + second
