"""Qwen3: config and parameter list."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.decoders import DecoderFamily
from trivet.families.qwen2 import Qwen2Config


class Qwen3Config(Qwen2Config):
    """Configuration of a Qwen3 model (Yang et al., 2025, https://arxiv.org/abs/2505.09388).

    Queries and keys are normed head by head, and biases are an option.
    """

    model_type: ClassVar[str] = "qwen3"
    has_qk_norm: ClassVar[bool] = True

    def __init__(self, *, head_dim: int | None = 128, attention_bias: bool = False, **kwargs: Any) -> None:
        self.attention_bias = attention_bias
        super().__init__(head_dim=head_dim, **kwargs)

    @property
    def has_qkv_bias(self) -> bool:
        """Whether the projections to queries, keys and values have biases."""
        return self.attention_bias

    @property
    def has_output_bias(self) -> bool:
        """Whether attention's output projection has one."""
        return self.attention_bias


class Qwen3(DecoderFamily):
    """Qwen3 and its heads."""

    model_type, config_class = "qwen3", Qwen3Config
    name, title = "Qwen3", "Qwen3"
    heads_normed = True
