"""PLBART: BART of programming languages, which ends sentences with the token of their language."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.blocks import Shift
from trivet.families.fields import field
from trivet.families.heads import CONDITIONAL_GENERATION, DECODER_ALONE, SEQ2SEQ_CLASSIFICATION
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily


class PLBartConfig(Seq2SeqConfig):
    """Configuration of a PLBART model (Ahmad et al., 2021, https://arxiv.org/abs/2103.06333)."""

    model_type = "plbart"
    later_places: ClassVar = (
        "classifier_dropout",
        "scale_embedding",
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
        "forced_eos_token_id",
    )
    vocab_size: int = 50005
    encoder_layers: int = 6
    encoder_ffn_dim: int = 3072
    encoder_attention_heads: int = 12
    decoder_layers: int = 6
    decoder_ffn_dim: int = 3072
    decoder_attention_heads: int = 12
    d_model: int = 768
    attention_dropout: float = 0.1
    scale_embedding: bool = field(default=True, kw_only=True)
    pad_token_id: int | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)
    forced_eos_token_id: int | list[int] | None = field(default=2, kw_only=True)


class PLBart(Seq2SeqFamily):
    """PLBART and its heads."""

    config_class, title = PLBartConfig, "PLBART"
    shift, reads_source = Shift.LAST, True
    kinds = (CONDITIONAL_GENERATION, SEQ2SEQ_CLASSIFICATION, DECODER_ALONE)
