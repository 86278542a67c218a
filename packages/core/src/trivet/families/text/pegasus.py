"""Pegasus: norms precede the sublayers and follow the stacks, and positions are sines."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.fields import field
from trivet.families.heads import CONDITIONAL_GENERATION, DECODER_ALONE
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily


class PegasusConfig(Seq2SeqConfig):
    """Configuration of a Pegasus model (Zhang et al., 2019, https://arxiv.org/abs/1912.08777)."""

    model_type = "pegasus"
    later_places: ClassVar = (
        "decoder_start_token_id",
        "scale_embedding",
        "pad_token_id",
        "eos_token_id",
        "forced_eos_token_id",
    )
    has_learned_positions = False
    has_embedding_norm = False
    has_final_norm = True
    norms_first = True
    pad_token_id: int | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    decoder_start_token_id: int | None = field(default=0, kw_only=True)
    forced_eos_token_id: int | list[int] | None = field(default=1, kw_only=True)


class Pegasus(Seq2SeqFamily):
    """Pegasus and its head."""

    config_class = PegasusConfig
    kinds = (CONDITIONAL_GENERATION, DECODER_ALONE)
