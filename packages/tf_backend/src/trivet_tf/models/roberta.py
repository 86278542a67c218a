"""RoBERTa (https://arxiv.org/abs/1907.11692). What a `call` takes and raises is said in `trivet_tf.heads`."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.text.roberta import RobertaConfig
from trivet_tf.family import FamilyModel
from trivet_tf.framework import keras, tf
from trivet_tf.heads import (
    EncoderModel,
    MaskedLM,
    MultipleChoice,
    QuestionAnswering,
    SequenceClassification,
    TokenClassification,
)
from trivet_tf.layers.encoder import PooledTextEncoder
from trivet_tf.layers.heads import ClassificationHead, NormedScores


class TFRobertaMainLayer(PooledTextEncoder):
    """BERT's encoder, with positions that leave padding out: what every RoBERTa model holds as `roberta`."""

    @staticmethod
    def padding_id(config: RobertaConfig) -> int | None:
        """The token that positions do not count."""
        return config.pad_token_id


class TFRobertaPreTrainedModel(FamilyModel):
    """What all RoBERTa models share."""

    config_class: ClassVar[type[RobertaConfig]] = RobertaConfig
    base_model_prefix = "roberta"
    base_class = TFRobertaMainLayer
    may_pool = True


class TFRobertaModel(EncoderModel, TFRobertaPreTrainedModel):
    """The encoder, with a pooling layer."""


class TFRobertaForMaskedLM(MaskedLM, TFRobertaPreTrainedModel):
    """Guesses masked words."""

    def add_layers(self, config: RobertaConfig, policy: keras.DTypePolicy) -> None:
        """Make the layer `lm_head`."""
        self.lm_head = NormedScores(config, "gelu", dtype=policy, name="lm_head")

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, length, vocab]."""
        return self.lm_head(encoded.last_hidden_state, self.table)


class TFRobertaForSequenceClassification(SequenceClassification, TFRobertaPreTrainedModel):
    """Classifies whole inputs by the first token."""

    reads_pooled = False

    def add_layers(self, config: RobertaConfig, policy: keras.DTypePolicy) -> None:
        """Make the layer `classifier`."""
        dropout = self.classifier_dropout(config)
        self.classifier = ClassificationHead(
            config, config.num_labels, "tanh", dropout=dropout, dtype=policy, name="classifier"
        )


class TFRobertaForTokenClassification(TokenClassification, TFRobertaPreTrainedModel):
    """Classifies each token."""


class TFRobertaForMultipleChoice(MultipleChoice, TFRobertaPreTrainedModel):
    """Chooses among inputs."""


class TFRobertaForQuestionAnswering(QuestionAnswering, TFRobertaPreTrainedModel):
    """Finds where an answer starts and ends."""
