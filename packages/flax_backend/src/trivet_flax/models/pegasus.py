"""Pegasus (https://arxiv.org/abs/1912.08777): BART's kind with norms first and positions that are sines."""

from __future__ import annotations

from trivet.families.text.pegasus import PegasusConfig
from trivet_flax.family import FlaxEncoderDecoder
from trivet_flax.layers.seq2seq import Seq2SeqModule
from trivet_flax.seq2seq_heads import ConditionalGeneration


class FlaxPegasusPreTrainedModel(FlaxEncoderDecoder):
    """Base of the Pegasus models."""

    config_class = PegasusConfig
    base_model_prefix = "model"
    module_class = Seq2SeqModule


class FlaxPegasusModel(FlaxPegasusPreTrainedModel):
    """Encoder and decoder: `last_hidden_state` [batch, length, d_model] of the decoder, and the encoder's outputs."""


class FlaxPegasusForConditionalGeneration(FlaxPegasusPreTrainedModel, head=ConditionalGeneration):
    """The next token: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""
