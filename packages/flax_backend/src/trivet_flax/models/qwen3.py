"""Qwen3 (https://arxiv.org/abs/2505.09388) and its heads."""

from __future__ import annotations

from trivet.families.text.qwen3 import Qwen3Config
from trivet_flax.decoder_heads import CausalLM, FlaxDecoderModel, LastTokenClassification
from trivet_flax.layers.decoder import DecoderModule


class FlaxQwen3Module(DecoderModule):
    """Embeddings, layers, a final norm."""


class FlaxQwen3PreTrainedModel(FlaxDecoderModel):
    """Base of the Qwen3 models."""

    config_class = Qwen3Config
    base_model_prefix = "model"
    module_class = FlaxQwen3Module


class FlaxQwen3Model(FlaxQwen3PreTrainedModel):
    """The decoder: `last_hidden_state` [batch, length, hidden]."""


class FlaxQwen3ForCausalLM(FlaxQwen3PreTrainedModel, head=CausalLM):
    """Next tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxQwen3ForSequenceClassification(FlaxQwen3PreTrainedModel, head=LastTokenClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""
