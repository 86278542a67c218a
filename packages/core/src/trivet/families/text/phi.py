"""Phi: sublayers side by side behind one norm, rotation of a part of each head, biases everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from trivet.families.blocks import Layer, Norm
from trivet.families.causal import GroupedConfig
from trivet.families.decoders import LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, TOKEN_CLASSIFICATION, HeadKind
from trivet.families.requirements import FLAG, NOT_NEGATIVE, PROBABILITY
from trivet.layout.spellings import Spelling

_OF_TOKENS = (
    *("input_ids", "past_key_values", "attention_mask", "inputs_embeds", "labels", "use_cache", "position_ids"),
)


class PhiConfig(GroupedConfig):
    """Configuration of a Phi-1.5 or Phi-2 model (Li et al., 2023, https://arxiv.org/abs/2309.05463)."""

    model_type = "phi"
    vocab_size: int = 51200
    hidden_size: int = 2048
    intermediate_size: int = 8192
    num_hidden_layers: int = 24
    resid_pdrop: float = field(PROBABILITY, default=0.0, after="num_key_value_heads")
    embd_pdrop: float = field(PROBABILITY, default=0.0, after="resid_pdrop")
    attention_dropout: float = field(default=0.0, kw_only=True, after="embd_pdrop")
    hidden_act: str = "gelu_new"
    layer_norm_eps: float = field(NOT_NEGATIVE, default=1e-5, after="initializer_range")
    tie_word_embeddings: bool = field(default=False, kw_only=True, after="use_cache")
    rope_theta: float = field(default=10000.0, kw_only=True, after="tie_word_embeddings")
    rope_scaling: dict[str, Any] | None = field(default=None, kw_only=True, after="rope_theta")
    partial_rotary_factor: float = field(default=0.5, kw_only=True, after="rope_scaling")
    qk_layernorm: bool = field(FLAG, default=False, kw_only=True, after="partial_rotary_factor", small=True)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True, after="qk_layernorm")
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="bos_token_id")


class Phi(DecoderFamily):
    """Phi and its heads."""

    config_class, like, head_norms, epsilon = PhiConfig, LAYER, LAYER, "layer_norm_eps"
    kinds: ClassVar[tuple[HeadKind, ...]] = (
        CAUSAL_LM,
        LAST_TOKEN_CLASSIFICATION,
        TOKEN_CLASSIFICATION.variant(order=_OF_TOKENS),
    )
    biases, scores_bias, dropouts = (True, True, True), True, ("embd_pdrop", "resid_pdrop")
    names = Names(
        norm="final_layernorm",
        projections=("q_proj", "k_proj", "v_proj", "dense"),
        attention_norms=("", ""),
        forwards=("fc1", "fc2"),
        forward_norms=("", ""),
        head_norms=("q_layernorm", "k_layernorm"),
    )

    def layer(self, config: Any, index: int) -> Layer:
        """Sublayers side by side."""
        return self.side_by_side(config, super().layer(config, index), before="input_layernorm")

    def norms_of_heads(self, config: Any) -> tuple[Norm, Norm] | None:
        """If the config has them."""
        return super().norms_of_heads(config) if config.qk_layernorm else None

    def spellings(self, config: Any) -> Sequence[Spelling]:
        """Files of transformers 4 call a classifier of tokens `classifier`."""
        names = {f"score.{leaf}": (f"score.{leaf}", f"classifier.{leaf}") for leaf in ("weight", "bias")}
        return (Spelling(names=names, dialects=("torch",)),)
