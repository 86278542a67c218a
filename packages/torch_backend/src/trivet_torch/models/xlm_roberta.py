"""XLM-RoBERTa (https://arxiv.org/abs/1911.02116): RoBERTa's modules under names of their own."""

from __future__ import annotations

from trivet.families.text.xlm_roberta import XLMRobertaConfig
from trivet_torch.models import roberta


class XLMRobertaPreTrainedModel(roberta.RobertaPreTrainedModel):
    """What all XLM-RoBERTa models share."""

    config_class = XLMRobertaConfig


class XLMRobertaModel(roberta.RobertaModel, XLMRobertaPreTrainedModel):
    """The encoder, with a pooling layer."""


class _Head(XLMRobertaPreTrainedModel):
    """What the heads share."""

    base_class = XLMRobertaModel


class XLMRobertaForMaskedLM(_Head, roberta.RobertaForMaskedLM):
    """XLM-RoBERTa that predicts masked words."""


class XLMRobertaForSequenceClassification(_Head, roberta.RobertaForSequenceClassification):
    """XLM-RoBERTa that classifies its whole input."""


class XLMRobertaForTokenClassification(_Head, roberta.RobertaForTokenClassification):
    """XLM-RoBERTa that classifies every token."""


class XLMRobertaForQuestionAnswering(_Head, roberta.RobertaForQuestionAnswering):
    """XLM-RoBERTa that finds the answer to a question in its input."""


class XLMRobertaForMultipleChoice(_Head, roberta.RobertaForMultipleChoice):
    """XLM-RoBERTa that chooses between several inputs."""
