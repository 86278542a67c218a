"""Containers in Flax models: msgpack written and read, and every other one read."""

from __future__ import annotations

import shutil
from pathlib import Path

import flax.serialization
import numpy as np
import pytest
import tiny_bert
import torch_files
from flax.traverse_util import flatten_dict

import trivet
from golden_data import Case, heads
from trivet.errors import ConversionError, CorruptFileError, UnsupportedFileError
from trivet.planning.opening import open_checkpoint
from trivet.testing import tiny_config
from trivet.testing.backend_contract import stored


def leaves(params) -> dict[str, np.ndarray]:
    return {name: np.asarray(value) for name, value in flatten_dict(params, sep=".").items()}


def test_flax_restores_what_we_write(tmp_path: Path) -> None:
    model = trivet.FlaxBertForPreTraining(tiny_config("bert"))
    (path,) = model.save_pretrained(tmp_path, safe_serialization=False)
    assert path.name == "flax_model.msgpack"
    restored, expected = leaves(flax.serialization.msgpack_restore(path.read_bytes())), leaves(model.params)
    assert restored.keys() == expected.keys()
    assert all(np.array_equal(restored[name], expected[name]) for name in expected)


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_comes_back_the_same_to_the_byte_sharded_too(tmp_path: Path, dtype: str) -> None:
    trivet.FlaxBertModel(tiny_config("bert")).save_pretrained(tmp_path / "full")
    model = trivet.FlaxBertModel.from_pretrained(tmp_path / "full", param_dtype=dtype)
    model.save_pretrained(tmp_path / "safe")
    model.save_pretrained(tmp_path / "msgpack", safe_serialization=False, max_shard_size=4096)
    assert (tmp_path / "msgpack" / "flax_model.msgpack.index.json").is_file()
    trivet.FlaxBertModel.from_pretrained(tmp_path / "msgpack", dtype="auto").save_pretrained(tmp_path / "again")
    assert stored(tmp_path / "again") == stored(tmp_path / "safe")


@pytest.mark.parametrize("head", heads())
@pytest.mark.parametrize("file", ["pt/pytorch_model.bin", "tf/tf_model.h5", "flax/flax_model.msgpack"])
def test_every_container_holds_the_same_model(head: str, file: str) -> None:
    case, model_class = Case(head), getattr(trivet, f"Flax{head}")
    expected = leaves(model_class.from_pretrained(case.checkpoint("flax")).params)
    found = leaves(model_class.from_pretrained(case.folder / file).params)
    assert found.keys() == expected.keys()
    assert all(np.array_equal(found[name], expected[name]) for name in expected)


def test_msgpack_files_hold_the_flax_dialect_only(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="msgpack files hold flax weights, not torch ones"):
        trivet.FlaxBertModel(tiny_config("bert")).save_pretrained(tmp_path, safe_serialization=False, dialect="torch")


def test_own_container_comes_before_the_others_when_there_are_no_safetensors(tmp_path: Path) -> None:
    for name in ("pt/pytorch_model.bin", "tf/tf_model.h5", "flax/flax_model.msgpack", "pt/config.json"):
        (tmp_path / Path(name).name).write_bytes((Case("BertModel").folder / name).read_bytes())
    _, report = trivet.FlaxBertModel.from_pretrained(tmp_path, output_loading_info=True)
    assert (report.dialect, set(report.ignored)) == ("flax", {"pytorch_model.bin", "tf_model.h5"})
    _, report = trivet.FlaxBertModel.from_pretrained(tmp_path, prefer="tensorflow", output_loading_info=True)
    assert report.dialect == "tensorflow"


def test_what_was_saved_last_is_loaded_whatever_lay_there(tmp_path: Path) -> None:
    old, new = (trivet.FlaxBertModel(tiny_config("bert"), seed=seed) for seed in (1, 2))
    old.save_pretrained(tmp_path)
    trivet.convert(tmp_path, tmp_path, to="tensorflow", container="h5")
    new.save_pretrained(tmp_path, safe_serialization=False, keep_others=True)
    assert {"model.safetensors", "tf_model.h5", "flax_model.msgpack"} <= {each.name for each in tmp_path.iterdir()}
    new.save_pretrained(tmp_path, safe_serialization=False)
    assert {each.name for each in tmp_path.iterdir()} == {"config.json", "flax_model.msgpack"}
    found, expected = leaves(trivet.FlaxBertModel.from_pretrained(tmp_path).params), leaves(new.params)
    assert all(np.array_equal(found[name], expected[name]) for name in expected)


def test_flipped_bit_is_refused_where_sums_are_checked(tmp_path: Path) -> None:
    source = Case("BertModel").folder / "pt"
    shutil.copy(source / "pytorch_model.bin", tmp_path)
    shutil.copy(Case("BertModel").checkpoint("torch") / "config.json", tmp_path)
    path = tmp_path / "pytorch_model.bin"
    spec = max(open_checkpoint(path).catalog.values(), key=lambda spec: spec.nbytes)
    data = bytearray(path.read_bytes())
    data[spec.offset] ^= 1
    path.write_bytes(data)
    trivet.FlaxBertModel.from_pretrained(tmp_path)
    with pytest.raises(CorruptFileError, match="do not match their checksums"):
        trivet.FlaxBertModel.from_pretrained(tmp_path, check_sums=True)


def test_state_dict_is_found_under_the_key_that_the_caller_names(tmp_path: Path) -> None:
    config = tiny_bert.write_config(tmp_path)
    names = tiny_bert.weights()
    state = {
        name: torch_files.rebuilt(
            torch_files.storage(str(number), array.size), array.shape, tuple(stride // 4 for stride in array.strides)
        )
        for number, (name, array) in enumerate(names.items())
    }
    data = {str(number): array.tobytes() for number, array in enumerate(names.values())}
    torch_files.zip_file(tmp_path / "pytorch_model.bin", {"trainer": {"ema": state}}, data)
    assert config.is_file()
    with pytest.raises(UnsupportedFileError, match=r"under trainer\.ema; say which"):
        trivet.FlaxBertModel.from_pretrained(tmp_path)
    trivet.FlaxBertModel.from_pretrained(tmp_path, state_key="trainer.ema").save_pretrained(
        tmp_path / "again", dialect="torch"
    )
    assert trivet.diff(tmp_path, tmp_path / "again", state_key="trainer.ema").is_identical
