"""CamemBERT (https://arxiv.org/abs/1911.03894): RoBERTa under names of its own."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.text.camembert import CamembertConfig
from trivet.families.text.roberta import RobertaConfig
from trivet_tf.models import roberta


class TFCamembertPreTrainedModel(roberta.TFRobertaPreTrainedModel):
    """What all CamemBERT models share."""

    config_class: ClassVar[type[RobertaConfig]] = CamembertConfig


class TFCamembertModel(roberta.TFRobertaModel, TFCamembertPreTrainedModel):
    """The encoder, with a pooling layer."""


class TFCamembertForMaskedLM(roberta.TFRobertaForMaskedLM, TFCamembertPreTrainedModel):
    """Guesses masked words."""


class TFCamembertForSequenceClassification(roberta.TFRobertaForSequenceClassification, TFCamembertPreTrainedModel):
    """Classifies whole inputs by the first token."""


class TFCamembertForTokenClassification(roberta.TFRobertaForTokenClassification, TFCamembertPreTrainedModel):
    """Classifies each token."""


class TFCamembertForMultipleChoice(roberta.TFRobertaForMultipleChoice, TFCamembertPreTrainedModel):
    """Chooses among inputs."""


class TFCamembertForQuestionAnswering(roberta.TFRobertaForQuestionAnswering, TFCamembertPreTrainedModel):
    """Finds where an answer starts and ends."""
