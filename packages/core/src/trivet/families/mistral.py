"""Mistral: config and parameter list."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.decoders import FULL, SLIDING, DecoderConfig, DecoderFamily

_DEFAULTS = {
    "intermediate_size": 14336,
    "num_key_value_heads": 8,
    "max_position_embeddings": 131072,
    "bos_token_id": 1,
    "eos_token_id": 2,
}


class MistralConfig(DecoderConfig):
    """Configuration of a Mistral model (Jiang et al., 2023, https://arxiv.org/abs/2310.06825).

    Attributes:
        sliding_window: how many tokens each token sees, in every layer; None for all before it.
    """

    model_type: ClassVar[str] = "mistral"

    def __init__(self, *, sliding_window: int | None = 4096, **kwargs: Any) -> None:
        self.sliding_window = sliding_window
        super().__init__(**{**_DEFAULTS, **kwargs})

    def _layer_kinds(self) -> tuple[str, ...]:
        if getattr(self, "layer_types", None) is not None:
            return super()._layer_kinds()
        return (FULL if self.sliding_window is None else SLIDING,) * self.num_hidden_layers


class Mistral(DecoderFamily):
    """Mistral and its heads."""

    model_type, config_class = "mistral", MistralConfig
    name, title = "Mistral", "Mistral"
