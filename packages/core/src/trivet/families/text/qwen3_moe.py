"""Qwen3-MoE: Qwen3 with many small experts in most layers."""

from __future__ import annotations

from trivet.families.decoders import ANSWERS_APART, RMS
from trivet.families.experts import ExpertsFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG, SIZE
from trivet.families.rope import FULL, SLIDING
from trivet.families.text.qwen2_moe import SparseQwenConfig


class Qwen3MoeConfig(SparseQwenConfig):
    """Configuration of a Qwen3-MoE model (Yang et al., 2025, https://arxiv.org/abs/2505.09388)."""

    model_type = "qwen3_moe"
    num_key_value_heads: int = 4
    intermediate_size: int = 6144
    moe_intermediate_size: int = field(default=768, kw_only=True)
    num_experts: int = field(SIZE, default=128, kw_only=True, small=4)
    num_experts_per_tok: int = field(default=8, kw_only=True)
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)

    def _usual_kinds(self) -> tuple[str, ...]:
        windowed = self.use_sliding_window and self.sliding_window is not None
        return (SLIDING if windowed else FULL,) * self.num_hidden_layers


class Qwen3Moe(ExpertsFamily):
    """Qwen3-MoE and its heads."""

    config_class, title, head_norms = Qwen3MoeConfig, "Qwen3-MoE", RMS
    kinds = (*ExpertsFamily.kinds, ANSWERS_APART)
    biases = ("attention_bias", "attention_bias", False)
