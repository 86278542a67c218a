"""What every config answers: its fields, `in`, positions of a constructor's arguments, keywords of the reference library."""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tiny_bert

import trivet
from trivet import AutoConfig, BartConfig, BertConfig, GPT2Config, LlamaConfig, PretrainedConfig
from trivet.errors import AlreadyRegisteredError
from trivet.families.registry import families

CONFIGS = [family.config_class for family in families()]
LATER = {
    "bart": ("init_std", "classifier_dropout", "scale_embedding", "use_cache", "num_labels", "pad_token_id"),
    "mbart": ("init_std", "classifier_dropout", "scale_embedding", "pad_token_id", "bos_token_id", "eos_token_id"),
    "marian": ("init_std", "decoder_start_token_id", "scale_embedding", "pad_token_id", "eos_token_id"),
    "pegasus": ("init_std", "decoder_start_token_id", "scale_embedding", "pad_token_id", "eos_token_id"),
    "llama": ("use_cache", "pad_token_id", "bos_token_id", "eos_token_id", "pretraining_tp", "tie_word_embeddings"),
    "mistral": ("use_cache", "pad_token_id", "bos_token_id", "eos_token_id", "tie_word_embeddings", "rope_theta"),
    "qwen2": ("use_cache", "tie_word_embeddings", "rope_theta", "use_sliding_window", "sliding_window"),
}
"""Families whose constructors take common fields by position: where those begin."""


@pytest.mark.parametrize("config_class", [each for each in CONFIGS if not each.is_composition])
def test_every_config_answers_for_all_fields_of_the_base_class(config_class: type[PretrainedConfig]) -> None:
    config = config_class()
    fields = PretrainedConfig().to_dict()
    assert [name for name in fields if not hasattr(config, name)] == []
    assert (config.is_composition, config.get_text_config(), config.torchscript) == (False, config, False)
    assert {*fields} <= {*config} and len({*config}) == len([*config])
    assert "max_length" in config and "hidden_size" in config and "colour" not in config


def test_other_names_of_fields_are_in_a_config() -> None:
    assert "hidden_size" in GPT2Config() and "n_embd" in GPT2Config()
    assert "_name_or_path" not in GPT2Config(name_or_path="folder")


@pytest.mark.parametrize("model_type", LATER)
def test_constructors_take_later_fields_by_position(model_type: str) -> None:
    config_class = type(AutoConfig.for_model(model_type))
    parameters = inspect.signature(config_class).parameters.values()
    places = [each.name for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD]
    first = places.index(LATER[model_type][0])
    assert tuple(places[first : first + len(LATER[model_type])]) == LATER[model_type]
    values = [getattr(config_class(), name) for name in places]
    assert config_class(*values) == config_class()


def test_a_later_place_sets_its_field() -> None:
    values = [32, 8, 8, 1, 2, 2, "gelu", 9, 0.1, 1e-5, False, 7, 8, 9]
    config = LlamaConfig(*values)
    assert (config.pad_token_id, config.bos_token_id, config.eos_token_id, config.use_cache) == (7, 8, 9, False)
    assert AutoConfig.for_model("llama", *values) == config


def test_evaluation_leaves_caches_out() -> None:
    assert BartConfig().keys_to_ignore_at_inference == GPT2Config().keys_to_ignore_at_inference == ["past_key_values"]
    assert BertConfig().keys_to_ignore_at_inference == []


def test_a_config_within_is_the_text_config() -> None:
    config = PretrainedConfig(text_config=BertConfig(), decoder=GPT2Config())
    assert isinstance(config.get_text_config(), BertConfig)
    assert isinstance(config.get_text_config(decoder=True), GPT2Config)


def test_dtype_is_the_object_of_pytorch_where_that_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    half = SimpleNamespace(name="float16")
    config = BertConfig(torch_dtype=half)
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(float16=half))  # type: ignore[arg-type]
    assert config.torch_dtype is half and config.dtype is half
    assert config.to_dict()["torch_dtype"] == json.loads(config.to_json_string())["torch_dtype"] == "float16"
    assert BertConfig(torch_dtype="float16") == config
    config.torch_dtype = "bfloat16"
    assert config.torch_dtype == "bfloat16"
    config.dtype = None
    assert config.torch_dtype is None and "dtype" not in config.to_dict()


def test_dtypes_in_a_dict_become_names() -> None:
    fields: dict[str, Any] = {"torch_dtype": SimpleNamespace(name="float16"), "inner": {"dtype": float}, "kept": 1}
    BertConfig().dict_torch_dtype_to_str(fields)
    assert fields == {"torch_dtype": "float16", "inner": {"dtype": "float32"}, "kept": 1}


def test_methods_take_the_names_of_the_reference_library(tmp_path: Path) -> None:
    tiny_bert.config().save_pretrained(tmp_path)
    config = BertConfig.from_pretrained(pretrained_model_name_or_path=tmp_path, revision="main", local_files_only=True)
    assert config == BertConfig.from_pretrained(tmp_path, None, False, True, None, "main") == tiny_bert.config()
    assert BertConfig.from_dict(config_dict=config.to_dict()) == config
    config.update(config_dict={"hidden_act": "relu"})
    assert config.hidden_act == "relu"
    fields, rest = BertConfig.get_config_dict(pretrained_model_name_or_path=tmp_path, foo=1)
    assert fields["model_type"] == "bert" and rest == {"foo": 1}


def test_classes_are_registered_by_position_and_by_name() -> None:
    class OwnConfig(PretrainedConfig):
        model_type = "of-this-test"

    AutoConfig.register("of-this-test", config=OwnConfig)
    AutoConfig.register("of-this-test", OwnConfig, True)
    assert isinstance(trivet.AutoConfig.for_model("of-this-test"), OwnConfig)

    class Other(PretrainedConfig):
        model_type = "of-this-test"

    with pytest.raises(AlreadyRegisteredError):
        AutoConfig.register("of-this-test", Other, False)


def test_a_composition_is_written_without_being_made_anew() -> None:
    class Pair(PretrainedConfig):
        model_type, is_composition = "pair", True

        def __init__(self, first: PretrainedConfig | None = None, **kwargs: Any) -> None:
            if first is None:
                raise ValueError("first is required")
            self.first = first
            super().__init__(**kwargs)

    written = json.loads(Pair(BertConfig(hidden_size=8)).to_json_string())
    assert written["first"]["hidden_size"] == 8 and written["model_type"] == "pair"
