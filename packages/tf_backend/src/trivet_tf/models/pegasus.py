"""Pegasus (https://arxiv.org/abs/1912.08777): BART with norms first and sines for positions."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.seq2seq import Seq2SeqConfig
from trivet.families.text.pegasus import PegasusConfig
from trivet_tf.models import bart


class TFPegasusPreTrainedModel(bart.TFBartPreTrainedModel):
    """What all Pegasus models share."""

    config_class: ClassVar[type[Seq2SeqConfig]] = PegasusConfig
    reads_input = False


class TFPegasusModel(bart.TFBartModel, TFPegasusPreTrainedModel):
    """Encoder and decoder."""


class TFPegasusForConditionalGeneration(bart.TFBartForConditionalGeneration, TFPegasusPreTrainedModel):
    """Writes an output for an input."""
