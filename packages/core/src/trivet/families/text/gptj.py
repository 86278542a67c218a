"""GPT-J: sublayers side by side behind one norm, rotation of neighbours in a part of each head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families.blocks import Attention, Layer
from trivet.families.decoders import ANSWERS
from trivet.families.gpt import GPTFamily, RotaryGPTConfig
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, HeadKind


class GPTJConfig(RotaryGPTConfig):
    """Configuration of a GPT-J model (Wang and Komatsuzaki, 2021, https://github.com/kingoflolz/mesh-transformer-jax)."""

    model_type = "gptj"


class GPTJ(GPTFamily):
    """GPT-J and its heads."""

    config_class: ClassVar[type[RotaryGPTConfig]] = GPTJConfig
    title, interleaved, scores_bias, biases = "GPT-J", True, True, (False, False, True)
    kinds: ClassVar[tuple[HeadKind, ...]] = (CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, ANSWERS)
    names = replace(GPTFamily.names, attention_norms=("", ""), forward_norms=("", ""))

    def layer(self, config: Any, index: int) -> Layer:
        """Sublayers side by side."""
        return self.side_by_side(config, super().layer(config, index), before="ln_1")

    def attention(self, config: Any, index: int) -> Attention:
        """Scores are computed in float32."""
        return replace(super().attention(config, index), in_float32=True)
