"""Pegasus (https://arxiv.org/abs/1912.08777): BART with norms before sublayers, and sines for positions."""

from __future__ import annotations

import torch

from trivet.families.text.pegasus import PegasusConfig
from trivet_torch.models import bart


class PegasusPreTrainedModel(bart.BartPreTrainedModel):
    """What all Pegasus models share."""

    config_class = PegasusConfig


class PegasusModel(PegasusPreTrainedModel, bart.BartModel):
    """The encoder-decoder without a head."""

    def default_decoder_ids(self, input_ids: torch.Tensor | None) -> None:
        """The decoder always needs inputs of its own."""


class PegasusForConditionalGeneration(PegasusPreTrainedModel, bart.BartForConditionalGeneration):
    """Pegasus that writes text."""

    base_class = PegasusModel
