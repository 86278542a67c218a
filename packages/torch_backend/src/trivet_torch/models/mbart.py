"""mBART (https://arxiv.org/abs/2001.08210): BART with norms before sublayers, whose targets start with a language."""

from __future__ import annotations

import torch

from trivet.families.call_checks import shift_token
from trivet.families.text.mbart import MBartConfig
from trivet_torch.losses import IGNORED
from trivet_torch.models import bart


class MBartPreTrainedModel(bart.BartPreTrainedModel):
    """What all mBART models share."""

    config_class = MBartConfig

    def shift_right(self, labels: torch.Tensor) -> torch.Tensor:
        """What the decoder reads to predict `labels` [batch, length]: their last token, the language, comes first.

        Raises:
            InvalidInputError: the config has no `pad_token_id`.
        """
        pad = shift_token(self.config.pad_token_id, "pad_token_id")
        tokens = labels.masked_fill(labels == IGNORED, pad)
        last = ((tokens != pad).sum(1, keepdim=True) - 1).clamp(min=0)  # a row of padding alone starts with padding
        return torch.cat((tokens.gather(1, last), tokens[:, :-1]), 1)


class MBartModel(MBartPreTrainedModel, bart.BartModel):
    """The encoder-decoder without a head. Without decoder inputs, the decoder reads the source, shifted by one."""


class _Head(MBartPreTrainedModel):
    """What the heads share."""

    base_class = MBartModel


class MBartForConditionalGeneration(_Head, bart.BartForConditionalGeneration):
    """mBART that writes text."""


class MBartForSequenceClassification(_Head, bart.BartForSequenceClassification):
    """mBART that classifies its whole input."""


class MBartForQuestionAnswering(_Head, bart.BartForQuestionAnswering):
    """mBART that finds the answer to a question in its input."""
