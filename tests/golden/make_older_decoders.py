"""The cases of decoders of 2018 to 2023 in the golden data: each family's options all turned on, then off or otherwise.

The first case of each family is written by every framework that has the class.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from golden_cases import CLASSES, NEWEST, RELEASED, CaseSpec, Maker

SIZES = {"vocab_size": 23, "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}
PYTORCH_ONLY = frozenset({"tensorflow", "flax"})
NOT_TENSORFLOW = frozenset({"tensorflow"})
FACTS = (
    "labelled",
    "length",
    "cached",
    "tolerance",
    "but",
    "inner",
    "older_containers",
    "dialects",
    "weights",
    "left",
    "counts",
)
"""Options of a case that are not fields of its config."""

Cases = Mapping[str, Mapping[str, Any]]


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families, by their names without the family's: the shared fields, and those of each."""
    name, shared, cases = FAMILIES[model_type]
    shared = {**SIZES, **shared}
    common = {key: shared.pop(key) for key in (*FACTS, "window", "library") if key in shared}
    makers = {each: Maker(model_type, shared, seed, each, pad=shared["pad_token_id"]) for each in (RELEASED, NEWEST)}
    for word, options in cases.items():
        fields = {**common, **options}
        facts = {key: fields.pop(key) for key in (*FACTS, "window") if key in fields}
        if facts.get("weights"):
            facts["weights"] = name + facts["weights"]
        yield makers[fields.pop("library", RELEASED)].decoder(name + word, fields, **facts)


ONE = {"num_labels": CLASSES}
WINDOW = 3
ROPES = {
    "full_attention": {"rope_type": "linear", "rope_theta": 100.0, "factor": 4.0},
    "sliding_attention": {"rope_type": "default", "rope_theta": 30.0},
}
GPT = {"n_embd": 16, "n_layer": 2, "n_head": 4, "n_positions": 20}
GPT_CASES: Cases = {
    "Model": {"inner": True, "n_layer": 1},
    "ForCausalLM": {"n_inner": 24, "layer_norm_epsilon": 0.1, "inner": True, "older_containers": True},
    "ForCausalLM-left": {"weights": "ForCausalLM", "left": True},
    "ForCausalLM-whole": {
        "rotary_dim": 4,
        "activation_function": "relu",
        "tie_word_embeddings": True,
        "but": PYTORCH_ONLY,
    },
    "ForSequenceClassification": {**ONE, "n_layer": 1, "dialects": True},
}

FAMILIES: Mapping[str, tuple[str, Mapping[str, Any], Cases]] = {
    "opt": (
        "OPT",
        {
            "hidden_size": 16,
            "ffn_dim": 20,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "max_position_embeddings": 20,
        },
        {
            "Model": {"inner": True, "num_hidden_layers": 1},
            "ForCausalLM": {"word_embed_proj_dim": 12, "inner": True, "older_containers": True},
            "ForCausalLM-left": {"weights": "ForCausalLM", "left": True, "counts": True},
            "ForCausalLM-after": {
                "do_layer_norm_before": False,
                "enable_bias": False,
                "activation_function": "gelu",
                "tie_word_embeddings": False,
                "inner": True,
                "but": PYTORCH_ONLY,
            },
            "ForSequenceClassification": {
                **ONE,
                "_remove_final_layer_norm": True,
                "layer_norm_elementwise_affine": False,
                "word_embed_proj_dim": 12,
            },
            "ForQuestionAnswering": {"word_embed_proj_dim": 12, "num_hidden_layers": 1},
        },
    ),
    "gptj": ("GPTJ", {**GPT, "rotary_dim": 2}, {**GPT_CASES, "ForQuestionAnswering": {"n_layer": 1, "dialects": True}}),
    "codegen": (
        "CodeGen",
        {**GPT, "rotary_dim": 2},
        {name: fields for name, fields in GPT_CASES.items() if "Classification" not in name},
    ),
    "gpt_neo": (
        "GPTNeo",
        {
            "hidden_size": 16,
            "num_layers": 2,
            "num_heads": 4,
            "max_position_embeddings": 20,
            "window_size": WINDOW,
            "attention_types": [[["global", "local"], 1]],
            "window": WINDOW,
        },
        {
            "Model": {"inner": True},
            "ForCausalLM": {
                "intermediate_size": 24,
                "layer_norm_epsilon": 0.1,
                "inner": True,
                "older_containers": True,
            },
            "ForCausalLM-left": {"weights": "ForCausalLM", "left": True},
            "ForCausalLM-local": {
                "attention_types": [[["local"], 2], [["global"], 1]],
                "num_layers": 3,
                "activation_function": "relu",
                "tie_word_embeddings": False,
                "but": PYTORCH_ONLY,
            },
            "ForSequenceClassification": ONE,
            "ForTokenClassification": ONE,
            "ForQuestionAnswering": {"window_size": 8, "window": None},
        },
    ),
    "bloom": (
        "Bloom",
        {"hidden_size": 16, "n_layer": 2, "n_head": 4},
        {
            "Model": {"inner": True, "n_layer": 1},
            "ForCausalLM": {"layer_norm_epsilon": 0.1, "inner": True, "older_containers": True},
            "ForCausalLM-left": {"weights": "ForCausalLM", "left": True, "counts": True},
            "ForCausalLM-normed": {
                "apply_residual_connection_post_layernorm": True,
                "n_head": 6,
                "hidden_size": 12,
                "tie_word_embeddings": False,
                "inner": True,
                "but": PYTORCH_ONLY,
            },
            "ForSequenceClassification": {**ONE, "n_layer": 1},
            "ForTokenClassification": {**ONE, "n_layer": 1},
            "ForQuestionAnswering": {"n_layer": 1},
        },
    ),
    # In the released library, its loss has the padding token as a label of the last position.
    "xglm": (
        "XGLM",
        {"d_model": 16, "ffn_dim": 20, "num_layers": 2, "attention_heads": 4, "max_position_embeddings": 20},
        {
            "Model": {"inner": True, "num_layers": 1},
            "ForCausalLM": {"inner": True, "older_containers": True, "labelled": False},
            "ForCausalLM-left": {"weights": "ForCausalLM", "left": True, "counts": True, "labelled": False},
            "ForCausalLM-plain": {
                "scale_embedding": False,
                "activation_function": "relu",
                "d_model": 18,
                "attention_heads": 2,
                "tie_word_embeddings": False,
                "library": NEWEST,
            },
        },
    ),
    "falcon": (
        "Falcon",
        {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4, "max_position_embeddings": 20},
        {
            "ForCausalLM": {"bias": True, "rope_theta": 100.0, "inner": True, "older_containers": True},
            "ForCausalLM-left": {"weights": "ForCausalLM", "left": True},
            "ForCausalLM-groups": {
                "new_decoder_architecture": True,
                "num_kv_heads": 2,
                "rope_theta": 100.0,
                "tie_word_embeddings": False,
                "inner": True,
            },
            "ForCausalLM-slopes": {
                "alibi": True,
                "multi_query": False,
                "parallel_attn": False,
                "bias": True,
                "num_attention_heads": 6,
                "hidden_size": 12,
                "inner": True,
            },
            "ForCausalLM-slopes-left": {"weights": "ForCausalLM-slopes", "left": True, "counts": True},
            "ForCausalLM-one": {
                "new_decoder_architecture": True,
                "num_ln_in_parallel_attn": 1,
                "num_kv_heads": 2,
                "ffn_hidden_size": 20,
                "activation": "relu",
                "library": NEWEST,
            },
            "ForSequenceClassification": {**ONE, "num_hidden_layers": 1},
            "ForTokenClassification": {**ONE, "num_hidden_layers": 1},
            "ForQuestionAnswering": {"num_hidden_layers": 1},
        },
    ),
    # The released library ignores the bound of projections.
    "mpt": (
        "Mpt",
        {"d_model": 16, "n_layers": 2, "n_heads": 4, "max_seq_len": 20},
        {
            "ForCausalLM": {
                "attn_config": {"softmax_scale": 0.4},
                "inner": True,
                "older_containers": True,
            },
            "ForCausalLM-left": {"weights": "ForCausalLM", "left": True, "counts": True},
            "ForCausalLM-bounded": {
                "attn_config": {"clip_qkv": 0.4},
                "n_heads": 6,
                "d_model": 12,
                "tie_word_embeddings": False,
                "inner": True,
                "library": NEWEST,
            },
            "ForSequenceClassification": {**ONE, "n_layers": 1},
            "ForTokenClassification": {**ONE, "n_layers": 1},
            "ForQuestionAnswering": {"n_layers": 1},
        },
    ),
    "gpt_bigcode": (
        "GPTBigCode",
        GPT,
        {
            "ForCausalLM": {"n_inner": 24, "layer_norm_epsilon": 0.1, "inner": True, "older_containers": True},
            "ForCausalLM-left": {"weights": "ForCausalLM", "left": True},
            "ForCausalLM-many": {
                "multi_query": False,
                "scale_attn_weights": False,
                "activation_function": "relu",
                "tie_word_embeddings": False,
                "inner": True,
            },
            "ForSequenceClassification": {**ONE, "n_layer": 1},
            "ForTokenClassification": {**ONE, "n_layer": 1},
        },
    ),
    # TensorFlow's class has the exact function where PyTorch's has the approximation by tanh.
    "openai-gpt": (
        "OpenAIGPT",
        {**GPT, "but": NOT_TENSORFLOW, "cached": False},
        {
            "Model": {"inner": True, "n_layer": 1},
            "LMHeadModel": {"layer_norm_epsilon": 0.1, "inner": True},
            "LMHeadModel-apart": {"afn": "swish", "tie_word_embeddings": False},
            "ForSequenceClassification": {**ONE, "afn": "relu", "n_layer": 1},
        },
    ),
    "gemma3_text": (
        "Gemma3",
        {
            "hidden_size": 16,
            "intermediate_size": 20,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 6,
            "max_position_embeddings": 20,
            "rms_norm_eps": 0.1,
            "query_pre_attn_scalar": 5,
            "sliding_window": WINDOW,
            "window": WINDOW,
            "rope_parameters": ROPES,
            "library": NEWEST,
        },
        {
            "TextModel": {"inner": True, "layer_types": ["sliding_attention", "full_attention"]},
            "ForCausalLM": {
                "attention_bias": True,
                "layer_types": ["full_attention", "sliding_attention"],
                "tie_word_embeddings": False,
                "inner": True,
            },
            "ForCausalLM-usual": {
                "num_hidden_layers": 6,
                "final_logit_softcapping": 3.0,
            },
            "TextForSequenceClassification": {**ONE, "num_hidden_layers": 1, "layer_types": ["full_attention"]},
        },
    ),
}
