"""The cases of further decoders in the golden data: each family's options all turned on, then off or otherwise.

A small theta makes rotary positions visible, a small window hides tokens of these short inputs.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from golden_cases import CLASSES, NEWEST, RELEASED, CaseSpec, Maker

TINY = {
    "vocab_size": 23,
    "hidden_size": 16,
    "intermediate_size": 20,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 20,
    "rms_norm_eps": 0.1,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
LAYER_NORM = {**{name: value for name, value in TINY.items() if name != "rms_norm_eps"}, "layer_norm_eps": 0.1}
WINDOW = 3
PLAIN = {"rope_type": "default", "rope_theta": 100.0}
WIDE = {**PLAIN, "partial_rotary_factor": 0.5}


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families: a base name, the shared fields, and those of each case."""
    name, shared, cases = FAMILIES[model_type]
    make = Maker(model_type, shared, seed, RELEASED if model_type in RELEASED_TYPES else NEWEST).decoder
    for word, options in cases.items():
        fields = dict(options)
        head, window = fields.pop("head", "ForCausalLM"), fields.pop("window", None)
        facts = {key: fields.pop(key) for key in ("length", "cached", "tolerance") if key in fields}
        suffix = f"-{word}" if word else ""
        yield make(f"{name}{head}{suffix}", fields, inner=not word, window=window, **facts)


RELEASED_TYPES = ("gpt_neox",)
"""Families that are made with the released library, whose files have the Hub's names of scores."""

Cases = Mapping[str, Mapping[str, Any]]
ROPE = {"rope_parameters": PLAIN}
BIASES = {"attention_bias": True, "mlp_bias": True}
EVERY_OTHER = ["sliding_attention", "full_attention"]
LONG = 14
"""Length of inputs beyond `TRAINED` positions."""
TRAINED = 8

FAMILIES: Mapping[str, tuple[str, Mapping[str, Any], Cases]] = {
    "gemma": (
        "Gemma",
        {**TINY, **ROPE, "head_dim": 6},
        {"": {"attention_bias": True}, "apart": {"tie_word_embeddings": False, "hidden_act": "gelu"}},
    ),
    "starcoder2": (
        "Starcoder2",
        {**{k: v for k, v in TINY.items() if k != "rms_norm_eps"}, "norm_epsilon": 0.1, **ROPE},
        {
            "": {"sliding_window": WINDOW, "window": WINDOW},
            "apart": {"use_bias": False, "tie_word_embeddings": False, "hidden_act": "gelu"},
        },
    ),
    "stablelm": (
        "StableLm",
        {**LAYER_NORM, "rope_parameters": WIDE},
        {
            "": {"use_qkv_bias": True},
            "parallel": {"use_parallel_residual": True, "tie_word_embeddings": True},
        },
    ),
    "olmo": (
        "Olmo",
        {**{k: v for k, v in TINY.items() if k != "rms_norm_eps"}, **ROPE},
        {"": {"attention_bias": True, "clip_qkv": 0.4}, "tied": {"tie_word_embeddings": True}},
    ),
    "olmo2": (
        "Olmo2",
        {**TINY, **ROPE},
        {"": {"attention_bias": True}, "tied": {"tie_word_embeddings": True, "num_key_value_heads": 4}},
    ),
    "olmo3": (
        "Olmo3",
        {**TINY, "num_hidden_layers": 4, "sliding_window": WINDOW, "rope_parameters": None},
        {
            "": {
                "rope_parameters": {
                    "full_attention": {
                        **PLAIN,
                        "rope_type": "yarn",
                        "factor": 4.0,
                        "original_max_position_embeddings": TRAINED,
                        "beta_fast": 4.0,
                        "beta_slow": 0.5,
                    },
                    "sliding_attention": PLAIN,
                },
                "window": WINDOW,
                "length": LONG,
            },
            "named": {"layer_types": EVERY_OTHER, "num_hidden_layers": 2, "attention_bias": True, "window": WINDOW},
        },
    ),
    "cohere": (
        "Cohere",
        {**LAYER_NORM, **ROPE},
        {
            "": {"use_qk_norm": True, "attention_bias": True, "logit_scale": 0.7},
            "apart": {"tie_word_embeddings": False},
        },
    ),
    "cohere2": (
        "Cohere2",
        {**LAYER_NORM, **ROPE, "sliding_window": WINDOW},
        {
            "": {"layer_types": EVERY_OTHER, "attention_bias": True, "logit_scale": 0.7, "window": WINDOW},
            "usual": {"num_hidden_layers": 4, "tie_word_embeddings": False, "window": WINDOW},
        },
    ),
    "granite": (
        "Granite",
        {**TINY, **ROPE},
        {
            "": {
                **BIASES,
                "embedding_multiplier": 2.5,
                "residual_multiplier": 0.4,
                "attention_multiplier": 0.3,
                "logits_scaling": 3.0,
            },
            "tied": {"tie_word_embeddings": True, "logits_scaling": 0.5},
        },
    ),
    "smollm3": (
        "SmolLM3",
        {**TINY, **ROPE},
        {
            "": {
                **BIASES,
                "no_rope_layers": [0, 1],
                "use_sliding_window": True,
                "sliding_window": WINDOW,
                "window": WINDOW,
            },
            "usual": {"num_hidden_layers": 4, "tie_word_embeddings": False},
        },
    ),
    "helium": (
        "Helium",
        {**TINY, **ROPE, "head_dim": 4},
        {"": BIASES, "tied": {"tie_word_embeddings": True}},
    ),
    "glm": (
        "Glm",
        {**TINY, "rope_parameters": WIDE, "head_dim": 8},
        {"": {}, "tied": {"tie_word_embeddings": True, "attention_bias": False, "rope_parameters": PLAIN}},
    ),
    "glm4": (
        "Glm4",
        {**TINY, "rope_parameters": WIDE, "head_dim": 8},
        {"": {}, "tied": {"tie_word_embeddings": True, "attention_bias": False}},
    ),
    "exaone4": (
        "Exaone4",
        {**TINY, **ROPE},
        {
            "": {"sliding_window": WINDOW, "layer_types": EVERY_OTHER, "window": WINDOW},
            "full": {"sliding_window": None, "layer_types": ["full_attention"] * 2, "tie_word_embeddings": True},
        },
    ),
    "seed_oss": (
        "SeedOss",
        {**TINY, **ROPE, "head_dim": 6},
        {
            "": {"mlp_bias": True, "attention_out_bias": True},
            "tied": {"tie_word_embeddings": True, "attention_bias": False},
        },
    ),
    "arcee": (
        "Arcee",
        {**TINY, **ROPE, "head_dim": 6},
        {"": BIASES, "tied": {"tie_word_embeddings": True, "hidden_act": "relu"}},
    ),
    "nemotron": (
        "Nemotron",
        {**{k: v for k, v in TINY.items() if k != "rms_norm_eps"}, "norm_eps": 0.1, "rope_parameters": WIDE},
        {
            "": {**BIASES, "head_dim": 8, "tolerance": 1e-4},  # its hidden states are as large as 69
            "tied": {"tie_word_embeddings": True},
        },
    ),
    "gpt_neox": (
        "GPTNeoX",
        {
            **{k: v for k, v in LAYER_NORM.items() if k != "num_key_value_heads"},
            "rotary_pct": 0.5,
            "rotary_emb_base": 100,
        },
        {
            "": {},
            "serial": {"use_parallel_residual": False, "attention_bias": False, "rotary_pct": 1.0},
            "tokens": {"head": "ForTokenClassification", "num_hidden_layers": 1, "num_labels": CLASSES},
            "answers": {"head": "ForQuestionAnswering", "num_hidden_layers": 1},
            "classes": {"head": "ForSequenceClassification", "num_hidden_layers": 1, "num_labels": CLASSES},
        },
    ),
    "phi3": (
        "Phi3",
        {**TINY, "rope_parameters": WIDE},
        {
            "": {"sliding_window": WINDOW, "window": WINDOW},
            "longrope": {
                "rope_parameters": {
                    **PLAIN,
                    "rope_type": "longrope",
                    "short_factor": [1.0, 1.5],
                    "long_factor": [2.0, 4.0],
                },
                "original_max_position_embeddings": TRAINED,
                "length": LONG,
                "cached": False,
            },
            "short": {
                "rope_parameters": {
                    **PLAIN,
                    "rope_type": "longrope",
                    "short_factor": [1.0, 1.5],
                    "long_factor": [2.0, 4.0],
                },
                "original_max_position_embeddings": TRAINED,
                "num_key_value_heads": 4,
            },
        },
    ),
    "phi": (
        "Phi",
        {**LAYER_NORM, "rope_parameters": WIDE},
        {"": {"qk_layernorm": True}, "tied": {"hidden_act": "relu", "num_key_value_heads": 4}},
    ),
}
