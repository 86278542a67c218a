"""Llama: config and parameter list."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.decoders import DecoderConfig, DecoderFamily


class LlamaConfig(DecoderConfig):
    """Configuration of a Llama model (Touvron et al., 2023, https://arxiv.org/abs/2302.13971)."""

    model_type: ClassVar[str] = "llama"

    def __init__(
        self, *, attention_bias: bool = False, mlp_bias: bool = False, pretraining_tp: int = 1, **kwargs: Any
    ) -> None:
        self.attention_bias = attention_bias
        self.mlp_bias = mlp_bias
        self.pretraining_tp = pretraining_tp
        super().__init__(**{"bos_token_id": 1, "eos_token_id": 2, **kwargs})


class Llama(DecoderFamily):
    """Llama and its heads."""

    model_type, config_class = "llama", LlamaConfig
    name, title = "Llama", "Llama"
