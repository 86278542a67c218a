"""Mistral: attention within a window of tokens in every layer."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.causal import DecoderConfig
from trivet.families.decoders import ANSWERS, DecoderFamily
from trivet.families.fields import field
from trivet.families.rope import FULL, SLIDING


class MistralConfig(DecoderConfig):
    """Configuration of a Mistral model (Jiang et al., 2023, https://arxiv.org/abs/2310.06825).

    Attributes:
        sliding_window: how many tokens each token sees, in every layer; None for all earlier ones.
    """

    model_type = "mistral"
    later_places: ClassVar = (
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
        "tie_word_embeddings",
        "rope_theta",
        "sliding_window",
        "attention_dropout",
    )
    intermediate_size: int = 14336
    num_key_value_heads: int = 8
    max_position_embeddings: int = 131072
    sliding_window: int | None = field(default=4096, kw_only=True, small=5)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)

    def _usual_kinds(self) -> tuple[str, ...]:
        return (FULL if self.sliding_window is None else SLIDING,) * self.num_hidden_layers


class Mistral(DecoderFamily):
    """Mistral and its heads."""

    config_class = MistralConfig
    kinds = (*DecoderFamily.kinds, ANSWERS)
