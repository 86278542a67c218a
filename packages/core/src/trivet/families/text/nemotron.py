"""Nemotron: layer norms that multiply with 1 + w, rotation of a part of each head, no gate."""

from __future__ import annotations

from dataclasses import replace

from trivet.families.causal import GroupedConfig
from trivet.families.decoders import ANSWERS_APART, LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.requirements import FLAG, NOT_NEGATIVE, WIDTH


class NemotronConfig(GroupedConfig):
    """Configuration of a Nemotron or Minitron model (Parmar et al., 2024, https://arxiv.org/abs/2402.16819)."""

    model_type = "nemotron"
    vocab_size: int = 256000
    hidden_size: int = 6144
    intermediate_size: int = 24576
    num_attention_heads: int = 48
    head_dim: int | None = field(WIDTH.or_null(), default=None, kw_only=True, small=8)
    hidden_act: str = "relu2"
    max_position_embeddings: int = 4096
    initializer_range: float = 0.0134
    norm_eps: float = field(NOT_NEGATIVE, default=1e-5, kw_only=True)
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    mlp_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    partial_rotary_factor: float = field(default=0.5, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=2, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=3, kw_only=True)


class Nemotron(DecoderFamily):
    """Nemotron and its heads."""

    config_class, epsilon, kinds = NemotronConfig, "norm_eps", (*DecoderFamily.kinds, ANSWERS_APART)
    like, names = replace(LAYER, offset=1.0, initial=0.0), Names(forwards=("up_proj", "down_proj"))
