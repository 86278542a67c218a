"""Mistral (https://arxiv.org/abs/2310.06825) and its heads."""

from __future__ import annotations

from trivet.families.text.mistral import MistralConfig
from trivet_flax.decoder_heads import CausalLM, FlaxDecoderModel, LastTokenClassification
from trivet_flax.layers.decoder import DecoderModule


class FlaxMistralModule(DecoderModule):
    """Embeddings, layers, a final norm."""


class FlaxMistralPreTrainedModel(FlaxDecoderModel):
    """Base of the Mistral models."""

    config_class = MistralConfig
    base_model_prefix = "model"
    module_class = FlaxMistralModule


class FlaxMistralModel(FlaxMistralPreTrainedModel):
    """The decoder: `last_hidden_state` [batch, length, hidden]."""


class FlaxMistralForCausalLM(FlaxMistralPreTrainedModel, head=CausalLM):
    """Next tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxMistralForSequenceClassification(FlaxMistralPreTrainedModel, head=LastTokenClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""
