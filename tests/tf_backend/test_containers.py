"""Containers in TensorFlow models: h5 written and read, and every other one read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import tiny_bert
import torch_files

import trivet
from golden_data import Case, heads
from trivet.errors import ConversionError, CorruptFileError, UnsupportedFileError
from trivet.planning.opening import open_checkpoint
from trivet.testing import tiny_config
from trivet.testing.backend_contract import stored


def test_comes_back_the_same_to_the_byte_sharded_too(tmp_path: Path) -> None:
    model = trivet.TFBertForPreTraining(tiny_config("bert"))
    model.save_pretrained(tmp_path / "safe")
    (path,) = model.save_pretrained(tmp_path / "h5", safe_serialization=False)
    assert path.name == "tf_model.h5"
    model.save_pretrained(tmp_path / "shards", safe_serialization=False, max_shard_size=4096)
    assert (tmp_path / "shards" / "tf_model.h5.index.json").is_file()
    for folder in ("h5", "shards"):
        again = trivet.TFBertForPreTraining.from_pretrained(tmp_path / folder)
        again.save_pretrained(tmp_path / f"{folder}-again")
        assert stored(tmp_path / f"{folder}-again") == stored(tmp_path / "safe")


@pytest.mark.parametrize("head", heads())
@pytest.mark.parametrize("file", ["pt/pytorch_model.bin", "tf/tf_model.h5", "flax/flax_model.msgpack"])
def test_every_container_holds_the_same_model(head: str, file: str, tmp_path: Path) -> None:
    case = Case(head)
    getattr(trivet, f"TF{head}").from_pretrained(case.folder / file).save_pretrained(tmp_path)
    assert stored(tmp_path) == stored(case.checkpoint("tensorflow"))


def test_h5_files_hold_the_tensorflow_dialect_only(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="h5 files hold tensorflow weights, not torch ones"):
        trivet.TFBertModel(tiny_config("bert")).save_pretrained(tmp_path, safe_serialization=False, dialect="torch")


def test_own_container_comes_before_the_others_when_there_are_no_safetensors(tmp_path: Path) -> None:
    for name in ("pt/pytorch_model.bin", "tf/tf_model.h5", "flax/flax_model.msgpack", "pt/config.json"):
        (tmp_path / Path(name).name).write_bytes((Case("BertModel").folder / name).read_bytes())
    _, report = trivet.TFBertModel.from_pretrained(tmp_path, output_loading_info=True)
    assert (report.dialect, set(report.ignored)) == ("tensorflow", {"pytorch_model.bin", "flax_model.msgpack"})
    _, report = trivet.TFBertModel.from_pretrained(tmp_path, prefer="msgpack", output_loading_info=True)
    assert report.dialect == "flax"


def test_flipped_bit_is_refused_where_sums_are_checked(tmp_path: Path) -> None:
    source = Case("BertModel").folder / "pt"
    shutil.copy(source / "pytorch_model.bin", tmp_path)
    shutil.copy(Case("BertModel").checkpoint("torch") / "config.json", tmp_path)
    path = tmp_path / "pytorch_model.bin"
    spec = max(open_checkpoint(path).catalog.values(), key=lambda spec: spec.nbytes)
    data = bytearray(path.read_bytes())
    data[spec.offset] ^= 1
    path.write_bytes(data)
    trivet.TFBertModel.from_pretrained(tmp_path)
    with pytest.raises(CorruptFileError, match="do not match their checksums"):
        trivet.TFBertModel.from_pretrained(tmp_path, check_sums=True)


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
        trivet.TFBertModel.from_pretrained(tmp_path)
    trivet.TFBertModel.from_pretrained(tmp_path, state_key="trainer.ema").save_pretrained(
        tmp_path / "again", dialect="torch"
    )
    assert trivet.diff(tmp_path, tmp_path / "again", state_key="trainer.ema").is_identical
