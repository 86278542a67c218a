"""Mistral (https://arxiv.org/abs/2310.06825): Llama with a sliding window. And its heads."""

from __future__ import annotations

from trivet.families.text.mistral import MistralConfig
from trivet_torch.decoder_heads import CausalLM, DecoderInputs, LastTokenClassification
from trivet_torch.layers.decoder import DecoderModel, DecoderPreTrainedModel


class MistralPreTrainedModel(DecoderPreTrainedModel):
    """What all Mistral models share."""

    config_class = MistralConfig

    config: MistralConfig


class MistralModel(DecoderModel, MistralPreTrainedModel):
    """The decoder without a head."""


class MistralForCausalLM(CausalLM, DecoderInputs, MistralPreTrainedModel):
    """Mistral that predicts the next word."""

    base_class = MistralModel


class MistralForSequenceClassification(LastTokenClassification, DecoderInputs, MistralPreTrainedModel):
    """Mistral that classifies its whole input by the last token."""

    base_class = MistralModel
