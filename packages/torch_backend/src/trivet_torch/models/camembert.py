"""CamemBERT (https://arxiv.org/abs/1911.03894): RoBERTa's modules under names of their own."""

from __future__ import annotations

from trivet.families.text.camembert import CamembertConfig
from trivet_torch.models import roberta


class CamembertPreTrainedModel(roberta.RobertaPreTrainedModel):
    """What all CamemBERT models share."""

    config_class = CamembertConfig


class CamembertModel(roberta.RobertaModel, CamembertPreTrainedModel):
    """The encoder, with a pooling layer."""


class _Head(CamembertPreTrainedModel):
    """What the heads share."""

    base_class = CamembertModel


class CamembertForMaskedLM(_Head, roberta.RobertaForMaskedLM):
    """CamemBERT that predicts masked words."""


class CamembertForSequenceClassification(_Head, roberta.RobertaForSequenceClassification):
    """CamemBERT that classifies its whole input."""


class CamembertForTokenClassification(_Head, roberta.RobertaForTokenClassification):
    """CamemBERT that classifies every token."""


class CamembertForQuestionAnswering(_Head, roberta.RobertaForQuestionAnswering):
    """CamemBERT that finds the answer to a question in its input."""


class CamembertForMultipleChoice(_Head, roberta.RobertaForMultipleChoice):
    """CamemBERT that chooses between several inputs."""
