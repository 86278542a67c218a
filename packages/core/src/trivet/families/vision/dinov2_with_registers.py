"""DINOv2 with registers: further tokens without positions, of which nothing is read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families import requirements as must
from trivet.families.blocks import PatchEmbeddings, Vectors
from trivet.families.fields import field
from trivet.families.vision.dinov2 import Dinov2, Dinov2Config


class Dinov2WithRegistersConfig(Dinov2Config):
    """Configuration of a DINOv2 model with registers (Darcet et al., 2023, https://arxiv.org/abs/2309.16588).

    Attributes:
        num_register_tokens: number of registers.
    """

    model_type = "dinov2_with_registers"
    num_register_tokens: int = field(must.COUNT, default=4, small=3, after="use_swiglu_ffn")


class Dinov2WithRegisters(Dinov2):
    """DINOv2 with registers and its heads."""

    config_class, base_prefix = Dinov2WithRegistersConfig, "dinov2_with_registers"

    def embeddings(self, config: Any) -> PatchEmbeddings:
        """Registers between the class token and the patches; positions are interpolated with antialiasing."""
        registers = Vectors("register_tokens", config.num_register_tokens, config.hidden_size, zeros=True)
        return replace(super().embeddings(config), registers=registers, antialiased=True)
