"""Configs that nothing good comes from: refused in core, with the field's name, before a framework is asked."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from trivet import AutoConfig, GenerationConfig
from trivet.errors import InvalidConfigError, TrivetError
from trivet.families.config import PretrainedConfig
from trivet.families.family import MOST_PARAMETERS
from trivet.families.registry import architecture, architecture_points
from trivet.families.text.albert import AlbertConfig
from trivet.families.text.bert import BertConfig
from trivet.families.text.llama import LlamaConfig
from trivet.families.text.t5 import T5Config
from trivet.families.vocabulary import padding_row
from trivet.testing.configs import tiny_config
from trivet.testing.hostile_configs import fields_of, hostile_fields

FAMILIES = sorted(architecture_points())

# Own fields without a requirement: what checks them instead, or why nothing needs to.
FREE = {
    "layer_types": "validate compares it with the number of layers",
    "no_rope_layers": "validate compares it with the number of layers",
    "position_embedding_type": "require_only",
    "pretraining_tp": "nothing reads it",
    "decoder": "a config of its own",
    "encoder": "a config of its own",
    "qk_layernorm": "require_only",
    "rope_scaling": "validate_rope",
    "summary_type": "require_only",
}


@pytest.mark.parametrize("model_type", FAMILIES)
def test_hostile_fields_are_refused_or_harmless(model_type: str) -> None:
    chance = random.Random(model_type)
    outcomes = set()
    for _ in range(60):
        head = chance.choice(architecture(model_type).heads)
        fields = json.loads(json.dumps(hostile_fields(tiny_config(model_type, head), chance)))
        try:
            config = architecture(model_type).config_class.from_dict(fields)
            config.check()
            architecture(model_type).parameters(config, head)
            outcomes.add("built")
        except TrivetError:
            outcomes.add("refused")
    assert outcomes == {"built", "refused"}


@pytest.mark.parametrize("name", ["self", "cls", "kwargs", "fields", "values", "config_dict", "class"])
def test_a_field_may_be_named_as_an_argument_or_a_word_of_python(name: str, tmp_path: Path) -> None:
    for model_type in ("bert", "t5"):
        fields = json.loads(json.dumps(tiny_config(model_type).to_dict()))
        (tmp_path / "config.json").write_text(json.dumps({**fields, name: 7}))
        config = AutoConfig.from_pretrained(tmp_path, hidden_dropout_prob=0.2)
        assert config.to_dict()[name] == 7
        assert getattr(config, name) == 7
    (tmp_path / "generation_config.json").write_text(json.dumps({name: 7}))
    assert GenerationConfig.from_pretrained(tmp_path).to_dict()[name] == 7


@pytest.mark.parametrize("model_type", FAMILIES)
def test_no_field_of_a_wrong_type_ends_in_a_traceback_from_the_depths(model_type: str) -> None:
    family = architecture(model_type)
    usual = json.loads(json.dumps(tiny_config(model_type, family.heads[-1]).to_dict()))
    others = family.config_class.attribute_map
    refused = set()
    for name in {*fields_of(tiny_config(model_type))}:
        own = others.get(name, name)
        names = {own, *(other for other, meant in others.items() if meant == own)}
        newer = {"rope_parameters"} if "rope_" in name else set()  # takes precedence over the older fields
        rest = {other: value for other, value in usual.items() if other not in names | newer}
        for wrong in ({"a": [None]}, "x"):
            try:
                config = family.config_class.from_dict({**rest, name: wrong})
                config.check()
                family.parameters(config, family.heads[-1])
            except InvalidConfigError as error:
                assert error.field is not None and any(each in str(error) for each in names), (name, wrong)
                refused.add(name)
    assert {*family.config_class.all_requirements()} & {*usual} <= refused


@pytest.mark.parametrize("model_type", FAMILIES)
def test_every_field_of_a_family_has_a_requirement(model_type: str) -> None:
    config_class = architecture(model_type).config_class
    own = set(vars(architecture(model_type).example())) - set(vars(PretrainedConfig()))
    declared = set(config_class.all_requirements())
    assert own - declared <= set(FREE)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (BertConfig(vocab_size=2**40), r"vocab_size must be a positive integer, not 1099511627776: it can be at most"),
        (
            BertConfig(hidden_size=2**20, num_attention_heads=1),
            r"the config describes .* parameters, more than 1\.1e\+12",
        ),
        (BertConfig(num_hidden_layers=10_000), "num_hidden_layers must be an integer from 0 to 512, not 10000"),
        (BertConfig(hidden_act="gelo"), r"hidden_act must be the name of an activation function, not 'gelo' \(did you"),
        (BertConfig(hidden_act=["relu"]), r"hidden_act must be the name of an activation function, not \['relu'\]"),
        (BertConfig(hidden_dropout_prob=1.5), "hidden_dropout_prob must be a number from 0 to 1, not 1.5"),
        (BertConfig(hidden_dropout_prob=float("nan")), "hidden_dropout_prob must be a number from 0 to 1, not nan"),
        (BertConfig(hidden_dropout_prob=True), "hidden_dropout_prob must be a number from 0 to 1, not True"),
        (BertConfig(hidden_size=768.0), r"hidden_size must be a positive integer, not 768\.0"),
        (BertConfig(layer_norm_eps="1e-12"), "layer_norm_eps must be a number of at least 0, not '1e-12'"),
        (BertConfig(initializer_range=float("inf")), "initializer_range must be a number of at least 0, not inf"),
        (BertConfig(tie_word_embeddings="false"), "tie_word_embeddings must be true or false, not 'false'"),
        (BertConfig(problem_type="guess"), "problem_type must be 'regression', .* or null, not 'guess'"),
        (BertConfig(pad_token_id=1.0), "pad_token_id must be a token id or null, not 1.0"),
        (BertConfig(eos_token_id=[1, "2"]), "eos_token_id must be a token id, or a list of them or null"),
        (BertConfig(pruned_heads=3), "pruned_heads must list heads by layer"),
        (BertConfig(hidden_act="x" * 10_000), "^.{0,500}$"),
        (AlbertConfig(num_hidden_groups=512, inner_group_num=512), "num_hidden_groups times inner_group_num is 262144"),
        (LlamaConfig(rms_norm_eps=None), "rms_norm_eps must be a number of at least 0, not None"),
        (LlamaConfig(layer_types=7), "layer_types must name 'sliding_attention' or 'full_attention' for each of 32"),
        (LlamaConfig(layer_types=[["full_attention"]] * 32), "layer_types must name 'sliding_attention'"),
        (LlamaConfig(rope_scaling={"rope_type": ["linear"]}), r"rope type .* is not implemented"),
        (
            LlamaConfig(rope_scaling={"rope_type": "yarn", "factor": 2.0, "beta_fast": "x"}),
            "beta_fast must be a positive",
        ),
        (LlamaConfig(rope_theta=1, rope_scaling={"type": "yarn", "factor": 2.0}), "'yarn' needs a rope_theta above 1"),
        (
            LlamaConfig(head_dim=2, rope_scaling={"type": "dynamic", "factor": 2.0}),
            "needs more than 2 elements of each head",
        ),
        (T5Config(feed_forward_proj=3), "feed_forward_proj must be an activation or gated-<activation>, not 3"),
        (T5Config(tie_encoder_decoder=True), "tie_encoder_decoder=True is not implemented for T5"),
    ],
)
def test_says_which_field_is_wrong_and_what_it_must_be(config: PretrainedConfig, said: str) -> None:
    with pytest.raises(InvalidConfigError, match=said):
        config.check()


def test_what_real_files_have_is_let_pass() -> None:
    for fields in (
        {"pad_token_id": -1},
        {"pad_token_id": 30522},
        {"eos_token_id": [1, 2]},
        {"hidden_dropout_prob": 0, "attention_probs_dropout_prob": 1},
        {"use_cache": None, "output_attentions": 0},
        {"chunk_size_feed_forward": "x", "task_specific_params": 3, "unheard_of": {"a": [1]}},
        {"classifier_dropout": None},
        {"tie_encoder_decoder": True},  # of no consequence to an encoder
    ):
        BertConfig(**fields).check()


def test_padding_that_the_vocabulary_does_not_have_has_no_row() -> None:
    rows = [padding_row(BertConfig(vocab_size=10, pad_token_id=pad)) for pad in (None, -1, 0, 9, 10)]
    assert rows == [None, None, 0, 9, None]


def test_heads_with_an_output_for_each_label_need_labels() -> None:
    classes = {name: type(name, (), {}) for name in ("TFBertForTokenClassification", "BertModel", "BertForMaskedLM")}
    config = BertConfig(num_labels=0)
    for name in ("BertModel", "BertForMaskedLM"):
        config.check(classes[name])
    own = type("OwnModel", (classes["TFBertForTokenClassification"],), {})
    with pytest.raises(InvalidConfigError, match="num_labels is 0, but TFBertForTokenClassification has an output"):
        config.check(own)
    BertConfig(num_labels=1).check(own)


def test_largest_published_models_are_small_enough() -> None:
    config = LlamaConfig(
        vocab_size=128256,
        hidden_size=16384,
        intermediate_size=53248,
        num_hidden_layers=126,
        num_attention_heads=128,
        num_key_value_heads=8,
    )
    config.check()
    total = sum(param.size for param in architecture("llama").parameters(config, "LlamaForCausalLM"))
    assert total < MOST_PARAMETERS / 2


class OwnConfig(PretrainedConfig):
    """A user's own, whose fields are nobody else's business."""

    def __init__(self, **kwargs: Any) -> None:
        self.hidden_act, self.vocab_size, self.requirements_file = object, "many", None
        super().__init__(**kwargs)


def test_configs_of_ones_own_are_free() -> None:
    OwnConfig(anything=[object]).check()
    with pytest.raises(InvalidConfigError, match="output_attentions must be true or false, not 'x'"):
        OwnConfig(output_attentions="x").check()
