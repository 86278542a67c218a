"""Seed-OSS: Llama with biases of queries, keys and values."""

from __future__ import annotations

from trivet.families.causal import DecoderConfig
from trivet.families.decoders import ANSWERS_APART, DecoderFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG, PROBABILITY


class SeedOssConfig(DecoderConfig):
    """Configuration of a Seed-OSS model (ByteDance Seed, 2025).

    Attributes:
        attention_bias, attention_out_bias: whether queries, keys and values, and whether the output has biases.
    """

    model_type = "seed_oss"
    vocab_size: int = 155136
    intermediate_size: int = 27648
    num_hidden_layers: int = 64
    num_attention_heads: int = 80
    num_key_value_heads: int = 8
    head_dim: int = field(default=128, kw_only=True)
    max_position_embeddings: int = 524288
    attention_bias: bool = field(FLAG, default=True, kw_only=True)
    attention_out_bias: bool = field(FLAG, default=False, kw_only=True)
    mlp_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    attention_dropout: float = field(default=0.1, kw_only=True)
    residual_dropout: float = field(PROBABILITY, default=0.1, kw_only=True)
    pretraining_tp: int = field(default=1, kw_only=True)
    pad_token_id: int | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)


class SeedOss(DecoderFamily):
    """Seed-OSS and its heads."""

    config_class, title, kinds = SeedOssConfig, "Seed-OSS", (*DecoderFamily.kinds, ANSWERS_APART)
    dropouts = ("", "residual_dropout")
    biases = ("attention_bias", "attention_out_bias", "mlp_bias")
