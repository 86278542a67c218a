"""Configs of every family, read from config.json files as the Hub has them, older and newer."""

from __future__ import annotations

from typing import Any

import pytest

import trivet
from trivet.errors import InvalidConfigError
from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture
from trivet.testing import tiny_config


def read(model_type: str, **fields: Any) -> Any:
    return architecture(model_type).config_class.from_dict({"model_type": model_type, **fields})


# What the first files of each family look like (written by hand from the format), and what must be read from them.
FILES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "gpt2",
        {
            "activation_function": "gelu_new",
            "architectures": ["GPT2LMHeadModel"],
            "n_ctx": 1024,
            "n_embd": 1600,
            "n_head": 25,
            "n_layer": 48,
            "n_positions": 1024,
            "summary_type": "cls_index",
            "task_specific_params": {"text-generation": {"do_sample": True, "max_length": 50}},
        },
        {"hidden_size": 1600, "num_attention_heads": 25, "num_hidden_layers": 48, "inner_size": 6400},
    ),
    (
        "llama",
        {
            "architectures": ["LlamaForCausalLM"],
            "head_dim": 64,
            "hidden_size": 2048,
            "intermediate_size": 8192,
            "max_position_embeddings": 131072,
            "num_attention_heads": 32,
            "num_hidden_layers": 16,
            "num_key_value_heads": 8,
            "pretraining_tp": 1,
            "rms_norm_eps": 1e-05,
            "rope_scaling": {
                "factor": 32.0,
                "high_freq_factor": 4.0,
                "low_freq_factor": 1.0,
                "original_max_position_embeddings": 8192,
                "rope_type": "llama3",
            },
            "rope_theta": 500000.0,
            "tie_word_embeddings": True,
            "torch_dtype": "bfloat16",
            "eos_token_id": [128001, 128008, 128009],
            "vocab_size": 128256,
        },
        {"rope_type": "llama3", "tie_word_embeddings": True, "torch_dtype": "bfloat16"},
    ),
    (
        "llama",
        {"hidden_size": 64, "num_attention_heads": 4, "intermediate_size": 8, "bos_token_id": 0, "eos_token_id": 1},
        {"num_key_value_heads": 4, "head_dim": 16, "rope_scaling": None, "tie_word_embeddings": False},
    ),
    (
        "mistral",
        {"hidden_size": 4096, "num_key_value_heads": 8, "sliding_window": 4096, "rope_theta": 10000.0},
        {"layer_windows": (4096,) * 32, "head_dim": 128},
    ),
    (
        "mistral",
        {"head_dim": 128, "hidden_size": 5120, "sliding_window": None, "num_hidden_layers": 2, "dtype": "bfloat16"},
        {"layer_windows": (None, None), "head_dim": 128, "torch_dtype": "bfloat16"},
    ),
    (
        "qwen2",
        {
            "hidden_size": 896,
            "num_attention_heads": 14,
            "num_hidden_layers": 4,
            "num_key_value_heads": 2,
            "max_window_layers": 2,
            "sliding_window": 32768,
            "use_sliding_window": False,
        },
        {"layer_windows": (None,) * 4, "head_dim": 64},
    ),
    (
        "qwen2",
        {"num_hidden_layers": 3, "max_window_layers": 1, "sliding_window": 9, "use_sliding_window": True},
        {"layer_windows": (None, 9, 9)},
    ),
    (
        "qwen3",
        {
            "attention_bias": False,
            "head_dim": 128,
            "hidden_size": 1024,
            "layer_types": ["full_attention", "full_attention"],
            "num_attention_heads": 16,
            "num_hidden_layers": 2,
            "num_key_value_heads": 8,
            "rope_parameters": {"rope_theta": 1000000, "rope_type": "default"},
            "sliding_window": None,
            "use_sliding_window": False,
        },
        {"rope_theta": 1000000, "rope_scaling": None, "layer_windows": (None, None)},
    ),
    (
        "gemma2",
        {
            "cache_implementation": "hybrid",
            "hidden_act": "gelu_pytorch_tanh",
            "hidden_activation": "gelu_pytorch_tanh",
            "num_hidden_layers": 3,
            "query_pre_attn_scalar": 224,
            "sliding_window": 4096,
        },
        {"layer_windows": (4096, None, 4096), "attention_scale": 224**-0.5, "hidden_act": "gelu_pytorch_tanh"},
    ),
    (
        "gemma2",
        {"num_hidden_layers": 2, "layer_types": ["full_attention", "sliding_attention"], "sliding_window": 7},
        {"layer_windows": (None, 7), "tie_word_embeddings": True},
    ),
    (
        "t5",
        {"d_ff": 2048, "d_kv": 64, "d_model": 512, "num_layers": 6, "n_positions": 512, "output_past": True},
        {"num_decoder_layers": 6, "is_gated_act": False, "dense_act_fn": "relu", "scales_decoder_outputs": True},
    ),
    (
        "t5",
        {"feed_forward_proj": "gated-gelu", "num_decoder_layers": 8, "num_layers": 8, "tie_word_embeddings": False},
        {"is_gated_act": True, "dense_act_fn": "gelu_new", "scales_decoder_outputs": False},
    ),
    (
        "t5",
        {"feed_forward_proj": "gated-silu", "scale_decoder_outputs": False, "tie_word_embeddings": True},
        {"dense_act_fn": "silu", "scales_decoder_outputs": False},
    ),
    (
        "roberta",
        {"architectures": ["RobertaForMaskedLM"], "max_position_embeddings": 514, "type_vocab_size": 1},
        {"pad_token_id": 1, "vocab_size": 50265, "layer_norm_eps": 1e-12},
    ),
    ("xlm-roberta", {"max_position_embeddings": 514, "output_past": True, "vocab_size": 250002}, {"eos_token_id": 2}),
    ("camembert", {"bos_token_id": 5, "eos_token_id": 6, "vocab_size": 32005}, {"bos_token_id": 5, "pad_token_id": 1}),
    (
        "distilbert",
        {"dim": 768, "hidden_dim": 3072, "n_heads": 12, "n_layers": 6, "tie_weights_": True},
        {"hidden_size": 768, "num_hidden_layers": 6, "num_attention_heads": 12},
    ),
    (
        "electra",
        {"embedding_size": 128, "hidden_size": 256, "num_attention_heads": 4, "summary_type": "first"},
        {"intermediate_size": 1024},
    ),
    (
        "albert",
        {"embedding_size": 128, "gap_size": 0, "hidden_size": 768, "inner_group_num": 1, "num_attention_heads": 12},
        {"num_hidden_groups": 1, "layer_groups": (0,) * 12, "hidden_act": "gelu_new"},
    ),
    ("albert", {"num_hidden_groups": 2, "num_hidden_layers": 4, "hidden_size": 64}, {"layer_groups": (0, 0, 1, 1)}),
    (
        "bart",
        {
            "add_final_layer_norm": False,
            "d_model": 1024,
            "decoder_layers": 6,
            "encoder_layers": 12,
            "extra_pos_embeddings": 2,
            "id2label": {"0": "contradiction", "1": "neutral", "2": "entailment"},
            "label2id": {"contradiction": 0, "entailment": 2, "neutral": 1},
            "normalize_before": False,
            "normalize_embedding": True,
            "num_hidden_layers": 99,
            "static_position_embeddings": False,
        },
        {"num_hidden_layers": 12, "position_rows": 1026, "num_labels": 3, "decoder_start_token_id": 2},
    ),
    ("bart", {"num_labels": 5}, {"num_labels": 5}),
    (
        "mbart",
        {"add_final_layer_norm": True, "normalize_before": True, "scale_embedding": True, "vocab_size": 250027},
        {"norms_first": True, "has_final_norm": True, "position_rows": 1026, "decoder_start_token_id": None},
    ),
    (
        "marian",
        {"d_model": 512, "normalize_embedding": False, "static_position_embeddings": True, "vocab_size": 58101},
        {"decoder_vocab_size": 58101, "position_rows": 1024, "share_encoder_decoder_embeddings": True},
    ),
    (
        "pegasus",
        {
            "add_final_layer_norm": True,
            "normalize_before": True,
            "normalize_embedding": False,
            "extra_pos_embeddings": 1,
        },
        {"has_embedding_norm": False, "has_learned_positions": False, "decoder_start_token_id": 0},
    ),
]


@pytest.mark.parametrize(
    ("model_type", "fields", "expected"), FILES, ids=lambda value: value if str(value) == value else ""
)
def test_files_of_the_field_are_read_and_written_back(
    model_type: str, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    config = read(model_type, **fields)
    config.validate()
    assert {name: getattr(config, name) for name in expected} == expected
    again = read(**config.to_diff_dict())
    assert again == config
    aliases = {*type(config).attribute_map, "rope_parameters", "dtype", "num_labels"}
    for name in set(fields) - aliases:
        assert config.to_dict()[name] == fields[name], name


def test_own_name_of_a_field_wins_over_its_other_one() -> None:
    for fields in ({"n_embd": 32, "hidden_size": 16}, {"hidden_size": 16, "n_embd": 32}):
        assert read("gpt2", **fields).n_embd == 32
    assert read("gpt2", hidden_size=16).n_embd == 16


@pytest.mark.parametrize(
    ("model_type", "fields", "said"),
    [
        ("gpt2", {"n_embd": 10, "n_head": 4}, "n_embd (10) is not a multiple of n_head (4)"),
        ("gpt2", {"n_inner": 0}, "n_inner must be a positive integer or null, not 0"),
        ("llama", {"num_key_value_heads": 3}, "num_attention_heads (4) is not a multiple of num_key_value_heads (3)"),
        ("llama", {"head_dim": 5}, "head_dim (5) is not even, but is rotated in pairs"),
        (
            "llama",
            {"num_attention_heads": 0, "head_dim": None},
            "num_attention_heads must be a positive integer, not 0",
        ),
        ("llama", {"layer_types": ["chunked_attention"] * 2}, "layer_types must name 'sliding_attention' or"),
        ("mistral", {"sliding_window": 0}, "sliding_window must be a positive integer or null, not 0"),
        ("qwen2", {"layer_types": ["full_attention"]}, "layer_types must name 'sliding_attention' or 'full_attention'"),
        ("qwen3", {"max_window_layers": -1}, "max_window_layers must be an integer from 0 to 2147483647, not -1"),
        ("gemma2", {"query_pre_attn_scalar": 0}, "query_pre_attn_scalar must be a positive number, not 0"),
        ("gemma2", {"attn_logit_softcapping": -1}, "attn_logit_softcapping must be a positive number or null, not -1"),
        ("gemma2", {"use_bidirectional_attention": True}, "use_bidirectional_attention=True is not implemented"),
        ("t5", {"feed_forward_proj": "gated-"}, "feed_forward_proj must be an activation or gated-<activation>"),
        ("t5", {"feed_forward_proj": "twice-relu"}, "feed_forward_proj must be an activation or gated-<activation>"),
        ("t5", {"num_layers": 0}, "num_layers must be an integer from 1 to 512, not 0"),
        (
            "t5",
            {"relative_attention_num_buckets": 3},
            "relative_attention_num_buckets must be an integer from 4 to 1048576, not 3",
        ),
        ("roberta", {"pad_token_id": None}, "pad_token_id must leave room for positions"),
        ("roberta", {"pad_token_id": 31}, "pad_token_id must leave room for positions"),
        ("camembert", {"position_embedding_type": "rotary"}, "position_embedding_type='rotary' is not"),
        ("albert", {"is_decoder": True}, "is_decoder=True is not implemented for Albert, only False or None"),
        ("xlm-roberta", {"add_cross_attention": True}, "add_cross_attention=True is not implemented for XLMRoberta"),
        ("distilbert", {"dim": 10, "n_heads": 4}, "dim (10) is not a multiple of n_heads (4)"),
        ("electra", {"summary_type": "mean"}, "summary_type='mean' is not implemented for Electra, only 'first'"),
        ("albert", {"num_hidden_groups": -1}, "num_hidden_groups must be an integer from 1 to 512, not -1"),
        ("bart", {"normalize_before": True}, "normalize_before=True is not implemented for Bart, only False or None"),
        ("pegasus", {"static_position_embeddings": False}, "static_position_embeddings=False is not implemented"),
        ("marian", {"decoder_vocab_size": 47}, "decoder_vocab_size (47) is not vocab_size (61), but share_encoder"),
        ("mbart", {"decoder_attention_heads": 3}, "d_model (16) is not a multiple of decoder_attention_heads (3)"),
    ],
)
def test_refuses_what_the_models_cannot_honour(model_type: str, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidConfigError) as caught:
        tiny_config(model_type, **fields).validate()
    assert str(caught.value).startswith(said)
    assert caught.value.field is not None
    tiny_config(model_type).validate()


def test_layers_of_one_window_or_none_need_no_list_of_types() -> None:
    assert tiny_config("llama").layer_windows == (None, None)
    assert tiny_config("mistral", layer_types=["full_attention", "sliding_attention"]).layer_windows == (None, 5)


def test_fields_that_are_derived_follow_their_sources() -> None:
    config = tiny_config("gpt2", n_inner=None)
    assert config.inner_size == 64
    assert tiny_config("gemma2").attention_scale == 1 / 3
    assert isinstance(tiny_config("qwen3"), PretrainedConfig)


@pytest.mark.parametrize(("version", "scaled"), [("4.37.2", True), ("5.23.0", False), (None, True)])
def test_tied_words_of_mt5_scale_the_states_unless_transformers_5_wrote_the_file(
    version: str | None, scaled: bool
) -> None:
    written = {"model_type": "mt5", "tie_word_embeddings": True, "transformers_version": version}
    config = trivet.MT5Config.from_dict(written)
    assert config.scales_decoder_outputs is scaled
    assert trivet.MT5Config.from_dict(config.to_dict()).scales_decoder_outputs is scaled
