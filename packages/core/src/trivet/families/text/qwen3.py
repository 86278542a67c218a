"""Qwen3: Qwen2 with norms of queries and keys in each head, and with optional biases."""

from __future__ import annotations

from trivet.families.decoders import ANSWERS_APART, RMS, DecoderFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG
from trivet.families.text.qwen2 import Qwen2Config


class Qwen3Config(Qwen2Config):
    """Configuration of a Qwen3 model (Yang et al., 2025, https://arxiv.org/abs/2505.09388)."""

    model_type = "qwen3"
    use_sliding_window: bool = field(default=False, kw_only=True, small=False)
    head_dim: int = field(default=128, kw_only=True)
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)


class Qwen3(DecoderFamily):
    """Qwen3 and its heads."""

    config_class, head_norms = Qwen3Config, RMS
    kinds = (*DecoderFamily.kinds, ANSWERS_APART)
