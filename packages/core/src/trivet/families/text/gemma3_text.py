"""Gemma 3: Gemma 2 with normed heads, windows in five of six layers, and another rope in these."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION
from trivet.families.requirements import POSITIVE
from trivet.families.text.gemma2 import Gemma2, Gemma2Config


class Gemma3TextConfig(Gemma2Config):
    """Configuration of a Gemma 3 model of text (Gemma Team, 2025, https://arxiv.org/abs/2503.19786).

    Attributes:
        rope_local_base_freq: `rope_theta` of layers with a window.
        sliding_window_pattern: every so many layers tokens see all earlier ones, in the others a window.
    """

    model_type = "gemma3_text"
    local_theta: ClassVar = "rope_local_base_freq"
    vocab_size: int = 262208
    max_position_embeddings: int = 131072
    rope_theta: float = field(default=1000000.0, kw_only=True)
    rope_local_base_freq: float = field(POSITIVE, default=10000.0, kw_only=True)
    sliding_window_pattern: int = field(default=6, kw_only=True, small=2)
    final_logit_softcapping: float | None = field(default=None, kw_only=True)
    attn_logit_softcapping: float | None = field(default=None, kw_only=True)

    def _usual_kinds(self) -> tuple[str, ...]:
        return super(Gemma2Config, self)._usual_kinds()

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("attn_logit_softcapping", None)


class Gemma3Text(Gemma2):
    """Gemma 3 of text and its heads."""

    config_class, name, title, base_suffix = Gemma3TextConfig, "Gemma3", "Gemma 3", "TextModel"
    head_norms = Gemma2.like
    kinds = (CAUSAL_LM, LAST_TOKEN_CLASSIFICATION.variant(suffix="TextForSequenceClassification"))
