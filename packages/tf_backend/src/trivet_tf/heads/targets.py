"""The loss of each kind of head, and its mixin for custom models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trivet.families.heads import HeadKind, Loss
from trivet_tf.framework import tf
from trivet_tf.heads import loss_mixins
from trivet_tf.heads.losses import (
    binary_cross_entropy,
    cross_entropy,
    question_answering_loss,
    row_cross_entropy,
    sequence_classification_loss,
    token_classification_loss,
)

# Losses of single labels, by output.
_OF_LABELS = {
    "TokenClassifierOutput": (token_classification_loss, loss_mixins.TFTokenClassificationLoss),
    "NextSentencePredictorOutput": (row_cross_entropy, loss_mixins.TFNextSentencePredictionLoss),
    "MaskedLMOutput": (cross_entropy, loss_mixins.TFMaskedLanguageModelingLoss),
}
_OF_WORDS = cross_entropy, loss_mixins.TFCausalLanguageModelingLoss

_MIXINS = {
    Loss.NEXT_TOKENS: loss_mixins.TFCausalLanguageModelingLoss,
    Loss.CLASSES: loss_mixins.TFSequenceClassificationLoss,
    Loss.CHOICES: loss_mixins.TFMultipleChoiceLoss,
    Loss.SPANS: loss_mixins.TFQuestionAnsweringLoss,
    Loss.BOTH: loss_mixins.TFPreTrainingLoss,
}


def loss_mixin(kind: HeadKind) -> type | None:
    """The mixin of `trivet_tf.heads.loss_mixins` for a kind of head; None for kinds with two losses."""
    if kind.loss is Loss.TOKENS:
        return _OF_LABELS.get(kind.output, _OF_WORDS)[1]
    return _MIXINS.get(kind.loss)


def loss_of(
    kind: HeadKind, logits: Sequence[tf.Tensor], labels: Sequence[Any], inputs: Mapping[str, Any], config: Any
) -> tf.Tensor | None:
    """The loss of labels, in the shape of `trivet_tf.heads.losses`; None without labels.

    Args:
        logits: those of each output.
        labels: in the order of the kind's labels; a loss needs all of them.
        inputs: arguments of the call.
    """
    if not labels or any(each is None for each in labels):
        return None
    if kind.loss is Loss.CLASSES:
        return sequence_classification_loss(logits[0], labels[0], config)
    if kind.loss is Loss.REPLACED:
        return binary_cross_entropy(logits[0], labels[0], inputs["attention_mask"])
    if kind.loss is Loss.SPANS:
        return question_answering_loss(*logits, *labels)
    return sum(loss(*pair) for loss, *pair in zip(_losses(kind), logits, labels, strict=True))


def two_losses(logits: Sequence[tf.Tensor], labels: Sequence[Any]) -> dict[str, tf.Tensor | None]:
    """The losses of a head that predicts words and chooses, each if its labels are passed.

    Args:
        logits: those of words [batch, choices, length, vocab], and of choices [batch, choices].
        labels: those of words [batch, choices, length], or without choices, and of choices [batch].
    """
    words, choices = labels
    return {
        "loss": None if words is None else cross_entropy(logits[0][..., :-1, :], words[..., 1:]),
        "mc_loss": None if choices is None else row_cross_entropy(logits[1], choices),
    }


def _losses(kind: HeadKind) -> tuple[Callable[[tf.Tensor, tf.Tensor], tf.Tensor], ...]:
    """The loss of each output."""
    return {
        Loss.NEXT_TOKENS: (_of_next_words,),
        Loss.CHOICES: (row_cross_entropy,),
        Loss.BOTH: (cross_entropy, cross_entropy),
    }.get(kind.loss, (_OF_LABELS.get(kind.output, _OF_WORDS)[0],))


def _of_next_words(logits: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    return cross_entropy(logits[:, :-1], labels[:, 1:])
