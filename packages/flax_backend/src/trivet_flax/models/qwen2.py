"""Qwen2 (https://arxiv.org/abs/2407.10671) and its heads."""

from __future__ import annotations

from trivet.families.text.qwen2 import Qwen2Config
from trivet_flax.decoder_heads import CausalLM, FlaxDecoderModel, LastTokenClassification
from trivet_flax.layers.decoder import DecoderModule


class FlaxQwen2Module(DecoderModule):
    """Embeddings, layers, a final norm."""


class FlaxQwen2PreTrainedModel(FlaxDecoderModel):
    """Base of the Qwen2 models."""

    config_class = Qwen2Config
    base_model_prefix = "model"
    module_class = FlaxQwen2Module


class FlaxQwen2Model(FlaxQwen2PreTrainedModel):
    """The decoder: `last_hidden_state` [batch, length, hidden]."""


class FlaxQwen2ForCausalLM(FlaxQwen2PreTrainedModel, head=CausalLM):
    """Next tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxQwen2ForSequenceClassification(FlaxQwen2PreTrainedModel, head=LastTokenClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""
