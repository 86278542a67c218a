"""Fields of configs: constructors have real parameters in the reference library's order, whatever a subclass changes."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import pytest

from trivet.errors import InvalidConfigError
from trivet.families.config import PretrainedConfig
from trivet.families.config_fields import CommonFields
from trivet.families.fields import field
from trivet.families.registry import architecture, architecture_points
from trivet.families.requirements import VOCABULARY
from trivet.families.text.bert import BertConfig
from trivet.families.text.llama import LlamaConfig

_BERT = (
    "vocab_size hidden_size num_hidden_layers num_attention_heads intermediate_size hidden_act hidden_dropout_prob "
    "attention_probs_dropout_prob max_position_embeddings type_vocab_size initializer_range layer_norm_eps pad_token_id"
)
_ROBERTA = f"{_BERT} bos_token_id eos_token_id position_embedding_type use_cache classifier_dropout"
_LLAMA = (
    "vocab_size hidden_size intermediate_size num_hidden_layers num_attention_heads num_key_value_heads hidden_act "
    "max_position_embeddings initializer_range rms_norm_eps use_cache"
)
_SIZES = (
    "max_position_embeddings encoder_layers encoder_ffn_dim encoder_attention_heads decoder_layers decoder_ffn_dim "
    "decoder_attention_heads encoder_layerdrop decoder_layerdrop"
)
_DROPOUTS = "activation_function d_model dropout attention_dropout activation_dropout init_std"
_T5 = (
    "vocab_size d_model d_kv d_ff num_layers num_decoder_layers num_heads relative_attention_num_buckets "
    "relative_attention_max_distance dropout_rate layer_norm_epsilon initializer_factor feed_forward_proj "
    "is_encoder_decoder use_cache"
)
_MBART = f"vocab_size {_SIZES} use_cache is_encoder_decoder {_DROPOUTS}"
# As in transformers 4.37; what follows there is taken by name alone here.
_DEBERTA = (
    "vocab_size hidden_size num_hidden_layers num_attention_heads intermediate_size hidden_act hidden_dropout_prob "
    "attention_probs_dropout_prob max_position_embeddings type_vocab_size initializer_range layer_norm_eps "
    "relative_attention max_relative_positions pad_token_id position_biased_input pos_att_type pooler_dropout "
    "pooler_hidden_act"
)
ORDERS = {
    "albert": "vocab_size embedding_size hidden_size num_hidden_layers num_hidden_groups num_attention_heads "
    "intermediate_size inner_group_num hidden_act hidden_dropout_prob attention_probs_dropout_prob "
    "max_position_embeddings type_vocab_size initializer_range layer_norm_eps classifier_dropout_prob "
    "position_embedding_type pad_token_id bos_token_id eos_token_id",
    "bart": f"vocab_size {_SIZES} {_DROPOUTS}",
    "bert": f"{_BERT} position_embedding_type use_cache classifier_dropout",
    "blenderbot": f"{_MBART} decoder_start_token_id scale_embedding pad_token_id bos_token_id eos_token_id "
    "encoder_no_repeat_ngram_size forced_eos_token_id",
    "blenderbot-small": f"{_MBART} decoder_start_token_id scale_embedding pad_token_id bos_token_id eos_token_id "
    "forced_eos_token_id",
    "camembert": _ROBERTA,
    "distilbert": "vocab_size max_position_embeddings sinusoidal_pos_embds n_layers n_heads dim hidden_dim dropout "
    "attention_dropout activation initializer_range qa_dropout seq_classif_dropout pad_token_id",
    "deberta": _DEBERTA,
    "deberta-v2": _DEBERTA,
    "dpr": f"{_BERT} position_embedding_type projection_dim",
    "electra": "vocab_size embedding_size hidden_size num_hidden_layers num_attention_heads intermediate_size "
    "hidden_act hidden_dropout_prob attention_probs_dropout_prob max_position_embeddings type_vocab_size "
    "initializer_range layer_norm_eps summary_type summary_use_proj summary_activation summary_last_dropout "
    "pad_token_id position_embedding_type use_cache classifier_dropout",
    "ernie": f"{_BERT} position_embedding_type use_cache classifier_dropout".replace(
        "type_vocab_size", "type_vocab_size task_type_vocab_size use_task_id"
    ),
    "gpt2": "vocab_size n_positions n_embd n_layer n_head n_inner activation_function resid_pdrop embd_pdrop "
    "attn_pdrop layer_norm_epsilon initializer_range summary_type summary_use_proj summary_activation "
    "summary_proj_to_labels summary_first_dropout scale_attn_weights use_cache bos_token_id eos_token_id "
    "scale_attn_by_inverse_layer_idx reorder_and_upcast_attn",
    "layoutlm": f"{_BERT} position_embedding_type use_cache max_2d_position_embeddings",
    "llama": _LLAMA,
    "m2m_100": f"{_MBART} decoder_start_token_id scale_embedding pad_token_id bos_token_id eos_token_id",
    "marian": _MBART.replace("vocab_size", "vocab_size decoder_vocab_size", 1),
    "mbart": _MBART,
    "megatron-bert": f"{_BERT} position_embedding_type use_cache",
    "mistral": _LLAMA,
    "mpnet": f"{_BERT} bos_token_id eos_token_id".replace("type_vocab_size ", "").replace(
        "pad_token_id", "relative_attention_num_buckets pad_token_id"
    ),
    "mt5": f"{_T5} tokenizer_class tie_word_embeddings pad_token_id eos_token_id decoder_start_token_id "
    "classifier_dropout",
    "pegasus": _MBART,
    "qwen2": _LLAMA,
    "rembert": "vocab_size hidden_size num_hidden_layers num_attention_heads input_embedding_size output_embedding_size "
    "intermediate_size hidden_act hidden_dropout_prob attention_probs_dropout_prob classifier_dropout_prob "
    "max_position_embeddings type_vocab_size initializer_range layer_norm_eps use_cache pad_token_id bos_token_id "
    "eos_token_id",
    "roberta": _ROBERTA,
    "roformer": f"{_BERT} rotary_value use_cache".replace("vocab_size", "vocab_size embedding_size", 1),
    "plbart": f"{_MBART} classifier_dropout scale_embedding pad_token_id bos_token_id eos_token_id forced_eos_token_id",
    "t5": f"{_T5} pad_token_id eos_token_id classifier_dropout",
    "umt5": f"{_T5} tokenizer_class tie_word_embeddings pad_token_id eos_token_id decoder_start_token_id "
    "classifier_dropout",
    "xlm-roberta": _ROBERTA,
    "xlm-roberta-xl": _ROBERTA,
}
FAMILIES = sorted(architecture_points())


def places(config_class: type[PretrainedConfig]) -> list[str]:
    parameters = inspect.signature(config_class).parameters.values()
    return [each.name for each in parameters if each.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]


@pytest.mark.parametrize("model_type", ORDERS)
def test_constructors_take_what_the_reference_library_takes_in_its_order(model_type: str) -> None:
    expected = ORDERS[model_type].split()
    assert places(architecture(model_type).config_class)[: len(expected)] == expected


@pytest.mark.parametrize("model_type", FAMILIES)
def test_parameters_are_the_fields_with_their_defaults(model_type: str) -> None:
    config_class = architecture(model_type).config_class
    parameters = dict(inspect.signature(config_class).parameters)
    assert parameters.pop("kwargs").kind is inspect.Parameter.VAR_KEYWORD
    assert set(parameters) == {name for name, each in config_class.fields.items() if each.init}
    config = architecture(model_type).example()
    for name, each in parameters.items():
        if each.default is not None:
            assert getattr(config, name) == each.default, name
    assert set(CommonFields.fields) <= set(parameters)
    if places(config_class):
        assert config_class(*(parameters[name].default for name in places(config_class))) == config


@pytest.mark.parametrize("model_type", FAMILIES)
def test_configs_survive_pickling_and_copying(model_type: str) -> None:
    config = architecture(model_type).example(num_labels=4, something={"of": ["one's", "own"]})
    for again in (pickle.loads(pickle.dumps(config)), copy.deepcopy(config), copy.copy(config)):
        assert again == config
        assert vars(again) == vars(config)


def test_wrong_calls_are_refused_as_of_any_function() -> None:
    with pytest.raises(TypeError, match="multiple values for argument 'vocab_size'"):
        BertConfig(7, vocab_size=8)
    with pytest.raises(TypeError, match="too many positional arguments"):
        LlamaConfig(*range(30))
    assert BertConfig(7, hidden_sze=3).hidden_sze == 3  # a field of a file may be of any name


class WordConfig(PretrainedConfig):
    """Fields, and what follows from them."""

    model_type = "words"
    vocab_size: int = field(VOCABULARY, default=100)
    width: int = field(default=8, also="hidden_size")
    ranges: Any = field(default={})
    double: int = field(init=False)
    num_labels: int = field(default=3, kw_only=True)

    def derive(self) -> None:
        self.double = 2 * self.width


class LargerConfig(WordConfig):
    """Another default, and a field between."""

    vocab_size: int = 200
    depth: int = field(default=2, after="vocab_size")


def test_a_subclass_changes_defaults_and_adds_fields() -> None:
    assert places(WordConfig) == ["vocab_size", "width", "ranges"]
    assert places(LargerConfig) == ["vocab_size", "depth", "width", "ranges"]
    config = LargerConfig(300, 4)
    assert (config.vocab_size, config.depth, config.width, config.double, config.num_labels) == (300, 4, 8, 16, 3)
    assert LargerConfig().vocab_size == 200
    assert not hasattr(LargerConfig, "vocab_size")  # a class attribute would stand in for a missing field
    with pytest.raises(InvalidConfigError, match="^vocab_size must be a positive integer"):
        LargerConfig(vocab_size=0).validate_sizes()


def test_other_names_read_and_write_a_field() -> None:
    config = WordConfig(hidden_size=5)
    assert (config.width, config.hidden_size) == (5, 5)
    assert "hidden_size" not in config.to_dict()
    assert WordConfig.from_dict({"hidden_size": 6}).double == 12


def test_labels_that_are_named_win_over_a_default_number() -> None:
    assert WordConfig(id2label={0: "a", 1: "b"}).num_labels == 2
    assert WordConfig(num_labels=5).num_labels == 5


def test_configs_do_not_share_what_can_be_changed() -> None:
    config = WordConfig()
    config.ranges["a"] = 1
    config.pruned_heads[0] = [1]
    assert (WordConfig().ranges, WordConfig().pruned_heads) == ({}, {})


class HandWritten(LargerConfig):
    """As configs were written for transformers 4.37."""

    model_type = "hand-written"

    def __init__(self, extra: int = 1, vocab_size: int = 300, **kwargs: Any) -> None:
        self.extra = extra
        self.is_decoder = True
        self.pad_token_id = 9  # overwritten, as there
        super().__init__(vocab_size, **kwargs)


class Above(HandWritten):
    """Fields again, above a constructor of its own."""

    most: int = field(default=7)
    width: int = 9


def test_a_class_with_a_constructor_of_its_own_keeps_it() -> None:
    assert places(HandWritten) == ["extra", "vocab_size"]
    config = HandWritten(3, depth=4, num_labels=5, anything=6)
    assert (config.extra, config.vocab_size, config.depth, config.num_labels, config.anything) == (3, 300, 4, 5, 6)
    assert (config.is_decoder, config.pad_token_id) == (True, None)
    assert HandWritten.from_dict(config.to_diff_dict()) == config


def test_fields_above_a_constructor_of_ones_own_are_set_before_it_is_called() -> None:
    config = Above(5, extra=2, vocab_size=11)
    assert (config.most, config.width, config.double, config.extra, config.vocab_size) == (5, 9, 18, 2, 11)
    assert pickle.loads(pickle.dumps(config)) == config
