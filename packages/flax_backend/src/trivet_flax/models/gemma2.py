"""Gemma 2 (https://arxiv.org/abs/2408.00118) and its heads."""

from __future__ import annotations

from trivet.families.text.gemma2 import Gemma2Config
from trivet_flax.decoder_heads import CausalLM, FlaxDecoderModel, LastTokenClassification
from trivet_flax.layers.decoder import DecoderModule


class FlaxGemma2Module(DecoderModule):
    """Embeddings, scaled by the root of their size; layers; a final norm. Norms multiply by 1 + weight."""

    norm_offset = 1.0
    scaled = True


class FlaxGemma2PreTrainedModel(FlaxDecoderModel):
    """Base of the Gemma 2 models."""

    config_class = Gemma2Config
    base_model_prefix = "model"
    module_class = FlaxGemma2Module


class FlaxGemma2Model(FlaxGemma2PreTrainedModel):
    """The decoder: `last_hidden_state` [batch, length, hidden]."""


class FlaxGemma2ForCausalLM(FlaxGemma2PreTrainedModel, head=CausalLM):
    """Next tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxGemma2ForSequenceClassification(FlaxGemma2PreTrainedModel, head=LastTokenClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""
