"""Granite: Llama with factors of embeddings, residuals, attention and scores."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families.blocks import Attention, Experts, FeedForward, Residual, TextEmbeddings, Vocabulary
from trivet.families.causal import DecoderConfig
from trivet.families.decoders import DecoderFamily
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM
from trivet.families.requirements import FLAG, POSITIVE


class GraniteConfig(DecoderConfig):
    """Configuration of a Granite model (Granite Team, 2024).

    Attributes:
        embedding_multiplier, residual_multiplier: factors of embeddings, and of what each sublayer adds.
        attention_multiplier: factor of attention scores.
        logits_scaling: scores of words are divided by it.
    """

    model_type = "granite"
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    mlp_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    embedding_multiplier: float = field(POSITIVE, default=1.0, kw_only=True, small=2.5)
    logits_scaling: float = field(POSITIVE, default=1.0, kw_only=True, small=3.0)
    residual_multiplier: float = field(POSITIVE, default=1.0, kw_only=True, small=0.7)
    attention_multiplier: float = field(POSITIVE, default=1.0, kw_only=True, small=0.3)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)

    @property
    def attention_scale(self) -> float:
        """Factor of the scores before the softmax."""
        return float(self.attention_multiplier)


class Granite(DecoderFamily):
    """Granite and its heads."""

    config_class, kinds = GraniteConfig, (CAUSAL_LM,)

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Multiplied, also if the caller passes them."""
        return replace(super().embeddings(config), scale=config.embedding_multiplier)

    def residual(self, config: Any, inner: Attention | Experts | FeedForward, norms: tuple[str, str]) -> Residual:
        """With a factor."""
        return replace(super().residual(config, inner, norms), scale=config.residual_multiplier)

    def scores(self, config: Any) -> Vocabulary:
        """Divided scores."""
        return replace(super().scores(config), scale=1 / config.logits_scaling)
