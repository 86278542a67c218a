"""Cohere: sublayers side by side behind one norm, norms without biases, neighbours rotated together, scaled scores."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families.blocks import Layer, Norm, Vocabulary
from trivet.families.causal import GroupedConfig, declared
from trivet.families.decoders import LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM
from trivet.families.requirements import FLAG, NOT_NEGATIVE, POSITIVE


class CommandConfig(GroupedConfig):
    """Fields that all Command models of Cohere have.

    Attributes:
        logit_scale: factor of the scores of words.
    """

    vocab_size: int = 256000
    hidden_size: int = 8192
    intermediate_size: int = 22528
    num_hidden_layers: int = 40
    num_attention_heads: int = 64
    max_position_embeddings: int = 8192
    logit_scale: float = field(POSITIVE, default=0.0625, kw_only=True)
    layer_norm_eps: float = field(NOT_NEGATIVE, default=1e-5, kw_only=True)
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    rope_theta: float = field(default=500000.0, kw_only=True)
    tie_word_embeddings: bool = field(default=True, kw_only=True)
    pad_token_id: int | None = field(default=0, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=5, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=255001, kw_only=True)


class CohereConfig(CommandConfig):
    """Configuration of a Command R model of Cohere.

    Attributes:
        use_qk_norm: whether queries and keys are normed, in each head with other weights.
    """

    model_type = "cohere"
    use_qk_norm: bool = field(FLAG, default=False, kw_only=True, small=True)


class Cohere(DecoderFamily):
    """Command R and its heads."""

    config_class: ClassVar[type[CommandConfig]] = CohereConfig
    kinds, epsilon = (CAUSAL_LM,), "layer_norm_eps"
    like = head_norms = replace(LAYER, bias=False)
    interleaved, norms_apart = True, True
    names = Names(attention_norms=("", ""), forward_norms=("", ""))

    def layer(self, config: Any, index: int) -> Layer:
        """Sublayers side by side."""
        return self.side_by_side(config, super().layer(config, index), before="input_layernorm")

    def norms_of_heads(self, config: Any) -> tuple[Norm, Norm] | None:
        """If the config has them."""
        return super().norms_of_heads(config) if declared(config, "use_qk_norm") else None

    def scores(self, config: Any) -> Vocabulary:
        """Scaled scores."""
        return replace(super().scores(config), scale=config.logit_scale)
