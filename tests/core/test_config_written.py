"""What a saved config.json holds: every field of the class, so that any reader finds it; and the same config again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trivet.checkpoint.side_files import read_config
from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture, architecture_points
from trivet.families.text.bert import BertConfig
from trivet.families.text.gpt2 import GPT2Config
from trivet.families.text.llama import LlamaConfig
from trivet.testing.configs import tiny_config
from trivet.testing.strategies import configs

FAMILIES = sorted(architecture_points())

# What the reference library 4.37.2 writes of `XConfig()`, beside model_type and its own version.
WRITTEN_BY_THE_REFERENCE = {
    "albert": """
        attention_probs_dropout_prob bos_token_id classifier_dropout_prob embedding_size
        eos_token_id hidden_act hidden_dropout_prob hidden_size initializer_range inner_group_num
        intermediate_size layer_norm_eps max_position_embeddings num_attention_heads
        num_hidden_groups num_hidden_layers pad_token_id position_embedding_type type_vocab_size
        vocab_size
    """,
    "bart": """
        activation_dropout activation_function attention_dropout bos_token_id classifier_dropout
        d_model decoder_attention_heads decoder_ffn_dim decoder_layerdrop decoder_layers
        decoder_start_token_id dropout encoder_attention_heads encoder_ffn_dim encoder_layerdrop
        encoder_layers eos_token_id forced_eos_token_id id2label init_std is_encoder_decoder
        label2id max_position_embeddings num_hidden_layers pad_token_id scale_embedding use_cache
        vocab_size
    """,
    "bert": """
        attention_probs_dropout_prob classifier_dropout hidden_act hidden_dropout_prob hidden_size
        initializer_range intermediate_size layer_norm_eps max_position_embeddings
        num_attention_heads num_hidden_layers pad_token_id position_embedding_type type_vocab_size
        use_cache vocab_size
    """,
    "camembert": """
        attention_probs_dropout_prob bos_token_id classifier_dropout eos_token_id hidden_act
        hidden_dropout_prob hidden_size initializer_range intermediate_size layer_norm_eps
        max_position_embeddings num_attention_heads num_hidden_layers pad_token_id
        position_embedding_type type_vocab_size use_cache vocab_size
    """,
    "distilbert": """
        activation attention_dropout dim dropout hidden_dim initializer_range
        max_position_embeddings n_heads n_layers pad_token_id qa_dropout seq_classif_dropout
        sinusoidal_pos_embds vocab_size
    """,
    "electra": """
        attention_probs_dropout_prob classifier_dropout embedding_size hidden_act
        hidden_dropout_prob hidden_size initializer_range intermediate_size layer_norm_eps
        max_position_embeddings num_attention_heads num_hidden_layers pad_token_id
        position_embedding_type summary_activation summary_last_dropout summary_type
        summary_use_proj type_vocab_size use_cache vocab_size
    """,
    "gpt2": """
        activation_function attn_pdrop bos_token_id embd_pdrop eos_token_id initializer_range
        layer_norm_epsilon n_embd n_head n_inner n_layer n_positions reorder_and_upcast_attn
        resid_pdrop scale_attn_by_inverse_layer_idx scale_attn_weights summary_activation
        summary_first_dropout summary_proj_to_labels summary_type summary_use_proj use_cache
        vocab_size
    """,
    "llama": """
        attention_bias attention_dropout bos_token_id eos_token_id hidden_act hidden_size
        initializer_range intermediate_size max_position_embeddings num_attention_heads
        num_hidden_layers num_key_value_heads pretraining_tp rms_norm_eps rope_scaling rope_theta
        tie_word_embeddings use_cache vocab_size
    """,
    "marian": """
        activation_dropout activation_function attention_dropout d_model decoder_attention_heads
        decoder_ffn_dim decoder_layerdrop decoder_layers decoder_start_token_id decoder_vocab_size
        dropout encoder_attention_heads encoder_ffn_dim encoder_layerdrop encoder_layers
        eos_token_id forced_eos_token_id init_std is_encoder_decoder max_position_embeddings
        num_hidden_layers pad_token_id scale_embedding share_encoder_decoder_embeddings use_cache
        vocab_size
    """,
    "mbart": """
        activation_dropout activation_function attention_dropout bos_token_id classifier_dropout
        d_model decoder_attention_heads decoder_ffn_dim decoder_layerdrop decoder_layers dropout
        encoder_attention_heads encoder_ffn_dim encoder_layerdrop encoder_layers eos_token_id
        forced_eos_token_id init_std is_encoder_decoder max_position_embeddings num_hidden_layers
        pad_token_id scale_embedding use_cache vocab_size
    """,
    "mistral": """
        attention_dropout bos_token_id eos_token_id hidden_act hidden_size initializer_range
        intermediate_size max_position_embeddings num_attention_heads num_hidden_layers
        num_key_value_heads rms_norm_eps rope_theta sliding_window tie_word_embeddings use_cache
        vocab_size
    """,
    "pegasus": """
        activation_dropout activation_function attention_dropout d_model decoder_attention_heads
        decoder_ffn_dim decoder_layerdrop decoder_layers decoder_start_token_id dropout
        encoder_attention_heads encoder_ffn_dim encoder_layerdrop encoder_layers eos_token_id
        forced_eos_token_id init_std is_encoder_decoder max_position_embeddings num_hidden_layers
        pad_token_id scale_embedding use_cache vocab_size
    """,
    "qwen2": """
        attention_dropout hidden_act hidden_size initializer_range intermediate_size
        max_position_embeddings max_window_layers num_attention_heads num_hidden_layers
        num_key_value_heads rms_norm_eps rope_theta sliding_window tie_word_embeddings use_cache
        use_sliding_window vocab_size
    """,
    "roberta": """
        attention_probs_dropout_prob bos_token_id classifier_dropout eos_token_id hidden_act
        hidden_dropout_prob hidden_size initializer_range intermediate_size layer_norm_eps
        max_position_embeddings num_attention_heads num_hidden_layers pad_token_id
        position_embedding_type type_vocab_size use_cache vocab_size
    """,
    "t5": """
        classifier_dropout d_ff d_kv d_model dense_act_fn dropout_rate eos_token_id
        feed_forward_proj initializer_factor is_encoder_decoder is_gated_act layer_norm_epsilon
        num_decoder_layers num_heads num_layers pad_token_id relative_attention_max_distance
        relative_attention_num_buckets use_cache vocab_size
    """,
    "xlm-roberta": """
        attention_probs_dropout_prob bos_token_id classifier_dropout eos_token_id hidden_act
        hidden_dropout_prob hidden_size initializer_range intermediate_size layer_norm_eps
        max_position_embeddings num_attention_heads num_hidden_layers pad_token_id
        position_embedding_type type_vocab_size use_cache vocab_size
    """,
}


@pytest.mark.parametrize("model_type", sorted(WRITTEN_BY_THE_REFERENCE))
def test_every_field_that_the_reference_library_writes_is_written(model_type: str, tmp_path: Path) -> None:
    architecture(model_type).example().save_pretrained(tmp_path)
    written = read_config(tmp_path / "config.json")
    assert set(WRITTEN_BY_THE_REFERENCE[model_type].split()) <= set(written)
    assert written["model_type"] == model_type


@pytest.mark.parametrize("model_type", FAMILIES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_written_config_is_read_as_the_same(model_type: str, data: st.DataObject) -> None:
    head = data.draw(st.sampled_from(architecture(model_type).heads))
    config = data.draw(configs(model_type, head))
    for text in (config.to_json_string(), config.to_json_string(use_diff=False)):
        again = type(config).from_dict(json.loads(text))
        assert again == config
        assert again.to_json_string() == config.to_json_string()


@pytest.mark.parametrize("model_type", FAMILIES)
def test_fields_that_a_file_states_are_stated_when_it_is_written_again(model_type: str, tmp_path: Path) -> None:
    stated = tiny_config(model_type).to_dict()
    (tmp_path / "config.json").write_text(json.dumps({**stated, "custom": [1, None], "transformers_version": "4.31.0"}))
    config = architecture(model_type).config_class.from_pretrained(tmp_path)
    written = config.to_diff_dict()
    common = PretrainedConfig().to_dict()
    lost = {name for name, value in stated.items() if name not in written and value != common.get(name)}
    assert not lost
    assert (written["custom"], written["transformers_version"]) == ([1, None], "4.31.0")
    assert str(tmp_path) not in json.dumps(written)


def test_common_field_is_written_where_it_is_the_common_default_but_not_the_classs_own() -> None:
    written = LlamaConfig(tie_word_embeddings=True, bos_token_id=None).to_diff_dict()
    assert (written["tie_word_embeddings"], written["bos_token_id"]) == (True, None)
    assert "tie_word_embeddings" not in BertConfig(tie_word_embeddings=True).to_diff_dict()
    assert LlamaConfig.from_dict(written).tie_word_embeddings is True


class Demanding(PretrainedConfig):
    """A config that cannot be made without saying how wide it is."""

    model_type: ClassVar[str] = "demanding"

    def __init__(self, width: int, **kwargs: Any) -> None:
        self.width = width
        self.is_encoder_decoder = True  # before the base class sets what is common
        super().__init__(**kwargs)


def test_class_that_has_no_default_writes_all_fields() -> None:
    config = Demanding(3)
    assert config.to_diff_dict() == config.to_dict()
    assert Demanding.from_dict(config.to_diff_dict()) == config
    assert config.is_encoder_decoder is True


class Composite(PretrainedConfig):
    """Two configs in one."""

    model_type: ClassVar[str] = "composite"

    def __init__(self, text_config: Any = None, others: Any = (), **kwargs: Any) -> None:
        self.text_config = text_config if isinstance(text_config, BertConfig) else BertConfig(**(text_config or {}))
        self.others = [each if isinstance(each, GPT2Config) else GPT2Config(**each) for each in others]
        super().__init__(**kwargs)


def test_configs_within_configs_are_written_and_read(tmp_path: Path) -> None:
    config = Composite({"hidden_size": 8}, [GPT2Config(n_embd=3)])
    config.save_pretrained(tmp_path)
    written = read_config(tmp_path / "config.json")
    assert (written["text_config"]["hidden_size"], written["text_config"]["vocab_size"]) == (8, 30522)
    assert written["text_config"]["model_type"] == "bert"
    assert written["others"][0]["n_embd"] == 3
    assert "return_dict" not in written["text_config"]
    again = Composite.from_pretrained(tmp_path)
    assert again == config
    assert (type(again.text_config), type(again.others[0])) == (BertConfig, GPT2Config)
    assert config.to_dict()["text_config"]["return_dict"] is True
    assert Composite.from_pretrained(tmp_path, text_config={"hidden_size": 9}).text_config.hidden_size == 9
    assert "BertConfig" not in repr(config)


def test_writing_changes_nothing_of_what_is_written() -> None:
    config = Composite({"pruned_heads": {"1": [0]}})
    before = config.to_json_string(use_diff=False)
    config.to_dict()["text_config"]["hidden_size"] = 1
    config.to_diff_dict()["text_config"]["pruned_heads"]["1"].append(2)
    assert config.to_json_string(use_diff=False) == before


def test_fields_that_every_config_of_the_reference_library_has_are_there() -> None:
    config = BertConfig()
    assert (config.is_decoder, config.pruned_heads, config.max_length, config.prefix) == (False, {}, 20, None)
    config.pruned_heads[0] = [1]
    assert BertConfig().pruned_heads == {}


def test_files_are_read_and_written_by_the_reference_librarys_methods(tmp_path: Path) -> None:
    path = tmp_path / "any.json"
    BertConfig(hidden_size=24).to_json_file(path)
    assert BertConfig.from_json_file(path) == BertConfig(hidden_size=24)
    assert BertConfig.get_config_dict(path, foo=1) == (read_config(path), {"foo": 1})
    config, unused = BertConfig.from_pretrained(path, output_attentions=True, foo=False, return_unused_kwargs=True)
    assert (config.output_attentions, config.hidden_size, unused) == (True, 24, {"foo": False})
    assert not hasattr(config, "foo")
    assert BertConfig.from_pretrained(pretrained_model_name_or_path=path).hidden_size == 24
