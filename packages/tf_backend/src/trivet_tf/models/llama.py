"""Llama (https://arxiv.org/abs/2302.13971) and what heads it has."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.text.llama import LlamaConfig
from trivet_tf.decoder_heads import DecoderCausalLM, DecoderClassification, DecoderFamily, DecoderModel


class TFLlamaPreTrainedModel(DecoderFamily):
    """What all Llama models share."""

    config_class: ClassVar[type[LlamaConfig]] = LlamaConfig
    base_model_prefix = "model"

    config: LlamaConfig


class TFLlamaModel(TFLlamaPreTrainedModel, DecoderModel):
    """The decoder."""


class TFLlamaForCausalLM(TFLlamaPreTrainedModel, DecoderCausalLM):
    """Guesses each next token."""


class TFLlamaForSequenceClassification(TFLlamaPreTrainedModel, DecoderClassification):
    """Classifies whole inputs by their last token."""
