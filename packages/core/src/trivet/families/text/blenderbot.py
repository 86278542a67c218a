"""Blenderbot: norms precede the sublayers and follow the stacks, and positions begin with the table's first row."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.fields import field
from trivet.families.heads import CONDITIONAL_GENERATION, DECODER_ALONE
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily


class BlenderbotConfig(Seq2SeqConfig):
    """Configuration of a Blenderbot model (Roller et al., 2020, https://arxiv.org/abs/2004.13637)."""

    model_type = "blenderbot"
    later_places: ClassVar = (
        "decoder_start_token_id",
        "scale_embedding",
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
        "encoder_no_repeat_ngram_size",
        "forced_eos_token_id",
    )
    skipped_positions = 0
    has_embedding_norm = False
    has_final_norm = True
    norms_first = True
    vocab_size: int = 8008
    max_position_embeddings: int = 128
    encoder_layers: int = 2
    encoder_ffn_dim: int = 10240
    encoder_attention_heads: int = 32
    decoder_layers: int = 24
    decoder_ffn_dim: int = 10240
    decoder_attention_heads: int = 32
    d_model: int = 2560
    pad_token_id: int | None = field(default=0, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)
    decoder_start_token_id: int | None = field(default=1, kw_only=True)
    encoder_no_repeat_ngram_size: int = field(default=3, kw_only=True)
    forced_eos_token_id: int | list[int] | None = field(default=2, kw_only=True)


class Blenderbot(Seq2SeqFamily):
    """Blenderbot and its heads."""

    config_class = BlenderbotConfig
    kinds = (CONDITIONAL_GENERATION, DECODER_ALONE)
