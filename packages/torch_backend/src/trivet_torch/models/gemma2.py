"""Gemma 2 (https://arxiv.org/abs/2408.00118): bounded scores, scaled embeddings, norms on both sides; and its heads."""

from __future__ import annotations

import torch
from torch import nn

from trivet.families.text.gemma2 import Gemma2Config
from trivet_torch.decoder_heads import CausalLM, DecoderInputs, LastTokenClassification
from trivet_torch.layers.decoder import DecoderModel, DecoderPreTrainedModel
from trivet_torch.layers.norms import OffsetRMSNorm


class Gemma2PreTrainedModel(DecoderPreTrainedModel):
    """What all Gemma 2 models share."""

    config_class = Gemma2Config

    config: Gemma2Config


class ScaledEmbedding(nn.Embedding):
    """Vectors multiplied with the square root of their size, rounded to the dtype they are in."""

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        """[batch, length] → [batch, length, size]."""
        scale = torch.tensor(self.embedding_dim**0.5, dtype=self.weight.dtype, device=self.weight.device)
        return super().forward(input_ids) * scale


class Gemma2Model(DecoderModel, Gemma2PreTrainedModel):
    """The decoder without a head."""

    norm_class = OffsetRMSNorm
    embedding_class = ScaledEmbedding


class Gemma2ForCausalLM(CausalLM, DecoderInputs, Gemma2PreTrainedModel):
    """Gemma 2 that predicts the next word."""

    base_class = Gemma2Model


class Gemma2ForSequenceClassification(LastTokenClassification, DecoderInputs, Gemma2PreTrainedModel):
    """Gemma 2 that classifies its whole input by the last token."""

    base_class = Gemma2Model
