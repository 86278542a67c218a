"""CodeGen: GPT-J with one projection to queries, values and keys, in four blocks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families import requirements as must
from trivet.families.blocks import Attention, Fused
from trivet.families.fields import field
from trivet.families.gpt import RotaryGPTConfig
from trivet.families.heads import CAUSAL_LM
from trivet.families.text.gptj import GPTJ


class CodeGenConfig(RotaryGPTConfig):
    """Configuration of a CodeGen model (Nijkamp et al., 2022, https://arxiv.org/abs/2203.13474).

    Attributes:
        n_ctx: as `n_positions`, in files that have both.
    """

    model_type = "codegen"
    head_blocks: ClassVar = 4
    n_ctx: int = field(must.SIZE, default=2048, after="n_positions")


class CodeGen(GPTJ):
    """CodeGen and its head."""

    config_class, title, kinds, old = CodeGenConfig, "CodeGen", (CAUSAL_LM,), ("attn.causal_mask",)
    names = replace(GPTJ.names, projections=("qkv_proj", "out_proj"))

    def attention(self, config: Any, index: int) -> Attention:
        """The blocks of its projection."""
        return replace(super().attention(config, index), fused=Fused("qvk", config.head_blocks))
