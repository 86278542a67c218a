"""Blenderbot Small: norms follow the sublayers, and the decoder adds positions to normed words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families.blocks import Transformer
from trivet.families.fields import field
from trivet.families.heads import CONDITIONAL_GENERATION, DECODER_ALONE
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily


class BlenderbotSmallConfig(Seq2SeqConfig):
    """Configuration of a Blenderbot Small model (Roller et al., 2020, https://arxiv.org/abs/2004.13637)."""

    model_type = "blenderbot-small"
    later_places: ClassVar = (
        "decoder_start_token_id",
        "scale_embedding",
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
        "forced_eos_token_id",
    )
    skipped_positions = 0
    max_position_embeddings: int = 512
    encoder_layers: int = 8
    encoder_ffn_dim: int = 2048
    decoder_layers: int = 8
    decoder_ffn_dim: int = 2048
    d_model: int = 512
    pad_token_id: int | None = field(default=0, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)
    decoder_start_token_id: int | None = field(default=1, kw_only=True)
    forced_eos_token_id: int | list[int] | None = field(default=2, kw_only=True)


class BlenderbotSmall(Seq2SeqFamily):
    """Blenderbot Small and its heads."""

    config_class, title = BlenderbotSmallConfig, "Blenderbot Small"
    kinds = (CONDITIONAL_GENERATION, DECODER_ALONE)

    def side(self, config: Any, at: str) -> Transformer:
        """The encoder norms the sum of words and positions, the decoder words alone."""
        side = super().side(config, at)
        return replace(side, embeddings=replace(side.tokens, positions_last=at == "decoder"))
