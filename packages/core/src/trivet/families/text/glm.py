"""GLM: neighbours of half of each head rotated together, gate and up in one projection."""

from __future__ import annotations

from trivet.families.causal import DecoderConfig
from trivet.families.decoders import DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.requirements import FLAG


class GlmConfig(DecoderConfig):
    """Configuration of a GLM-4 model (Team GLM, 2024, https://arxiv.org/abs/2406.12793)."""

    model_type = "glm"
    vocab_size: int = 151552
    intermediate_size: int = 13696
    num_hidden_layers: int = 40
    num_key_value_heads: int = 2
    head_dim: int = field(default=128, kw_only=True, small=8)
    max_position_embeddings: int = 131072
    rms_norm_eps: float = 1.5625e-07
    attention_bias: bool = field(FLAG, default=True, kw_only=True)
    partial_rotary_factor: float = field(default=0.5, kw_only=True)
    pad_token_id: int | None = field(default=151329, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=[151329, 151336, 151338], kw_only=True)


class Glm(DecoderFamily):
    """GLM-4 and its heads."""

    config_class, title, interleaved = GlmConfig, "GLM-4", True
    names = Names(forwards=("gate_up_proj", "down_proj"))
    biases = ("attention_bias", False, "mlp_bias")
