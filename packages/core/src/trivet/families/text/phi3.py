"""Phi-3: queries, keys and values in one projection, gate and up in another, and `longrope` for long inputs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families.blocks import Attention, Fused
from trivet.families.causal import GroupedConfig
from trivet.families.decoders import DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.requirements import NOT_NEGATIVE, PROBABILITY, SIZE
from trivet.families.rope import FULL, SLIDING


class Phi3Config(GroupedConfig):
    """Configuration of a Phi-3 or Phi-4 model (Abdin et al., 2024, https://arxiv.org/abs/2404.14219).

    Attributes:
        original_max_position_embeddings: the length beyond which `longrope` has other factors.
        embd_pdrop: without effect.
    """

    model_type = "phi3"
    vocab_size: int = 32064
    hidden_size: int = 3072
    intermediate_size: int = 8192
    max_position_embeddings: int = 4096
    original_max_position_embeddings: int = field(SIZE, default=4096, kw_only=True)
    resid_pdrop: float = field(PROBABILITY, default=0.0, kw_only=True)
    embd_pdrop: float = field(PROBABILITY, default=0.0, kw_only=True)
    rms_norm_eps: float = field(NOT_NEGATIVE, default=1e-5, kw_only=True)
    partial_rotary_factor: float = field(default=1.0, kw_only=True)
    sliding_window: int | None = field(default=None, kw_only=True, small=5)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=32000, kw_only=True)
    pad_token_id: int | None = field(default=32000, kw_only=True)

    def _usual_kinds(self) -> tuple[str, ...]:
        return (FULL if self.sliding_window is None else SLIDING,) * self.num_hidden_layers

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("rope_type", "default", "longrope")


class Phi3(DecoderFamily):
    """Phi-3 and its heads."""

    config_class, title, dropouts = Phi3Config, "Phi-3", ("", "resid_pdrop")
    biases = (False, False, False)
    names = Names(projections=("qkv_proj", "o_proj"), forwards=("gate_up_proj", "down_proj"))

    def attention(self, config: Any, index: int) -> Attention:
        """With one projection to queries, keys and values."""
        return replace(super().attention(config, index), fused=Fused())
