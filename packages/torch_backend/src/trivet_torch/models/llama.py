"""Llama (https://arxiv.org/abs/2302.13971) and its heads."""

from __future__ import annotations

from trivet.families.text.llama import LlamaConfig
from trivet_torch.decoder_heads import CausalLM, DecoderInputs, LastTokenClassification
from trivet_torch.layers.decoder import DecoderModel, DecoderPreTrainedModel


class LlamaPreTrainedModel(DecoderPreTrainedModel):
    """What all Llama models share."""

    config_class = LlamaConfig

    config: LlamaConfig


class LlamaModel(DecoderModel, LlamaPreTrainedModel):
    """The decoder without a head."""


class LlamaForCausalLM(CausalLM, DecoderInputs, LlamaPreTrainedModel):
    """Llama that predicts the next word."""

    base_class = LlamaModel


class LlamaForSequenceClassification(LastTokenClassification, DecoderInputs, LlamaPreTrainedModel):
    """Llama that classifies its whole input by the last token."""

    base_class = LlamaModel
