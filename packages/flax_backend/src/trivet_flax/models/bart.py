"""BART (https://arxiv.org/abs/1910.13461) and its heads, which other families have under other names."""

from __future__ import annotations

from trivet.families.text.bart import BartConfig
from trivet_flax.family import FlaxEncoderDecoder
from trivet_flax.layers.seq2seq import Seq2SeqModule
from trivet_flax.seq2seq_heads import ConditionalGeneration, Seq2SeqClassification, Seq2SeqQuestionAnswering


class FlaxBartPreTrainedModel(FlaxEncoderDecoder):
    """Base of the BART models."""

    config_class = BartConfig
    base_model_prefix = "model"
    module_class = Seq2SeqModule


class FlaxBartModel(FlaxBartPreTrainedModel):
    """Encoder and decoder: `last_hidden_state` [batch, length, d_model] of the decoder, and the encoder's outputs."""


class FlaxBartForConditionalGeneration(FlaxBartPreTrainedModel, head=ConditionalGeneration):
    """The next token: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxBartForSequenceClassification(FlaxBartPreTrainedModel, head=Seq2SeqClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""


class FlaxBartForQuestionAnswering(FlaxBartPreTrainedModel, head=Seq2SeqQuestionAnswering):
    """Where an answer is: `start_logits`, `end_logits` [batch, length]. `start_positions`, `end_positions` [batch]."""
