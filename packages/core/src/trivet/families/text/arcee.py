"""Arcee: Llama with a feed-forward network without a gate."""

from __future__ import annotations

from trivet.families.causal import DecoderConfig
from trivet.families.decoders import ANSWERS_APART, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.requirements import FLAG


class ArceeConfig(DecoderConfig):
    """Configuration of an Arcee model (Arcee AI, 2025)."""

    model_type = "arcee"
    hidden_size: int = 2560
    intermediate_size: int = 18432
    hidden_act: str = "relu2"
    max_position_embeddings: int = 4096
    rms_norm_eps: float = 1e-5
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    mlp_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    bos_token_id: int | list[int] | None = field(default=128000, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=128001, kw_only=True)


class Arcee(DecoderFamily):
    """Arcee and its heads."""

    config_class, kinds = ArceeConfig, (*DecoderFamily.kinds, ANSWERS_APART)
    names = Names(forwards=("up_proj", "down_proj"))
