"""Qwen3 (https://arxiv.org/abs/2505.09388): Llama with normed queries and keys. And its heads."""

from __future__ import annotations

from trivet.families.text.qwen3 import Qwen3Config
from trivet_torch.decoder_heads import CausalLM, DecoderInputs, LastTokenClassification
from trivet_torch.layers.decoder import DecoderModel, DecoderPreTrainedModel


class Qwen3PreTrainedModel(DecoderPreTrainedModel):
    """What all Qwen3 models share."""

    config_class = Qwen3Config

    config: Qwen3Config


class Qwen3Model(DecoderModel, Qwen3PreTrainedModel):
    """The decoder without a head."""


class Qwen3ForCausalLM(CausalLM, DecoderInputs, Qwen3PreTrainedModel):
    """Qwen3 that predicts the next word."""

    base_class = Qwen3Model


class Qwen3ForSequenceClassification(LastTokenClassification, DecoderInputs, Qwen3PreTrainedModel):
    """Qwen3 that classifies its whole input by the last token."""

    base_class = Qwen3Model
