"""The cases of mixtures of experts in the golden data: each family's options all turned on, then off or otherwise.

The loss has a large share of the routers' own, so that a wrong one is seen.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from make_more_decoders import PLAIN, TINY, WIDE, WINDOW

from golden_cases import CLASSES, NEWEST, RELEASED, CaseSpec, Maker

ROPE = {"rope_parameters": PLAIN}
# With a cache the reference library multiplies outputs of a step's tokens by the mask of all tokens, which fails.
ROUTED = {"output_router_logits": True, "router_aux_loss_coef": 0.5, "cached": False}
ONE = {"num_hidden_layers": 1, "num_labels": CLASSES}

Cases = Mapping[str, Mapping[str, Any]]

FAMILIES: Mapping[str, tuple[str, Mapping[str, Any], Cases]] = {
    "mixtral": (
        "Mixtral",
        {**TINY, "num_local_experts": 4},
        {
            "": {"library": RELEASED, "sliding_window": WINDOW, "window": WINDOW, "rope_theta": 100.0},
            "one": {"library": RELEASED, "num_experts_per_tok": 1, "tie_word_embeddings": True},
            "routed": {**ROUTED, **ROPE, "num_local_experts": 3, "head_dim": 8},
            "classes": {"library": RELEASED, "head": "ForSequenceClassification", **ONE},
            "tokens": {"head": "ForTokenClassification", **ONE},
            "answers": {"head": "ForQuestionAnswering", **ROUTED, **ONE},
        },
    ),
    "qwen2_moe": (
        "Qwen2Moe",
        {**TINY, **ROPE, "num_experts": 5, "moe_intermediate_size": 8, "shared_expert_intermediate_size": 12},
        {
            "": {
                **ROUTED,
                "use_sliding_window": True,
                "sliding_window": WINDOW,
                "window": WINDOW,
                "max_window_layers": 1,
            },
            "dense": {"mlp_only_layers": [0], "norm_topk_prob": True, "qkv_bias": False, "tie_word_embeddings": True},
            "answers": {"head": "ForQuestionAnswering", **ONE},
        },
    ),
    "qwen3_moe": (
        "Qwen3Moe",
        {**TINY, **ROPE, "num_experts": 5, "moe_intermediate_size": 8, "num_experts_per_tok": 3},
        {
            "": {**ROUTED, "norm_topk_prob": True, "attention_bias": True, "head_dim": 8},
            "dense": {
                "decoder_sparse_step": 2,
                "use_sliding_window": True,
                "sliding_window": WINDOW,
                "window": WINDOW,
                "tie_word_embeddings": True,
            },
            "answers": {"head": "ForQuestionAnswering", **ONE},
        },
    ),
    "olmoe": (
        "Olmoe",
        {**TINY, **ROPE, "num_experts": 4, "num_experts_per_tok": 2},
        {
            "": {**ROUTED, "attention_bias": True, "clip_qkv": 0.8},
            "normed": {"norm_topk_prob": True, "tie_word_embeddings": True, "num_key_value_heads": 4},
        },
    ),
    "granitemoe": (
        "GraniteMoe",
        {**TINY, **ROPE, "num_local_experts": 4},
        {
            "": {
                **ROUTED,
                "attention_bias": True,
                "embedding_multiplier": 2.5,
                "residual_multiplier": 0.4,
                "attention_multiplier": 0.3,
                "logits_scaling": 3.0,
            },
            "tied": {"tie_word_embeddings": True, "num_experts_per_tok": 3},
        },
    ),
    "glm4_moe": (
        "Glm4Moe",
        {
            **TINY,
            "rope_parameters": WIDE,
            "head_dim": 8,
            "num_hidden_layers": 3,
            "n_routed_experts": 6,
            "num_experts_per_tok": 3,
            "moe_intermediate_size": 8,
        },
        {
            "": {
                "n_group": 3,
                "topk_group": 2,
                "n_shared_experts": 2,
                "routed_scaling_factor": 1.5,
                "attention_bias": True,
                "use_qk_norm": True,
            },
            "plain": {"norm_topk_prob": False, "first_k_dense_replace": 2, "tie_word_embeddings": True},
        },
    ),
}


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families: a base name, the shared fields, and those of each case."""
    name, shared, cases = FAMILIES[model_type]
    for word, options in cases.items():
        fields = dict(options)
        library, head = fields.pop("library", NEWEST), fields.pop("head", "ForCausalLM")
        facts = {key: fields.pop(key) for key in ("length", "cached", "tolerance", "window") if key in fields}
        suffix = f"-{word}" if word else ""
        make = Maker(model_type, shared, seed, library).decoder
        yield make(f"{name}{head}{suffix}", fields, inner=not word, **facts)
