"""Tiny random models for the golden cases of generation: their configs and weights, drawn alike wherever it is run.

Needs numpy only, and of it only uniform numbers, which every version draws alike: so no weights need to be stored.
"""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

HEADS = {
    "gpt2": "GPT2LMHeadModel",
    "llama": "LlamaForCausalLM",
    "t5": "T5ForConditionalGeneration",
    "bart": "BartForConditionalGeneration",
}
MODELS = 10
"""Models of each family."""
VOCAB, HIDDEN, ROOM = 32, 16, 64
"""Tokens of the vocabulary, size of states, most tokens of a text."""
DRAFT = 0.15
"""Share of other weights in those of a model that drafts, so that it is often right, but not always."""
SOURCED = ("t5", "bart")
"""Families with an encoder."""

_TOKENS = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "vocab_size": VOCAB}
_CHOICES: Mapping[str, Mapping[str, Sequence[Any]]] = {
    "gpt2": {
        "n_head": (1, 2, 4),
        "n_inner": (None, 24),
        "activation_function": ("gelu_new", "relu", "gelu"),
        "scale_attn_by_inverse_layer_idx": (False, True),
    },
    "llama": {
        "num_key_value_heads": (1, 2, 4),
        "rope_theta": (10000.0, 500.0),
        "tie_word_embeddings": (False, True),
        "attention_bias": (False, True),
    },
    "t5": {
        "d_kv": (4, 8),
        "num_heads": (1, 2, 4),
        "num_decoder_layers": (1, 2),
        "relative_attention_num_buckets": (4, 8),
        "feed_forward_proj": ("relu", "gated-gelu"),
        "tie_word_embeddings": (False, True),
    },
    "bart": {
        "encoder_layers": (1, 2),
        "encoder_attention_heads": (1, 2, 4),
        "decoder_attention_heads": (1, 2, 4),
        "activation_function": ("gelu", "relu"),
        "scale_embedding": (False, True),
        "forced_eos_token_id": (None, 2),
    },
}
_FIXED: Mapping[str, Mapping[str, Any]] = {
    "gpt2": {"n_embd": HIDDEN, "n_layer": 2, "n_positions": ROOM},
    "llama": {
        "hidden_size": HIDDEN,
        "intermediate_size": 24,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": ROOM,
    },
    "t5": {"d_model": HIDDEN, "d_ff": 24, "num_layers": 2, "decoder_start_token_id": 1},
    "bart": {
        "d_model": HIDDEN,
        "encoder_ffn_dim": 24,
        "decoder_ffn_dim": 24,
        "decoder_layers": 2,
        "max_position_embeddings": ROOM,
        "decoder_start_token_id": 1,
    },
}


def config_fields(family: str, model: int) -> dict[str, Any]:
    """The config of one model of a family."""
    drawn = np.random.default_rng((zlib.crc32(family.encode()), model))
    chosen = {name: values[int(drawn.random() * len(values))] for name, values in _CHOICES[family].items()}
    return {**_TOKENS, **_FIXED[family], **chosen}


def weight(family: str, model: int, name: str, shape: Sequence[int], *, draft: bool = False) -> np.ndarray:
    """One parameter by its name, float32; `draft`: of the model that drafts for it."""
    made = _drawn(family, model, name, shape)
    if draft:
        made = (1 - DRAFT) * made + DRAFT * _drawn(family, model + MODELS, name, shape)
    return made.astype(np.float32)


def _drawn(family: str, model: int, name: str, shape: Sequence[int]) -> np.ndarray:
    names = zlib.crc32(f"{family}/{name}".encode())
    drawn = 2 * np.random.default_rng((names, model)).random(tuple(shape)) - 1
    if len(shape) == 1 and name.endswith("weight"):
        return 1 + 0.3 * drawn  # a norm
    return drawn if "lm_head" in name or len(shape) == 1 else 0.7 * drawn
