"""Opening a checkpoint: which file is meant, what config.json must be, and what is said when something is not there."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from checkpoints import write_index, write_packed, write_sharded

from trivet.checkpoint.weights import find_weights
from trivet.errors import DialectMismatchError, InvalidConfigError, SourceNotFoundError, TrivetError
from trivet.formats.registry import formats
from trivet.planning.opening import open_checkpoint, require_model_type

ONE = {"a": np.ones(2, np.float32)}


def test_opens_folder_file_and_index(tmp_path: Path) -> None:
    single = tiny_bert.write_checkpoint(tmp_path / "single")
    sharded = tiny_bert.write_checkpoint(tmp_path / "sharded", shards=3)
    for source in (single, single / "model.safetensors", str(single)):
        checkpoint = open_checkpoint(source)
        assert (checkpoint.path, checkpoint.folder, checkpoint.index) == (Path(source), single, None)
        assert (checkpoint.head, checkpoint.dialect.name) == ("BertModel", "torch")
    for source in (sharded, sharded / "model.safetensors.index.json"):
        checkpoint = open_checkpoint(source)
        assert checkpoint.index is not None
        assert set(checkpoint.catalog) == set(open_checkpoint(single).catalog)


def test_refuses_folder_without_weights_and_says_what_was_looked_for(tmp_path: Path) -> None:
    tiny_bert.write_config(tmp_path / "model")
    with pytest.raises(SourceNotFoundError) as caught:
        open_checkpoint(tmp_path / "model")
    names = caught.value.looked_for
    assert names[:2] == ("model.safetensors", "model.safetensors.index.json")
    assert set(names) >= {each.weights_name for each in formats()}
    assert str(caught.value) == (
        f"{tmp_path / 'model'}: the folder holds no weights. It holds config.json. Looked for: {', '.join(names)}."
    )
    assert isinstance(caught.value, FileNotFoundError)
    with pytest.raises(SourceNotFoundError) as caught:
        open_checkpoint(tmp_path / "model", variant="fp16")
    spelt = caught.value.looked_for
    indices = ("model.fp16.safetensors.index.json", "model.safetensors.index.fp16.json")
    assert spelt[:3] == ("model.fp16.safetensors", *indices)
    assert "model.fp16.ckpt.index" in spelt
    for name in (*names, *spelt):  # none that no writer would give
        assert re.fullmatch(r"[\w-]+(\.[a-z]\w*)*", name)
        assert ".index.index" not in name
        assert not name.startswith("_METADATA.")


def test_refuses_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError) as caught:
        open_checkpoint(tmp_path / "nothing")
    assert str(caught.value) == f"{tmp_path / 'nothing'}: there is no such file or folder."


def test_refuses_subfolder_that_is_not_there(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "model" / "encoder")
    with pytest.raises(SourceNotFoundError, match=r"decoder: there is no such folder\.$"):
        open_checkpoint(tmp_path / "model", subfolder="decoder")
    assert open_checkpoint(tmp_path / "model", subfolder="encoder").folder == tmp_path / "model" / "encoder"


def test_says_what_may_explain_missing_weights(tmp_path: Path) -> None:
    write_packed(tmp_path / "shards" / "model-00001-of-00002.safetensors", ONE)
    with pytest.raises(SourceNotFoundError, match=r"It has shards \(model-00001-of-00002.safetensors\), but no index"):
        open_checkpoint(tmp_path / "shards")
    write_packed(tmp_path / "variant" / "model.fp16.safetensors", ONE)
    with pytest.raises(SourceNotFoundError, match=r"variants \(model.fp16.safetensors\); say which with variant="):
        open_checkpoint(tmp_path / "variant")
    assert open_checkpoint(tmp_path / "variant", variant="fp16").catalog


@pytest.mark.parametrize("name", ["model.safetensors.index.fp16.json", "model.fp16.safetensors.index.json"])
def test_finds_the_index_of_a_variant_under_both_spellings(name: str, tmp_path: Path) -> None:
    write_packed(tmp_path / "model.fp16-00001-of-00001.safetensors", ONE)
    write_index(tmp_path, {"a": "model.fp16-00001-of-00001.safetensors"}).rename(tmp_path / name)
    assert list(open_checkpoint(tmp_path, variant="fp16").catalog) == ["a"]


def test_plain_weights_are_not_a_variant(tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", ONE)
    with pytest.raises(SourceNotFoundError):
        open_checkpoint(tmp_path, variant="fp16")


def test_single_file_comes_before_an_index_and_the_other_is_named(tmp_path: Path) -> None:
    write_sharded(tmp_path, [ONE])
    write_packed(tmp_path / "model.safetensors", ONE)
    weights = find_weights(tmp_path)
    assert (weights.path.name, weights.ignored) == ("model.safetensors", ("model.safetensors.index.json",))
    assert open_checkpoint(tmp_path).ignored == weights.ignored


def config_refusal(tmp_path: Path, text: str) -> str:
    tiny_bert.write_checkpoint(tmp_path)
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(InvalidConfigError) as caught:
        open_checkpoint(tmp_path)
    assert isinstance(caught.value, ValueError)
    return str(caught.value).replace(str(tmp_path), "")


@pytest.mark.parametrize("text", ["{", "not json", '{"a":' * 100_000])
def test_refuses_config_that_is_not_json(text: str, tmp_path: Path) -> None:
    assert config_refusal(tmp_path, text).startswith("/config.json: is not valid JSON (")


def test_refuses_config_that_is_not_an_object(tmp_path: Path) -> None:
    assert config_refusal(tmp_path, "[1]") == "/config.json: holds a JSON list, not an object"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"num_hidden_layers": "two"}, "num_hidden_layers must be an integer from 0 to 512, not 'two'"),
        ({"num_hidden_layers": 10**12}, "num_hidden_layers must be an integer from 0 to 512, not 1000000000000"),
        ({"hidden_size": None}, "hidden_size must be a positive integer, not None"),
        ({"hidden_size": [8]}, "hidden_size must be a positive integer, not [8]"),
        ({"num_labels": 10**12}, "num_labels must be an integer from 0 to 1000000, not 1000000000000"),
        ({"num_labels": "three"}, "num_labels must be an integer from 0 to 1000000, not 'three'"),
        ({"id2label": ["a"]}, "id2label must be an object of labels by number, not ['a']"),
        ({"id2label": {"x": "a"}}, "id2label must be an object of labels by number, not {'x': 'a'}"),
        ({"to_dict": 3}, "'to_dict' cannot be a field of a BertConfig"),
        ({"use_return_dict": True}, "'use_return_dict' cannot be a field of a BertConfig"),
        ({"__class__": "os.system"}, "'__class__' cannot be a field of a BertConfig"),
        ({"__dict__": {}}, "'__dict__' cannot be a field of a BertConfig"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_refuses_config_whose_fields_are_not_what_they_must_be(
    changes: dict[str, object], message: str, tmp_path: Path
) -> None:
    text = json.dumps({**tiny_bert.CONFIG, **changes})
    assert config_refusal(tmp_path, text) == f"/config.json: {message}"


def test_refuses_config_with_unknown_dtype(tmp_path: Path) -> None:
    text = json.dumps({**tiny_bert.CONFIG, "torch_dtype": "float33"})
    assert config_refusal(tmp_path, text).startswith(
        "/config.json: torch_dtype: unknown dtype 'float33'. Known: BOOL, "
    )


@pytest.mark.parametrize("fields", [{}, {"hidden_size": 3}, {"model_type": None}, {"model_type": ["bert"]}])
def test_opens_without_a_model_type_but_does_not_guess_it(fields: dict[str, object], tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps(fields))
    checkpoint = open_checkpoint(tmp_path)
    assert (checkpoint.architecture, checkpoint.head) == (None, None)
    with pytest.raises(InvalidConfigError) as caught:
        require_model_type(checkpoint)
    assert str(caught.value) == (
        f"{tmp_path / 'config.json'}: has no 'model_type'; add the family's name, such as \"bert\""
    )


def test_opens_without_a_config_but_says_so_when_it_is_needed(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    assert require_model_type(open_checkpoint(tmp_path)) == "bert"
    (tmp_path / "config.json").unlink()
    with pytest.raises(SourceNotFoundError) as caught:
        require_model_type(open_checkpoint(tmp_path))
    assert str(caught.value) == (f"{tmp_path / 'config.json'}: there is no such file, so the model type is unknown.")


def test_opens_families_that_nobody_knows(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path, model_type="perceptron")
    checkpoint = open_checkpoint(tmp_path)
    assert (checkpoint.architecture, require_model_type(checkpoint)) == (None, "perceptron")


@pytest.mark.parametrize(
    ("architectures", "head"),
    [
        (["BertForMaskedLM"], "BertForMaskedLM"),
        (["TFBertForMaskedLM"], "BertForMaskedLM"),
        (["FlaxBertModel", "BertForMaskedLM"], "BertModel"),
        (["SomebodysBert"], None),
        (["MyTFBertModel"], None),
        ([], None),
        ([None], None),
        ([{}], None),
        ("BertModel", None),
        ({"0": "BertModel"}, None),
        (5, None),
        (None, None),
    ],
)
def test_head_is_the_first_class_that_the_family_has(architectures: object, head: str | None, tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path, architectures=architectures, head=None)  # type: ignore[arg-type]
    assert open_checkpoint(tmp_path).head == head


@pytest.mark.parametrize(("claim", "short"), [("tensorflow", "tf"), ("flax", "flax")])
def test_refuses_claims_that_the_file_denies(claim: str, short: str, tmp_path: Path) -> None:
    checkpoint = open_checkpoint(tiny_bert.write_checkpoint(tmp_path))
    checkpoint.require_dialect(["torch"])
    with pytest.raises(DialectMismatchError) as caught:
        checkpoint.require_dialect([claim])
    assert isinstance(caught.value, TrivetError)
    assert str(caught.value) == (
        f"{tmp_path}: holds torch weights, but from_{short}=True was given. Leave the argument out: the dialect is "
        "recognised from the file."
    )
