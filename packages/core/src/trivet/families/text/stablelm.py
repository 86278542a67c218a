"""StableLM: layer norms, rotation of a part of each head, sublayers one after the other or side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families.blocks import Layer, Residual
from trivet.families.causal import GroupedConfig
from trivet.families.decoders import LAYER, DecoderFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG, NOT_NEGATIVE, PROBABILITY


class StableLmConfig(GroupedConfig):
    """Configuration of a StableLM model (Bellagente et al., 2024, https://arxiv.org/abs/2402.17834)."""

    model_type = "stablelm"
    vocab_size: int = 50304
    intermediate_size: int = 6912
    hidden_size: int = 2560
    num_key_value_heads: int = 32
    max_position_embeddings: int = 4096
    layer_norm_eps: float = field(NOT_NEGATIVE, default=1e-5, kw_only=True)
    use_qkv_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    qk_layernorm: bool = field(default=False, kw_only=True)
    use_parallel_residual: bool = field(FLAG, default=False, kw_only=True)
    hidden_dropout: float = field(PROBABILITY, default=0.0, kw_only=True)
    partial_rotary_factor: float = field(default=0.25, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=0, kw_only=True)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("qk_layernorm", False, None)


class StableLm(DecoderFamily):
    """StableLM and its heads."""

    config_class, title, like, epsilon = StableLmConfig, "StableLM", LAYER, "layer_norm_eps"
    biases = ("use_qkv_bias", False, False)

    def layer(self, config: Any, index: int) -> Layer:
        """Sublayers one after the other, or side by side behind one norm; dropout after the second alone."""
        attend, feed = super().layer(config, index).sublayers
        feed = replace(feed, dropout=config.hidden_dropout)
        at = f"{self.names.layers}.{index}"
        if not config.use_parallel_residual:
            return Layer(at, (attend, feed))
        sublayers = Residual(attend.inner), Residual(feed.inner, dropout=feed.dropout)
        return Layer(at, sublayers, parallel=True, before=attend.before)
