"""Every container through the same doors: which is taken, converted to each other, beside each other in one folder."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest
import tiny_bert

import trivet
from golden_data import Case, heads
from trivet.checkpoint.weights import WeightsChoice, find_weights
from trivet.errors import ConversionError
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint

FILES = ("pt/model.safetensors", "pt/pytorch_model.bin", "tf/model.safetensors", "tf/tf_model.h5")
FILES += ("flax/model.safetensors", "flax/flax_model.msgpack")
TARGETS = (("torch", "safetensors"), ("tensorflow", "safetensors"), ("flax", "safetensors"))
TARGETS += (("tensorflow", "h5"), ("flax", "msgpack"))
NAMES = {"safetensors": "model.safetensors", "h5": "tf_model.h5", "msgpack": "flax_model.msgpack"}
OWN = {"torch": "pt/model.safetensors", "tensorflow": "tf/model.safetensors", "flax": "flax/model.safetensors"}


def stored(path: Path) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    catalog, storage = open_checkpoint(path).catalog, Storage()
    return {name: (spec.dtype.name, spec.shape, storage.raw(spec).tobytes()) for name, spec in catalog.items()}


@pytest.mark.parametrize("head", heads())
@pytest.mark.parametrize("file", FILES)
def test_every_container_holds_the_same_weights(head: str, file: str) -> None:
    folder = Case(head).folder
    assert trivet.diff(folder / FILES[0], folder / file).is_identical


@pytest.mark.parametrize("head", ["BertModel", "BertForPreTraining"])
@pytest.mark.parametrize(("file", "target"), list(product(FILES, TARGETS)))
@pytest.mark.parametrize("shard", ["5GB", "9KB"])
def test_every_pair_is_exact(head: str, file: str, target: tuple[str, str], shard: str, tmp_path: Path) -> None:
    folder, (dialect, container) = Case(head).folder, target
    report = trivet.convert(folder / file, tmp_path, to=dialect, container=container, max_shard_size=shard)
    assert find_weights(tmp_path).path.name == NAMES[container] + (".index.json" if shard == "9KB" else "")
    assert len(report.files) == 1 or shard == "9KB"
    actual, expected = stored(tmp_path), stored(folder / OWN[dialect])
    assert {name.removesuffix(":0") for name in actual} == {name.removesuffix(":0") for name in expected} | {
        name for name in report.dropped if file.startswith("pt") and dialect == "torch"
    } | ({"cls.predictions.decoder.weight", "cls.predictions.decoder.bias"} & set(actual))
    assert all(actual[name] == value for name, value in expected.items())


def test_one_folder_can_hold_every_container(tmp_path: Path) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path, "BertModel")
    for dialect, container in (("tensorflow", "h5"), ("flax", "msgpack")):
        trivet.convert(folder, folder, to=dialect, container=container)
    assert {path.name for path in folder.iterdir()} == {*NAMES.values(), "config.json"}
    assert set(find_weights(folder).ignored) == {"flax_model.msgpack", "tf_model.h5"}
    assert find_weights(folder).path.name == "model.safetensors"
    for container, name in NAMES.items():
        assert find_weights(folder, WeightsChoice(prefer=container)).path.name == name
    assert (
        find_weights(folder, WeightsChoice(use_safetensors=False, framework="flax")).path.name == "flax_model.msgpack"
    )
    assert find_weights(folder, WeightsChoice(use_safetensors=False, framework="tensorflow")).path.name == "tf_model.h5"


def test_older_weights_that_would_be_read_instead_do_not_stay(tmp_path: Path) -> None:
    old = tiny_bert.write_checkpoint(tmp_path / "old", "BertModel")
    new = tiny_bert.write_checkpoint(tmp_path / "new", "BertModel", tiny_bert.weights("BertModel", seed=1))
    trivet.convert(new, old, to="flax", container="msgpack", overwrite=True)
    assert trivet.diff(new, old).is_identical


@pytest.mark.parametrize("variant_name", ["model.fp16.safetensors", "pytorch_model.fp16.bin", "tf_model.fp16.h5"])
def test_variants_are_found_in_every_container(variant_name: str, tmp_path: Path) -> None:
    files = {"model.fp16.safetensors": "pt/model.safetensors", "pytorch_model.fp16.bin": "pt/pytorch_model.bin"}
    source = Case("BertModel").folder / files.get(variant_name, "tf/tf_model.h5")
    shutil.copy(source, tmp_path / variant_name)
    assert find_weights(tmp_path, WeightsChoice(variant="fp16")).path.name == variant_name
    assert open_checkpoint(tmp_path, variant="fp16").catalog


def test_index_of_a_variant_is_found_under_both_spellings(tmp_path: Path) -> None:
    trivet.convert(Case("BertModel").checkpoint("torch"), tmp_path, to="torch", max_shard_size="9KB")
    index = tmp_path / "model.safetensors.index.json"
    for name in ("model.fp16.safetensors.index.json", "model.safetensors.index.fp16.json"):
        index.rename(tmp_path / name)
        index = tmp_path / name
        assert find_weights(tmp_path, WeightsChoice(variant="fp16")).path == index


@pytest.mark.parametrize(("container", "dialect"), [("h5", "torch"), ("h5", "flax"), ("msgpack", "tensorflow")])
def test_refuses_a_dialect_that_a_container_does_not_hold(container: str, dialect: str, tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "from", "BertModel")
    with pytest.raises(ConversionError, match=f"{container} files hold"):
        trivet.convert(source, tmp_path / "to", to=dialect, container=container)
    assert not (tmp_path / "to").exists()


def test_refuses_to_write_bin_files_without_pytorch(tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "from", "BertModel")
    with pytest.raises(ConversionError, match="torch files can be read, but not written without a framework"):
        trivet.convert(source, tmp_path / "to", to="torch", container="torch")


@pytest.mark.parametrize(("container", "dialect"), [("h5", "tensorflow"), ("msgpack", "flax")])
def test_shard_indices_of_the_reference_library_are_read(container: str, dialect: str) -> None:
    """It spells names in the index as it does nowhere else: with the model's own name, or with slashes."""
    shards = Path(__file__).parents[1] / "golden" / "data" / "formats" / container / "shards"
    checkpoint = open_checkpoint(shards)
    assert len(checkpoint.index.files) > 1
    assert checkpoint.dialect.name == dialect
    assert trivet.verify(shards).is_sound
