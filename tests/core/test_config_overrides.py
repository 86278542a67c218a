"""Keywords over a config.json: each has its effect whatever spelling the file has, or is refused by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trivet.backends.auto_config import AutoConfig
from trivet.errors import InvalidConfigError
from trivet.families.config import PretrainedConfig, config_with
from trivet.families.text.bert import BertConfig
from trivet.families.text.llama import LlamaConfig
from trivet.testing.configs import tiny_config

NEW = {"rope_parameters": {"rope_type": "default", "rope_theta": 77.0}}
OLD = {"rope_theta": 77.0, "rope_scaling": {"type": "linear", "factor": 3.0}}
YARN = {"rope_type": "yarn", "factor": 4.0}


def read(folder: Path, fields: dict[str, Any], model_type: str = "llama", **overrides: Any) -> Any:
    (folder / "config.json").write_text(json.dumps({"model_type": model_type, **fields}))
    config = AutoConfig.from_pretrained(folder, **overrides)
    assert config_with(type(config), {"model_type": model_type, **fields}, overrides) == (config, {})
    return config


@pytest.mark.parametrize(
    ("fields", "overrides", "theta", "scaling"),
    [
        (NEW, {"rope_theta": 5.0}, 5.0, None),
        (NEW, {"rope_scaling": YARN}, 77.0, YARN),
        (NEW, {"rope_parameters": {**YARN, "rope_theta": 6.0}}, 6.0, YARN),
        (NEW, {"rope_scaling": None, "rope_theta": 4.0}, 4.0, None),
        (OLD, {"rope_theta": 5.0}, 5.0, OLD["rope_scaling"]),
        (OLD, {"rope_scaling": None}, 77.0, None),
        (OLD, {"rope_parameters": {"rope_type": "default", "rope_theta": 6.0}}, 6.0, None),
        (OLD, {"rope_parameters": YARN}, 77.0, YARN),
        ({"rope_scaling": {**YARN, "rope_theta": 55.0}}, {}, 55.0, YARN),
        ({"rope_scaling": {**YARN, "rope_theta": 55.0}, "rope_theta": 77.0}, {}, 55.0, YARN),
        ({"rope_scaling": {**YARN, "rope_theta": 55.0}}, {"rope_theta": 5.0}, 5.0, YARN),
        ({**NEW, "rope_theta": 9.0}, {}, 77.0, None),
        ({**NEW, "rope_theta": 9.0}, {"rope_scaling": YARN}, 77.0, YARN),
        ({}, {"rope_theta": 5.0, "rope_parameters": {"rope_theta": 5.0}}, 5.0, None),
    ],
)
def test_either_spelling_of_rope_wins_over_either_spelling_of_the_file(
    fields: dict[str, Any], overrides: dict[str, Any], theta: float, scaling: Any, tmp_path: Path
) -> None:
    config = read(tmp_path, fields, **overrides)
    assert (config.rope_theta, config.rope_scaling) == (theta, scaling)
    assert LlamaConfig.from_dict(config.to_diff_dict()) == config


def test_refuses_keywords_that_contradict_each_other() -> None:
    with pytest.raises(InvalidConfigError, match=r"keywords say rope_theta twice: 5, and 6 in rope_parameters"):
        LlamaConfig.from_dict({}, rope_theta=5, rope_parameters={"rope_theta": 6})
    with pytest.raises(InvalidConfigError, match="num_labels is 3, but id2label names 1: give one of them"):
        BertConfig.from_dict({}, num_labels=3, id2label={0: "a"})


@pytest.mark.parametrize("parameters", [{"full_attention": {}, "sliding_attention": None}, {"sliding_attention": 3}])
def test_refuses_layer_types_without_parameters(parameters: dict[str, Any]) -> None:
    with pytest.raises(InvalidConfigError, match="rope_parameters of 'sliding_attention' must be an object, not"):
        LlamaConfig.from_dict({"rope_parameters": parameters})
    with pytest.raises(InvalidConfigError, match="rope_parameters must be an object or null, not 3"):
        LlamaConfig(rope_parameters=3)


@pytest.mark.parametrize("name", ["dtype", "torch_dtype"])
@pytest.mark.parametrize("stated", ["dtype", "torch_dtype"])
def test_either_name_of_the_dtype_wins_over_either_name_in_the_file(name: str, stated: str, tmp_path: Path) -> None:
    assert read(tmp_path, {stated: "float32"}, **{name: "float16"}).torch_dtype == "float16"
    assert read(tmp_path, {stated: "float32"}).torch_dtype == "float32"


@pytest.mark.parametrize(
    ("model_type", "overrides", "field", "value"),
    [
        ("t5", {"feed_forward_proj": "gated-gelu"}, "dense_act_fn", "gelu_new"),
        ("t5", {"feed_forward_proj": "gated-gelu"}, "is_gated_act", True),
        ("mistral", {"hidden_size": 64, "num_attention_heads": 8, "head_dim": None}, "head_dim", 8),
        ("qwen3", {"num_hidden_layers": 1}, "layer_windows", (None,)),
        ("gpt2", {"hidden_size": 32}, "n_embd", 32),
        ("bart", {"num_hidden_layers": 3}, "encoder_layers", 3),
        ("bert", {"num_labels": 7}, "num_labels", 7),
        ("bert", {"id2label": {0: "a"}}, "label2id", {"a": 0}),
    ],
)
def test_what_a_file_derived_from_other_fields_does_not_keep_a_keyword_from_its_effect(
    model_type: str, overrides: dict[str, Any], field: str, value: Any, tmp_path: Path
) -> None:
    fields = tiny_config(model_type).to_diff_dict()
    assert getattr(read(tmp_path, fields, model_type, **overrides), field) == value


def test_size_of_heads_that_a_file_derived_follows_the_keywords(tmp_path: Path) -> None:
    fields = LlamaConfig(hidden_size=64, num_attention_heads=4).to_diff_dict()
    assert fields["head_dim"] == 16
    assert read(tmp_path, fields, hidden_size=32).head_dim == 8
    assert read(tmp_path, {**fields, "head_dim": 24}, hidden_size=32).head_dim == 24


def test_layer_types_that_a_file_derived_follow_the_keywords(tmp_path: Path) -> None:
    fields = {"num_hidden_layers": 3, "layer_types": ["full_attention"] * 3, "sliding_window": 7}
    config = read(tmp_path, fields, "qwen2", use_sliding_window=True, max_window_layers=2)
    assert config.layer_windows == (None, None, 7)
    own = {**fields, "layer_types": ["full_attention", "sliding_attention", "full_attention"]}
    assert read(tmp_path, own, "qwen2", use_sliding_window=True).layer_windows == (None, 7, None)


def test_labels_that_are_named_win_over_a_number_beside_them(caplog: pytest.LogCaptureFixture) -> None:
    config = BertConfig.from_dict({"num_labels": 50, "id2label": {"0": "a", "1": "b"}})
    assert config.id2label == {0: "a", 1: "b"}
    assert "num_labels=50 of the config is ignored: its id2label names 2 labels" in caplog.text


def test_family_is_told_by_the_folders_name_where_nothing_else_does(tmp_path: Path) -> None:
    for name, model_type in (("my-xlm-roberta-x", "xlm-roberta"), ("BERT_base", "bert"), ("gpt2", "gpt2")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "config.json").write_text("{}")
        assert AutoConfig.from_pretrained(folder).model_type == model_type
        assert AutoConfig.from_pretrained(folder / "config.json").model_type == model_type
    (tmp_path / "bert_parent").mkdir()
    (tmp_path / "bert_parent" / "other").mkdir()
    (tmp_path / "bert_parent" / "other" / "config.json").write_text("{}")
    with pytest.raises(InvalidConfigError, match="has no 'model_type', and no known class"):
        AutoConfig.from_pretrained(tmp_path / "bert_parent" / "other")


def test_model_type_that_is_no_name_is_refused(tmp_path: Path) -> None:
    for value in ([], {}, 3, ["bert"]):
        (tmp_path / "config.json").write_text(json.dumps({"model_type": value}))
        with pytest.raises(InvalidConfigError):
            AutoConfig.from_pretrained(tmp_path)


def test_keywords_that_are_no_fields_are_handed_back_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    config, unused = AutoConfig.from_pretrained(tmp_path, hidden_size=24, foo=1, return_unused_kwargs=True)
    assert (config.hidden_size, unused, config.name_or_path) == (24, {"foo": 1}, str(tmp_path))


def test_tuples_are_returned_where_the_config_is_for_pytorchs_tracer() -> None:
    assert PretrainedConfig(torchscript=True).use_return_dict is False
    assert PretrainedConfig().use_return_dict is True
