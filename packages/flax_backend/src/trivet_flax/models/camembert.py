"""CamemBERT (https://arxiv.org/abs/1911.03894): RoBERTa under another name, trained on other text."""

from __future__ import annotations

from trivet.families.text.camembert import CamembertConfig
from trivet_flax.models import roberta


class FlaxCamembertPreTrainedModel(roberta.FlaxRobertaPreTrainedModel):
    """Base of the CamemBERT models."""

    config_class = CamembertConfig


class FlaxCamembertModel(FlaxCamembertPreTrainedModel, roberta.FlaxRobertaModel):
    """As `FlaxRobertaModel`."""


class FlaxCamembertForMaskedLM(FlaxCamembertPreTrainedModel, roberta.FlaxRobertaForMaskedLM):
    """As `FlaxRobertaForMaskedLM`."""


class FlaxCamembertForSequenceClassification(
    FlaxCamembertPreTrainedModel, roberta.FlaxRobertaForSequenceClassification
):
    """As `FlaxRobertaForSequenceClassification`."""


class FlaxCamembertForMultipleChoice(FlaxCamembertPreTrainedModel, roberta.FlaxRobertaForMultipleChoice):
    """As `FlaxRobertaForMultipleChoice`."""


class FlaxCamembertForTokenClassification(FlaxCamembertPreTrainedModel, roberta.FlaxRobertaForTokenClassification):
    """As `FlaxRobertaForTokenClassification`."""


class FlaxCamembertForQuestionAnswering(FlaxCamembertPreTrainedModel, roberta.FlaxRobertaForQuestionAnswering):
    """As `FlaxRobertaForQuestionAnswering`."""
