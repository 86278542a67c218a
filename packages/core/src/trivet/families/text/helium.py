"""Helium: Llama with neighbours rotated together."""

from __future__ import annotations

from trivet.families.causal import DecoderConfig
from trivet.families.decoders import DecoderFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG


class HeliumConfig(DecoderConfig):
    """Configuration of a Helium model (Kyutai, 2025)."""

    model_type = "helium"
    vocab_size: int = 48000
    hidden_size: int = 2560
    intermediate_size: int = 7040
    num_hidden_layers: int = 24
    num_attention_heads: int = 20
    num_key_value_heads: int = 20
    head_dim: int = field(default=128, kw_only=True)
    max_position_embeddings: int = 4096
    rms_norm_eps: float = 1e-8
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    mlp_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    rope_theta: float = field(default=100000.0, kw_only=True)
    pad_token_id: int | None = field(default=3, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)


class Helium(DecoderFamily):
    """Helium and its heads."""

    config_class, interleaved = HeliumConfig, True
    biases = ("attention_bias", False, "mlp_bias")
