"""mBART (https://arxiv.org/abs/2001.08210): BART with norms first and a language's token in front."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from trivet.families.call_checks import shift_token
from trivet.families.text.mbart import MBartConfig
from trivet_flax.family import FlaxEncoderDecoder
from trivet_flax.layers.seq2seq import Seq2SeqModule
from trivet_flax.losses import IGNORED
from trivet_flax.seq2seq_heads import ConditionalGeneration, Seq2SeqClassification, Seq2SeqQuestionAnswering


class FlaxMBartModule(Seq2SeqModule):
    """The base model of BART's kind, whose decoder starts with what each row ends with: its language."""

    def shift_right(self, ids: jax.Array) -> jax.Array:
        """As `TwoSided.shift_right`: the last token that is no padding goes to the front."""
        padding = shift_token(self.padding, "pad_token_id")
        ids = jnp.where(ids == IGNORED, padding, ids)
        last = jnp.maximum((ids != padding).sum(axis=1, keepdims=True) - 1, 0)  # padding alone starts with padding
        return jnp.concatenate([jnp.take_along_axis(ids, last, axis=1), ids[:, :-1]], axis=1)


class FlaxMBartPreTrainedModel(FlaxEncoderDecoder):
    """Base of the mBART models."""

    config_class = MBartConfig
    base_model_prefix = "model"
    module_class = FlaxMBartModule


class FlaxMBartModel(FlaxMBartPreTrainedModel):
    """Encoder and decoder: `last_hidden_state` [batch, length, d_model] of the decoder, and the encoder's outputs."""


class FlaxMBartForConditionalGeneration(FlaxMBartPreTrainedModel, head=ConditionalGeneration):
    """The next token: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxMBartForSequenceClassification(FlaxMBartPreTrainedModel, head=Seq2SeqClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""


class FlaxMBartForQuestionAnswering(FlaxMBartPreTrainedModel, head=Seq2SeqQuestionAnswering):
    """Where an answer is: `start_logits`, `end_logits` [batch, length]. `start_positions`, `end_positions` [batch]."""
