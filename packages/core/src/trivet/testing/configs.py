"""Configs small enough to build in milliseconds, in which no two lengths agree by accident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture

_ENCODER: Mapping[str, Any] = {
    "vocab_size": 61,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 24,
    "max_position_embeddings": 32,
}
# key-value heads and head_dim such that queries are 24 wide, keys 12, and the input 20
_DECODER: Mapping[str, Any] = {
    "vocab_size": 61,
    "hidden_size": 20,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 6,
    "intermediate_size": 28,
    "max_position_embeddings": 32,
}
_SEQ2SEQ: Mapping[str, Any] = {
    "vocab_size": 61,
    "d_model": 16,
    "encoder_layers": 2,
    "decoder_layers": 1,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 24,
    "decoder_ffn_dim": 28,
    "max_position_embeddings": 32,
}

_SMALL: Mapping[str, Mapping[str, Any]] = {
    "albert": {**_ENCODER, "embedding_size": 12, "num_hidden_groups": 2},
    "bart": _SEQ2SEQ,
    "bert": _ENCODER,
    "camembert": _ENCODER,
    "distilbert": {
        "vocab_size": 61,
        "dim": 16,
        "n_layers": 2,
        "n_heads": 4,
        "hidden_dim": 24,
        "max_position_embeddings": 32,
    },
    "electra": {**_ENCODER, "embedding_size": 12},
    "gemma2": {**_DECODER, "sliding_window": 5, "query_pre_attn_scalar": 9},
    "gpt2": {"vocab_size": 61, "n_embd": 16, "n_layer": 2, "n_head": 4, "n_inner": 24, "n_positions": 32},
    "llama": {**_DECODER, "attention_bias": True},
    "marian": {**_SEQ2SEQ, "pad_token_id": 60, "decoder_start_token_id": 60},
    "mbart": _SEQ2SEQ,
    "mistral": {**_DECODER, "sliding_window": 5},
    "pegasus": _SEQ2SEQ,
    "qwen2": {**_DECODER, "use_sliding_window": True, "sliding_window": 5, "max_window_layers": 1},
    "qwen3": {**_DECODER, "attention_bias": True},
    "roberta": _ENCODER,
    "t5": {
        "vocab_size": 61,
        "d_model": 16,
        "d_kv": 6,
        "d_ff": 28,
        "num_layers": 2,
        "num_decoder_layers": 1,
        "num_heads": 4,
        "relative_attention_num_buckets": 8,
        "relative_attention_max_distance": 11,
    },
    "xlm-roberta": _ENCODER,
}

# Heads two of whose outputs have a meaning of their own; all others get three labels.
_TWO_LABELS = ("ForQuestionAnswering", "AlbertForPreTraining")


def tiny_config(model_type: str, head: str = "", **overrides: Any) -> PretrainedConfig:
    """A small valid config of a family; keywords replace fields.

    Args:
        head: the class that it is for, which says how many labels it has.

    Raises:
        UnknownModelTypeError: the family is not registered.
    """
    labels = {"num_labels": 2 if head.endswith(_TWO_LABELS) else 3}
    return architecture(model_type).config_class(**{**_SMALL.get(model_type, {}), **labels, **overrides})
