"""Llama (https://arxiv.org/abs/2302.13971) and its heads."""

from __future__ import annotations

from trivet.families.text.llama import LlamaConfig
from trivet_flax.decoder_heads import CausalLM, FlaxDecoderModel, LastTokenClassification
from trivet_flax.layers.decoder import DecoderModule


class FlaxLlamaModule(DecoderModule):
    """Embeddings, layers, a final norm."""


class FlaxLlamaPreTrainedModel(FlaxDecoderModel):
    """Base of the Llama models."""

    config_class = LlamaConfig
    base_model_prefix = "model"
    module_class = FlaxLlamaModule


class FlaxLlamaModel(FlaxLlamaPreTrainedModel):
    """The decoder: `last_hidden_state` [batch, length, hidden]."""


class FlaxLlamaForCausalLM(FlaxLlamaPreTrainedModel, head=CausalLM):
    """Next tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxLlamaForSequenceClassification(FlaxLlamaPreTrainedModel, head=LastTokenClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""
