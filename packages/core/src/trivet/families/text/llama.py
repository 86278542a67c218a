"""Llama, on which related families build."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.causal import DecoderConfig
from trivet.families.decoders import ANSWERS_APART, DecoderFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG


class LlamaConfig(DecoderConfig):
    """Configuration of a Llama model (Touvron et al., 2023, https://arxiv.org/abs/2302.13971)."""

    model_type = "llama"
    later_places: ClassVar = (
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
        "pretraining_tp",
        "tie_word_embeddings",
        "rope_theta",
        "rope_scaling",
        "attention_bias",
        "attention_dropout",
    )
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    mlp_bias: bool = field(FLAG, default=False, kw_only=True)
    pretraining_tp: int = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)


class Llama(DecoderFamily):
    """Llama and its heads."""

    config_class = LlamaConfig
    kinds = (*DecoderFamily.kinds, ANSWERS_APART)
