"""XLM-RoBERTa (https://arxiv.org/abs/1911.02116): RoBERTa under names of its own."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.text.roberta import RobertaConfig
from trivet.families.text.xlm_roberta import XLMRobertaConfig
from trivet_tf.models import roberta


class TFXLMRobertaPreTrainedModel(roberta.TFRobertaPreTrainedModel):
    """What all XLM-RoBERTa models share."""

    config_class: ClassVar[type[RobertaConfig]] = XLMRobertaConfig


class TFXLMRobertaModel(roberta.TFRobertaModel, TFXLMRobertaPreTrainedModel):
    """The encoder, with a pooling layer."""


class TFXLMRobertaForMaskedLM(roberta.TFRobertaForMaskedLM, TFXLMRobertaPreTrainedModel):
    """Guesses masked words."""


class TFXLMRobertaForSequenceClassification(roberta.TFRobertaForSequenceClassification, TFXLMRobertaPreTrainedModel):
    """Classifies whole inputs by the first token."""


class TFXLMRobertaForTokenClassification(roberta.TFRobertaForTokenClassification, TFXLMRobertaPreTrainedModel):
    """Classifies each token."""


class TFXLMRobertaForMultipleChoice(roberta.TFRobertaForMultipleChoice, TFXLMRobertaPreTrainedModel):
    """Chooses among inputs."""


class TFXLMRobertaForQuestionAnswering(roberta.TFRobertaForQuestionAnswering, TFXLMRobertaPreTrainedModel):
    """Finds where an answer starts and ends."""
