"""PretrainedConfig: fields known and unknown, other names of fields, labels, and what is written back."""

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
import tiny_bert
from hypothesis import given
from hypothesis import strategies as st

from trivet.dtypes import DType
from trivet.errors import InvalidConfigError, UnknownDTypeError
from trivet.families.config import PretrainedConfig
from trivet.families.text.bert import BertConfig


class RenamedConfig(PretrainedConfig):
    """GPT-2 spells its sizes its own way; both spellings are one field."""

    model_type: ClassVar[str] = "renamed"
    attribute_map: ClassVar[Mapping[str, str]] = {"n_embd": "hidden_size", "n_layer": "num_hidden_layers"}

    def __init__(self, hidden_size: int = 8, num_hidden_layers: int = 2, **kwargs: Any) -> None:
        self.hidden_size, self.num_hidden_layers = hidden_size, num_hidden_layers
        super().__init__(**kwargs)


plain = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5)
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner))
names = st.from_regex(r"[a-z][a-z0-9 .-]{0,8}", fullmatch=True).filter(
    lambda name: not hasattr(BertConfig, name) and name not in vars(BertConfig()) and name not in ("self", "dtype")
)


@given(fields=st.dictionaries(names, values, max_size=4))
def test_fields_that_nobody_knows_are_kept_and_written_back(fields: dict[str, Any]) -> None:
    config = BertConfig.from_dict({**tiny_bert.CONFIG, **fields})
    written = json.loads(config.to_json_string())
    assert {name: written[name] for name in fields} == fields
    assert BertConfig.from_dict(written) == config
    assert all(getattr(config, name) == value for name, value in fields.items())


def test_input_is_copied_on_the_way_out_and_not_changed_on_the_way_in() -> None:
    fields = {"custom": [1, 2], **tiny_bert.CONFIG}
    before = copy.deepcopy(fields)
    config = BertConfig.from_dict(fields, hidden_size=4, num_labels=7)
    config.to_dict()["custom"].append(3)
    assert config.custom == [1, 2]
    assert fields == before


def test_all_fields_of_the_class_are_written_and_common_ones_where_they_differ() -> None:
    written = tiny_bert.config(hidden_act="relu").to_diff_dict()
    assert written["hidden_act"] == "relu"
    assert (written["type_vocab_size"], written["layer_norm_eps"]) == (2, 1e-12)
    assert not {"return_dict", "is_decoder", "max_length", "id2label", "torch_dtype"} & set(written)
    everything = json.loads(tiny_bert.config().to_json_string(use_diff=False))
    assert everything["layer_norm_eps"] == 1e-12
    assert list(everything) == sorted(everything)


def test_value_set_to_none_is_written_where_none_is_not_the_default() -> None:
    written = BertConfig(pad_token_id=None).to_diff_dict()
    assert written["pad_token_id"] is None  # the class's default is 0, the common one None


def test_both_names_of_a_field_read_and_write_it() -> None:
    config = RenamedConfig(n_embd=16)
    assert (config.hidden_size, config.n_embd) == (16, 16)
    config.n_layer = 5
    assert config.num_hidden_layers == 5
    assert config.to_diff_dict() == {"model_type": "renamed", "hidden_size": 16, "num_hidden_layers": 5}
    assert RenamedConfig.from_dict({"n_embd": 3, "n_layer": 1}, hidden_size=4).to_dict()["hidden_size"] == 4


def test_fields_are_set_from_text() -> None:
    config = BertConfig()
    config.update_from_string("hidden_size=32, hidden_dropout_prob=0.5,use_cache=false,hidden_act=relu")
    assert (config.hidden_size, config.hidden_dropout_prob, config.use_cache, config.hidden_act) == (
        32,
        0.5,
        False,
        "relu",
    )
    for text in ("hidden_sise=3", "hidden_size=x", "use_cache=maybe", "classifier_dropout=0.1"):
        with pytest.raises(InvalidConfigError):
            config.update_from_string(text)


def test_unknown_field_is_an_attribute_error() -> None:
    config = tiny_bert.config()
    assert not hasattr(config, "n_embd")
    with pytest.raises(AttributeError, match="BertConfig has no field 'nonsense'"):
        config.nonsense  # noqa: B018


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copies_are_equal_and_independent(copied: Any) -> None:
    config = RenamedConfig(id2label={0: "a"}, n_embd=3)
    other = copied(config)
    assert other == config
    other.hidden_size = 9
    assert config.hidden_size == 3
    assert other != config
    assert config != BertConfig()
    assert config != config.to_dict()


def test_is_compared_by_value_and_not_hashed() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(tiny_bert.config())
    shown = repr(tiny_bert.config())
    assert shown.startswith('BertConfig {\n  "attention_probs_dropout_prob": 0.1')
    assert json.loads(shown.removeprefix("BertConfig ")) == tiny_bert.config().to_diff_dict()


@pytest.mark.parametrize(
    ("options", "labels"),
    [
        ({}, {0: "LABEL_0", 1: "LABEL_1"}),
        ({"num_labels": 3}, {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}),
        ({"num_labels": 0}, {}),
        ({"id2label": {"0": "cat", "1": "dog", "2": "cow"}}, {0: "cat", 1: "dog", 2: "cow"}),
        ({"id2label": {0: "cat"}, "num_labels": 1}, {0: "cat"}),
    ],
)
def test_labels_and_their_number_agree(options: dict[str, Any], labels: dict[int, str]) -> None:
    config = BertConfig(**options)
    assert config.id2label == labels
    assert config.num_labels == len(labels)
    assert config.label2id == {label: index for index, label in labels.items()}
    assert BertConfig.from_dict(config.to_dict()).id2label == labels
    assert all(isinstance(key, str) for key in config.to_dict()["id2label"])


def test_setting_the_number_of_labels_makes_new_ones_only_when_it_differs() -> None:
    config = BertConfig(id2label={0: "cat", 1: "dog"})
    config.num_labels = 2
    assert config.id2label == {0: "cat", 1: "dog"}
    config.num_labels = 3
    assert config.id2label == {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}


def test_number_of_labels_as_a_keyword_wins_over_the_files_labels() -> None:
    fields = {**tiny_bert.CONFIG, "id2label": {"0": "cat", "1": "dog"}, "label2id": {"cat": 0, "dog": 1}}
    assert BertConfig.from_dict(fields, num_labels=2).id2label == {0: "cat", 1: "dog"}
    assert BertConfig.from_dict(fields, num_labels=4).label2id["LABEL_3"] == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"num_labels": -1}, "num_labels must be an integer from 0 to 1000000, not -1"),
        ({"num_labels": True}, "num_labels must be an integer from 0 to 1000000, not True"),
        ({"num_labels": 2.0}, "num_labels must be an integer from 0 to 1000000, not 2.0"),
    ],
)
def test_refuses_labels_that_contradict(options: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidConfigError) as caught:
        BertConfig(**options)
    assert (str(caught.value), caught.value.field) == (said, "num_labels")


@pytest.mark.parametrize("name", ["to_dict", "validate", "from_pretrained", "use_return_dict", "__init__", "__slots__"])
def test_refuses_fields_that_would_replace_behaviour(name: str) -> None:
    for make in (lambda: BertConfig(**{name: 1}), lambda: BertConfig().update({name: 1})):
        with pytest.raises(InvalidConfigError) as caught:
            make()
        assert str(caught.value) == f"{name!r} cannot be a field of a BertConfig"
    BertConfig().update({"to_dictionary": 1})


@pytest.mark.parametrize(
    ("name", "value"), [("id2label", None), ("id2label", [1]), ("label2id", None), ("model_type", False)]
)
def test_refuses_to_set_what_no_config_could_be_read_with(name: str, value: object) -> None:
    config = BertConfig()
    with pytest.raises(InvalidConfigError, match=f"^{name} must be"):
        setattr(config, name, value)
    assert config == BertConfig()


def test_labels_that_are_set_are_by_number() -> None:
    config = BertConfig()
    config.id2label = {"0": "no", "1": "yes", "2": "perhaps"}  # type: ignore[dict-item]  # as JSON has it
    assert (config.id2label[2], config.num_labels) == ("perhaps", 3)


@pytest.mark.parametrize(
    ("given_", "stored"),
    [
        ("float16", "float16"),
        ("torch.bfloat16", "bfloat16"),
        (np.float32, "float32"),
        (np.dtype("float64"), "float64"),
        (DType.BF16, "bfloat16"),
        ("auto", "auto"),
        (None, None),
    ],
)
def test_dtype_is_kept_by_name(given_: object, stored: str | None) -> None:
    assert BertConfig(torch_dtype=given_).torch_dtype == stored
    assert BertConfig(dtype=given_).torch_dtype == stored
    json.dumps(BertConfig(torch_dtype=given_).to_dict())


def test_older_name_of_the_dtype_wins() -> None:
    assert BertConfig(torch_dtype="float16", dtype="bfloat16").torch_dtype == "float16"


def test_refuses_unknown_dtype() -> None:
    with pytest.raises(UnknownDTypeError):
        BertConfig(torch_dtype="float33")
    with pytest.raises(InvalidConfigError, match="torch_dtype: unknown dtype 'float33'"):
        BertConfig.from_dict({"torch_dtype": "float33"})


def test_family_without_a_class_keeps_its_name() -> None:
    config = PretrainedConfig.from_dict({"model_type": "perceptron", "width": 3})
    assert config.to_dict()["model_type"] == "perceptron"
    assert PretrainedConfig.from_dict(config.to_dict()) == config
    assert BertConfig.from_dict({"model_type": "perceptron"}).to_dict()["model_type"] == "bert"
    assert PretrainedConfig().to_dict()["model_type"] == ""
    assert "model_type" not in PretrainedConfig().to_diff_dict()


def test_validate_says_nothing_of_a_plain_config() -> None:
    PretrainedConfig().validate()
    PretrainedConfig().validate_sizes()
    assert PretrainedConfig(return_dict=False).use_return_dict is False


def test_requirements_name_the_field(tmp_path: Path) -> None:
    config = PretrainedConfig(width=3, depth=0)
    config.require_positive("width")
    config.require_count("depth", 5)
    with pytest.raises(InvalidConfigError, match="^depth must be a positive integer, not 0$"):
        config.require_positive("width", "depth")
    with pytest.raises(InvalidConfigError, match="^width must be an integer from 0 to 2, not 3$"):
        config.require_count("width", 2)
