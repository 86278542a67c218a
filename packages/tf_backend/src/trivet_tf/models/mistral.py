"""Mistral (https://arxiv.org/abs/2310.06825): Llama's decoder, with a sliding window."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.text.mistral import MistralConfig
from trivet_tf.decoder_heads import DecoderCausalLM, DecoderClassification, DecoderFamily, DecoderModel


class TFMistralPreTrainedModel(DecoderFamily):
    """What all Mistral models share."""

    config_class: ClassVar[type[MistralConfig]] = MistralConfig
    base_model_prefix = "model"

    config: MistralConfig


class TFMistralModel(TFMistralPreTrainedModel, DecoderModel):
    """The decoder."""


class TFMistralForCausalLM(TFMistralPreTrainedModel, DecoderCausalLM):
    """Guesses each next token."""


class TFMistralForSequenceClassification(TFMistralPreTrainedModel, DecoderClassification):
    """Classifies whole inputs by their last token."""
