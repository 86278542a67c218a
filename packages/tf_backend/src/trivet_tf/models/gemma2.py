"""Gemma 2 (https://arxiv.org/abs/2408.00118): Llama's decoder, with more norms, bounded scores, scaled embeddings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from trivet.families.text.gemma2 import Gemma2Config
from trivet_tf.decoder_heads import DecoderCausalLM, DecoderClassification, DecoderFamily, DecoderModel
from trivet_tf.framework import keras
from trivet_tf.layers.decoder import Decoder


class Gemma2Decoder(Decoder):
    """Llama's decoder, whose norms multiply by 1 + weight, and which scales what it embeds by the root of its size."""

    def __init__(self, config: Gemma2Config, **kwargs: Any) -> None:
        super().__init__(config, centred_norms=True, embedding_scale=config.hidden_size**0.5, **kwargs)


class TFGemma2PreTrainedModel(DecoderFamily):
    """What all Gemma 2 models share."""

    config_class: ClassVar[type[Gemma2Config]] = Gemma2Config
    base_model_prefix = "model"
    base_class: ClassVar[Callable[..., keras.layers.Layer]] = Gemma2Decoder

    config: Gemma2Config


class TFGemma2Model(TFGemma2PreTrainedModel, DecoderModel):
    """The decoder."""


class TFGemma2ForCausalLM(TFGemma2PreTrainedModel, DecoderCausalLM):
    """Guesses each next token."""


class TFGemma2ForSequenceClassification(TFGemma2PreTrainedModel, DecoderClassification):
    """Classifies whole inputs by their last token."""
