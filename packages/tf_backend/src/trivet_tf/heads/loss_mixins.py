"""Losses for models of one's own, as mixins by the names that they have in transformers: `hf_compute_loss`.

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
    """Of the tokens that follow. Labels are not shifted here."""

    def hf_compute_loss(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Mean cross entropy, [1].

        Args:
            labels: [batch, length].
            logits: [batch, length, vocab].
        """
        return cross_entropy(logits, labels)


class TFMaskedLanguageModelingLoss(TFCausalLanguageModelingLoss):
    """Of masked words."""


class TFTokenClassificationLoss:
    """Of every token's class."""

    def hf_compute_loss(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Mean cross entropy, [1]; every negative label is ignored, and -1 warned of in eager mode.

        Args:
            labels: [batch, length].
            logits: [batch, length, labels].
        """
        return token_classification_loss(logits, labels)


class TFSequenceClassificationLoss:
    """Of an input's class, or of a number where there is one label; for models with a config."""

    def hf_compute_loss(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """The loss of the config's `problem_type`, [batch].

        Args:
            labels: [batch], or [batch, labels] of several at once.
            logits: [batch, labels].

        Raises:
            InvalidConfigError: `problem_type` is none that is known.
        """
        config = self.config  # type: ignore[attr-defined]
        return sequence_classification_loss(logits, ops.convert_to_tensor(labels), config)


class TFMultipleChoiceLoss:
    """Of the choice among inputs."""

    def hf_compute_loss(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Cross entropy, [batch].

        Args:
            labels: [batch].
            logits: [batch, choices].
        """
        return row_cross_entropy(logits, labels)


class TFNextSentencePredictionLoss(TFMultipleChoiceLoss):
    """Of whether the second sentence follows the first: `logits` [batch, 2]."""


class TFQuestionAnsweringLoss:
    """Of where an answer starts and ends."""

    def hf_compute_loss(self, labels: Mapping[str, tf.Tensor], logits: Sequence[tf.Tensor]) -> tf.Tensor:
        """Mean of both ends' cross entropy, [batch].

        Args:
            labels: `start_position` and `end_position`, [batch] each; one outside the input is ignored.
            logits: of the starts and of the ends, [batch, length] each.
        """
        ends = (ops.convert_to_tensor(labels[name]) for name in ("start_position", "end_position"))
        return question_answering_loss(logits[0], logits[1], *ends)
