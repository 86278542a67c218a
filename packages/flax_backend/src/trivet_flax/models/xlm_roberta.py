"""XLM-RoBERTa (https://arxiv.org/abs/1911.02116): RoBERTa under another name, trained on other text."""

from __future__ import annotations

from trivet.families.text.xlm_roberta import XLMRobertaConfig
from trivet_flax.models import roberta


class FlaxXLMRobertaPreTrainedModel(roberta.FlaxRobertaPreTrainedModel):
    """Base of the XLM-RoBERTa models."""

    config_class = XLMRobertaConfig


class FlaxXLMRobertaModel(FlaxXLMRobertaPreTrainedModel, roberta.FlaxRobertaModel):
    """As `FlaxRobertaModel`."""


class FlaxXLMRobertaForMaskedLM(FlaxXLMRobertaPreTrainedModel, roberta.FlaxRobertaForMaskedLM):
    """As `FlaxRobertaForMaskedLM`."""


class FlaxXLMRobertaForSequenceClassification(
    FlaxXLMRobertaPreTrainedModel, roberta.FlaxRobertaForSequenceClassification
):
    """As `FlaxRobertaForSequenceClassification`."""


class FlaxXLMRobertaForMultipleChoice(FlaxXLMRobertaPreTrainedModel, roberta.FlaxRobertaForMultipleChoice):
    """As `FlaxRobertaForMultipleChoice`."""


class FlaxXLMRobertaForTokenClassification(FlaxXLMRobertaPreTrainedModel, roberta.FlaxRobertaForTokenClassification):
    """As `FlaxRobertaForTokenClassification`."""


class FlaxXLMRobertaForQuestionAnswering(FlaxXLMRobertaPreTrainedModel, roberta.FlaxRobertaForQuestionAnswering):
    """As `FlaxRobertaForQuestionAnswering`."""
