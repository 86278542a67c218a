"""Gemma: norms that multiply with 1 + w, and words multiplied by the root of their size."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families.blocks import FeedForward
from trivet.families.causal import DecoderConfig
from trivet.families.decoders import RMS, DecoderFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG


class GemmaConfig(DecoderConfig):
    """Configuration of a Gemma model (Gemma Team, 2024, https://arxiv.org/abs/2403.08295)."""

    model_type = "gemma"
    vocab_size: int = 256000
    hidden_size: int = 3072
    intermediate_size: int = 24576
    num_hidden_layers: int = 28
    num_attention_heads: int = 16
    num_key_value_heads: int = 16
    head_dim: int = field(default=256, kw_only=True)
    hidden_act: str = "gelu_pytorch_tanh"
    max_position_embeddings: int = 8192
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    tie_word_embeddings: bool = field(default=True, kw_only=True)
    pad_token_id: int | None = field(default=0, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=2, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=1, kw_only=True)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("use_bidirectional_attention", None, False)


class Gemma(DecoderFamily):
    """Gemma and its heads."""

    config_class = GemmaConfig
    like, scales_words = replace(RMS, offset=1.0, initial=0.0), True

    def feed_forward(self, config: Any) -> FeedForward:
        """With a gate. The first files say `gelu` and mean its approximation by tanh."""
        block = super().feed_forward(config)
        return replace(block, activation="gelu_pytorch_tanh") if block.activation == "gelu" else block
