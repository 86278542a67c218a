"""mBART (https://arxiv.org/abs/2001.08210): BART with norms first. Outputs start with the code of their language."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.call_checks import shift_token
from trivet.families.seq2seq import Seq2SeqConfig
from trivet.families.text.mbart import MBartConfig
from trivet_tf.framework import keras, tf
from trivet_tf.losses import IGNORED
from trivet_tf.models import bart

ops = keras.ops


class TFMBartPreTrainedModel(bart.TFBartPreTrainedModel):
    """What all mBART models share."""

    config_class: ClassVar[type[Seq2SeqConfig]] = MBartConfig

    def shifted(self, labels: tf.Tensor) -> tf.Tensor:
        """Labels [batch, target] behind their own last token that is no padding: the code of the language.

        Raises:
            InvalidInputError: the config does not say what padding is.
        """
        pad = shift_token(self.config.pad_token_id, "pad_token_id")
        labels = ops.convert_to_tensor(labels)
        labels = ops.where(labels == IGNORED, ops.cast(pad, labels.dtype), labels)
        # A row of padding alone starts with padding.
        last = ops.maximum(ops.sum(ops.cast(labels != pad, "int32"), axis=1, keepdims=True) - 1, 0)
        return ops.concatenate([ops.take_along_axis(labels, last, axis=1), labels[:, :-1]], axis=1)


class TFMBartModel(bart.TFBartModel, TFMBartPreTrainedModel):
    """Encoder and decoder."""


class TFMBartForConditionalGeneration(bart.TFBartForConditionalGeneration, TFMBartPreTrainedModel):
    """Writes an output for an input."""


class TFMBartForSequenceClassification(bart.TFBartForSequenceClassification, TFMBartPreTrainedModel):
    """Classifies whole inputs."""


class TFMBartForQuestionAnswering(bart.TFBartForQuestionAnswering, TFMBartPreTrainedModel):
    """Finds where an answer starts and ends."""
