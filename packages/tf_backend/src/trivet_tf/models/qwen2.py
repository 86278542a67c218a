"""Qwen2 (https://arxiv.org/abs/2407.10671): Llama's decoder, with biases of queries, keys and values."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.text.qwen2 import Qwen2Config
from trivet_tf.decoder_heads import DecoderCausalLM, DecoderClassification, DecoderFamily, DecoderModel


class TFQwen2PreTrainedModel(DecoderFamily):
    """What all Qwen2 models share."""

    config_class: ClassVar[type[Qwen2Config]] = Qwen2Config
    base_model_prefix = "model"

    config: Qwen2Config


class TFQwen2Model(TFQwen2PreTrainedModel, DecoderModel):
    """The decoder."""


class TFQwen2ForCausalLM(TFQwen2PreTrainedModel, DecoderCausalLM):
    """Guesses each next token."""


class TFQwen2ForSequenceClassification(TFQwen2PreTrainedModel, DecoderClassification):
    """Classifies whole inputs by their last token."""
