"""Qwen2 (https://arxiv.org/abs/2407.10671): Llama with biases on queries, keys and values. And its heads."""

from __future__ import annotations

from trivet.families.text.qwen2 import Qwen2Config
from trivet_torch.decoder_heads import CausalLM, DecoderInputs, LastTokenClassification
from trivet_torch.layers.decoder import DecoderModel, DecoderPreTrainedModel


class Qwen2PreTrainedModel(DecoderPreTrainedModel):
    """What all Qwen2 models share."""

    config_class = Qwen2Config

    config: Qwen2Config


class Qwen2Model(DecoderModel, Qwen2PreTrainedModel):
    """The decoder without a head."""


class Qwen2ForCausalLM(CausalLM, DecoderInputs, Qwen2PreTrainedModel):
    """Qwen2 that predicts the next word."""

    base_class = Qwen2Model


class Qwen2ForSequenceClassification(LastTokenClassification, DecoderInputs, Qwen2PreTrainedModel):
    """Qwen2 that classifies its whole input by the last token."""

    base_class = Qwen2Model
