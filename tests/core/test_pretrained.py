"""What the backends' `from_pretrained` and `save_pretrained` share: opening, configs, skeletons, saving."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_bert
from catalogs import BERT, skeleton
from checkpoints import read_folder, values
from stub_backend import StubBackend, StubModel

from golden_data import Case
from trivet.checkpoint.weights import WeightsChoice
from trivet.errors import DialectMismatchError, InvalidConfigError, SourceNotFoundError
from trivet.families.config import PretrainedConfig
from trivet.families.text.bert import BertConfig
from trivet.layout import DIALECTS, Kind, ParamSpec
from trivet.operations.convert import convert
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.planning.skeleton import skeleton_for
from trivet.sources.options import SourceOptions
from trivet.transfer.options import LoadOptions, load_options, refuse_unknown
from trivet.transfer.pretrained import fill, open_pretrained, save_pretrained


def opened(source: Path, **keywords: Any) -> tuple[Checkpoint, BertConfig, dict[str, Any]]:
    """What `from_pretrained` opens of a source, by its keywords."""
    names = ("framework", "claims")
    fields = {name: keywords.pop(name) for name in names if name in keywords}
    framework = fields.pop("framework", None)
    options, rest = load_options(keywords, framework=framework)
    return open_pretrained(BertConfig, source, replace(options, **fields), keywords=rest)


def test_keywords_that_are_config_fields_win_over_the_file(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path, num_labels=3, custom_field=1)
    overrides = {"hidden_act": "relu", "num_labels": 5, "custom_field": 2, "device": "cpu", "output_attentions": True}
    checkpoint, config, rest = opened(tmp_path, **overrides)
    assert checkpoint.head == "BertModel"
    assert (config.hidden_act, config.num_labels, config.custom_field) == ("relu", 5, 2)
    assert config.output_attentions
    assert rest == {"device": "cpu"}
    assert overrides["hidden_act"] == "relu"  # the caller's own is left alone


def test_config_object_is_used_as_it_is(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    given = tiny_bert.config(hidden_act="relu")
    _, config, rest = open_pretrained(BertConfig, tmp_path, config=given, keywords={"hidden_act": "silu"})
    assert config is given
    assert rest == {"hidden_act": "silu"}


def test_config_can_come_from_another_place(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "model")
    (tmp_path / "model" / "config.json").unlink()
    path = tiny_bert.write_config(tmp_path / "elsewhere", hidden_act="relu")
    assert open_pretrained(BertConfig, tmp_path / "model", config=path)[1].hidden_act == "relu"
    with pytest.raises(SourceNotFoundError, match="so the model type is unknown"):
        open_pretrained(BertConfig, tmp_path / "model")


def test_refuses_checkpoint_of_another_family(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path, model_type="gpt2")
    with pytest.raises(InvalidConfigError) as caught:
        open_pretrained(BertConfig, tmp_path)
    assert str(caught.value) == f"{tmp_path / 'config.json'}: model_type is 'gpt2', but this class is for 'bert'"


@pytest.mark.parametrize("name", ["load_in_8bit", "load_in_4bit", "quantization_config"])
def test_what_is_not_done_may_be_named_to_say_no(tmp_path: Path, name: str) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    for no in (False, None):
        assert opened(tmp_path, **{name: no})[2] == {}
    with pytest.raises(TypeError, match=f"{name} requests .* which is not supported: leave it out"):
        opened(tmp_path, **{name: {"bits": 4}})


def test_quantized_weights_are_refused_rather_than_taken_for_plain_ones(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path, quantization_config={"quant_method": "fp8"})
    with pytest.raises(InvalidConfigError, match=r"config\.json: the weights are quantized"):
        opened(tmp_path, quantization_config=None)
    with pytest.raises(InvalidConfigError, match="the weights are quantized"):
        open_pretrained(BertConfig, tmp_path, config=BertConfig.from_pretrained(tmp_path))


def test_refuses_config_that_the_models_cannot_honour(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    with pytest.raises(InvalidConfigError, match="position_embedding_type='rotary' is not implemented"):
        opened(tmp_path, position_embedding_type="rotary")
    assert open_pretrained(BertConfig, tmp_path)[2] == {}


def test_refuses_false_claims(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    with pytest.raises(DialectMismatchError, match="holds torch weights, but from_flax=True was given"):
        opened(tmp_path, claims=("flax",))
    assert opened(tmp_path, claims=("torch",))


@pytest.mark.parametrize(
    ("claim", "framework", "taken"),
    [
        (None, "flax", "model.safetensors"),
        ("torch", "flax", "model.safetensors"),
        ("tensorflow", "torch", "tf_model.h5"),
        ("flax", "torch", "flax_model.msgpack"),
    ],
)
def test_a_claim_chooses_among_the_weights_of_several_frameworks(
    claim: str | None, framework: str, taken: str, tmp_path: Path
) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path / "all")
    for dialect, container in (("tensorflow", "h5"), ("flax", "msgpack")):
        (file,) = convert(folder, tmp_path / dialect, to=dialect, container=container).files
        shutil.copy(tmp_path / dialect / file, folder)
    checkpoint, _, _ = opened(folder, framework=framework, claims=() if claim is None else (claim,))
    assert [path.name for path in checkpoint.opened] == [taken]
    assert checkpoint.dialect.name == (claim or "torch")


def test_a_claim_passes_over_safetensors_of_another_framework(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    folder = tmp_path / "both"
    convert(tmp_path, folder, to="tensorflow")
    convert(tmp_path, tmp_path / "flax", to="flax", container="msgpack")
    shutil.copy(tmp_path / "flax/flax_model.msgpack", folder)
    checkpoint, _, _ = opened(folder, claims=("flax",))
    assert [path.name for path in checkpoint.opened] == ["flax_model.msgpack"]


@pytest.mark.parametrize("bare", [True, False])
def test_base_models_names_are_qualified(bare: bool) -> None:
    """A backend reads `pooler.dense.weight` off its base model; elsewhere the parameter has the family's prefix."""
    prefix = "" if bare else "bert."
    params = {
        "pooler.dense.weight": ParamSpec(f"{prefix}pooler.dense.weight", (8, 8), Kind.LINEAR),
        "tied": ParamSpec(f"{prefix}tied", (8, 8), tied=f"{prefix}pooler.dense.weight"),
    }
    made = skeleton_for("torch", params, config=tiny_bert.config(), class_name="BertModel", is_base=True)
    first, second = (target.param for target in made.targets)
    assert (first.name, second.name, second.tied) == (
        "bert.pooler.dense.weight",
        "bert.tied",
        "bert.pooler.dense.weight",
    )
    assert made.is_base


def test_family_knows_kinds_and_blocks_better_than_the_layers() -> None:
    name = "bert.encoder.layer.1.output.dense.weight"
    made = skeleton_for("torch", {name: ParamSpec(name, (8, 12))}, config=tiny_bert.config())
    assert (made.targets[0].param.kind, made.targets[0].param.block) == (Kind.LINEAR, "bert.encoder.layer.1")
    changed = skeleton_for("torch", {name: ParamSpec(name, (9, 12))}, config=tiny_bert.config())
    assert changed.targets[0].param == ParamSpec(name, (9, 12))


def test_core_is_what_every_head_has() -> None:
    made = skeleton_for("torch", {}, config=tiny_bert.config())
    assert tiny_bert.WORDS in made.core
    assert not any("pooler" in name or "position_ids" in name or not name.startswith("bert.") for name in made.core)
    assert set(made.known) == set(BERT.universe(tiny_bert.config()))


@pytest.mark.parametrize("config", [None, PretrainedConfig(), PretrainedConfig(model_type="perceptron")])
def test_module_without_a_family_follows_the_general_rules(config: PretrainedConfig | None) -> None:
    params = {"layer_._0/w": ParamSpec("layer.0.w", (2,))}
    made = skeleton_for("tf", params, config=config, base_prefix="mine")
    assert (made.dialect.name, made.naming.base_prefix, made.known, made.core) == (
        "tensorflow",
        "mine",
        {},
        frozenset(),
    )
    assert made.targets[0].name == "layer_._0/w"


def live_model(head: str, dialect: str, folder: Path) -> tuple[StubModel, StubBackend]:
    config = BertConfig.from_pretrained(folder)
    made = skeleton(head, dialect, **{key: value for key, value in config.to_dict().items() if key != "label2id"})
    params = {target.name: target.param for target in made.targets}
    model = StubModel(params, dialect=dialect, config=config, class_name=head, is_base=head == "BertModel")
    backend = StubBackend(dialect)
    fill(model, backend.skeleton(model), open_checkpoint(folder), backend, LoadOptions(strict=True))
    return model, backend


@pytest.mark.parametrize("written", DIALECTS)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("head", ["BertModel", "BertForPreTraining", "BertForSequenceClassification"])
def test_load_and_save_give_the_golden_bytes_in_every_dialect(
    head: str, dialect: str, written: str, tmp_path: Path
) -> None:
    model, backend = live_model(head, dialect, Case(head).checkpoint("torch"))
    files = save_pretrained(model, model.config, tmp_path, backend, dialect=written)
    assert files == [tmp_path / "model.safetensors"]
    assert values(read_folder(tmp_path)) == values(read_folder(Case(head).checkpoint(written)))


def test_saved_config_names_class_and_dtype_and_the_models_own_is_left_alone(tmp_path: Path) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path / "model", custom_field=7)
    model, backend = live_model("BertModel", "torch", folder)
    model.tensors = {name: array.astype(np.float16) for name, array in model.tensors.items()}
    before = model.config.to_dict()
    save_pretrained(model, model.config, tmp_path / "saved", backend, extra_files={"note.txt": b"hello"})
    written = json.loads((tmp_path / "saved" / "config.json").read_text())
    assert (written["architectures"], written["torch_dtype"]) == (["StubModel"], "float16")
    assert (written["custom_field"], written["model_type"], written["hidden_size"]) == (7, "bert", 8)
    assert model.config.to_dict() == before
    assert (tmp_path / "saved" / "note.txt").read_text() == "hello"


def test_save_replaces_shards_of_the_save_before(tmp_path: Path) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path / "model")
    model, backend = live_model("BertModel", "torch", folder)
    sharded = save_pretrained(model, model.config, tmp_path / "saved", backend, max_shard_size=1000)
    assert len(sharded) > 3
    save_pretrained(model, model.config, tmp_path / "saved", backend)
    assert {file.name for file in (tmp_path / "saved").iterdir()} == {"config.json", "model.safetensors"}


class Modelled:
    """A model class as `refuse_unknown` sees it."""

    config_class = BertConfig

    def __init__(self, config: BertConfig, pooling: str = "mean") -> None:
        """Keeps nothing."""

    @classmethod
    def from_pretrained(cls, source: str, *, dtype: str | None = None, **kwargs: Any) -> None:
        """Loads nothing."""


def test_an_unknown_keyword_is_refused_with_the_one_that_is_meant() -> None:
    refuse_unknown(Modelled, {"pooling": "max"})
    expected = "from_pretrained: 'dtpye' is neither a field of BertConfig nor an argument of Modelled"
    with pytest.raises(TypeError, match=f"{expected}.*'dtype'"):
        refuse_unknown(Modelled, {"dtpye": "float16"})


def test_arguments_that_a_constructor_hands_on_are_those_of_the_next() -> None:
    class Open(Modelled):
        def __init__(self, config: BertConfig, **kwargs: Any) -> None:
            super().__init__(config, **kwargs)

    refuse_unknown(Open, {"anything": 1})  # what another author's class does with it is not known
    Open.__module__ = "trivet_own"
    refuse_unknown(Open, {"pooling": "max"})
    with pytest.raises(TypeError, match="'dtpye' is neither"):
        refuse_unknown(Open, {"dtpye": "float16"})


def test_the_options_of_a_load_are_one_value_that_is_made_once() -> None:
    keywords = {"revision": "v1", "hidden_act": "relu", "trust_remote_code": True, "code_revision": "x"}
    options, rest = load_options(
        keywords, framework="flax", variant="fp16", from_tf=True, subfolder="inner", strict=True
    )
    assert rest == {"hidden_act": "relu"}
    assert options == LoadOptions(
        source=SourceOptions(revision="v1"),
        subfolder="inner",
        weights=WeightsChoice(variant="fp16", framework="flax"),
        claims=("tensorflow",),
        strict=True,
        trust_remote_code=True,
    )
