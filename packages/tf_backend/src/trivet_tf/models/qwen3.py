"""Qwen3 (https://arxiv.org/abs/2505.09388): Llama's decoder, with norms of queries and keys."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.text.qwen3 import Qwen3Config
from trivet_tf.decoder_heads import DecoderCausalLM, DecoderClassification, DecoderFamily, DecoderModel


class TFQwen3PreTrainedModel(DecoderFamily):
    """What all Qwen3 models share."""

    config_class: ClassVar[type[Qwen3Config]] = Qwen3Config
    base_model_prefix = "model"

    config: Qwen3Config


class TFQwen3Model(TFQwen3PreTrainedModel, DecoderModel):
    """The decoder."""


class TFQwen3ForCausalLM(TFQwen3PreTrainedModel, DecoderCausalLM):
    """Guesses each next token."""


class TFQwen3ForSequenceClassification(TFQwen3PreTrainedModel, DecoderClassification):
    """Classifies whole inputs by their last token."""
