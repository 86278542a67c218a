"""`save_pretrained`: the same bytes under the names of any dialect, in one file or several, and nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import checkpoints
import numpy as np
import pytest
import tiny_bert

import golden_data
import trivet
from trivet import TFBertForMaskedLM, TFBertModel
from trivet.errors import DestinationError

CASES = golden_data.cases("bert")
Write = Callable[..., Path]
Values = Callable[[Any], dict[str, np.ndarray[Any, Any]]]


@pytest.mark.parametrize("framework", golden_data.FRAMEWORKS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.head)
def test_loaded_and_saved_is_the_same_file_content(
    case: golden_data.Case, framework: golden_data.Framework, tmp_path: Path
) -> None:
    """Also proves the exact inverse of every layout: the variables lie transposed to two of the three dialects."""
    model = getattr(trivet, f"TF{case.head}").from_pretrained(case.checkpoint(framework))
    model.save_pretrained(tmp_path, dialect=framework)
    written, original = (checkpoints.read_folder(folder) for folder in (tmp_path, case.checkpoint(framework)))
    assert checkpoints.values(written) == checkpoints.values(original)
    assert json.loads((tmp_path / "config.json").read_text())["architectures"] == [case.head]


def test_bfloat16_goes_through_unchanged(checkpoint: Write, tmp_path: Path) -> None:
    import ml_dtypes

    folder = checkpoint(tensors=tiny_bert.weights(dtype=ml_dtypes.bfloat16))
    TFBertModel.from_pretrained(folder, dtype="auto").save_pretrained(tmp_path / "tf")
    TFBertModel.from_pretrained(tmp_path / "tf", dtype="auto").save_pretrained(tmp_path / "torch", dialect="torch")
    original = {name.removeprefix("bert."): each for name, each in checkpoints.read_folder(folder).items()}
    assert checkpoints.values(checkpoints.read_folder(tmp_path / "torch")) == checkpoints.values(original)
    assert {each.dtype for each in original.values()} == {"BF16"}


def test_shards_hold_the_same(checkpoint: Write, tmp_path: Path) -> None:
    model = TFBertModel.from_pretrained(checkpoint())
    model.save_pretrained(tmp_path / "whole")
    files = model.save_pretrained(tmp_path / "shards", max_shard_size=1500)
    assert len(files) > 3
    assert (tmp_path / "shards" / "model.safetensors.index.json") in files
    whole, shards = (checkpoints.read_folder(tmp_path / name) for name in ("whole", "shards"))
    assert checkpoints.values(whole) == checkpoints.values(shards)


def test_saving_over_the_folder_it_was_loaded_from_is_safe(checkpoint: Write, values: Values) -> None:
    folder = checkpoint(dialect="tensorflow")
    model = TFBertModel.from_pretrained(folder)
    before = values(model)
    model.bert.pooler.dense.bias.assign(np.full(8, 3.0))
    model.save_pretrained(folder)
    again = values(TFBertModel.from_pretrained(folder))
    for name, array in values(model).items():
        np.testing.assert_array_equal(array, again[name], err_msg=name)
    changed = {name for name in before if not np.array_equal(before[name], again[name])}
    assert changed == {"bert/pooler/dense/bias"}


def test_trained_values_are_what_is_saved(checkpoint: Write, tmp_path: Path) -> None:
    model = TFBertForMaskedLM.from_pretrained(checkpoint("BertForMaskedLM"))
    model.compile("sgd", run_eagerly=True)
    ids = np.array([[1, 2, 3]])
    model.fit({"input_ids": ids, "labels": ids}, epochs=2, verbose=0)
    model.save_pretrained(tmp_path / "trained")
    again = TFBertForMaskedLM.from_pretrained(tmp_path / "trained", strict=True)
    np.testing.assert_array_equal(np.asarray(again(ids).logits), np.asarray(model(ids).logits))


def test_refuses_a_destination_that_is_a_file(checkpoint: Write, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    model = TFBertModel.from_pretrained(checkpoint())
    with pytest.raises(DestinationError):
        model.save_pretrained(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"
    model.save_pretrained(tmp_path / "folder")


def test_what_was_saved_last_is_loaded_whatever_lay_there(checkpoint: Write, tmp_path: Path, values: Values) -> None:
    old = tiny_bert.write_checkpoint(tmp_path / "model", tensors=tiny_bert.weights(seed=4))
    trivet.convert(old, old, to="flax", container="msgpack")
    model = TFBertModel.from_pretrained(checkpoint("BertModel"))
    model.save_pretrained(old, safe_serialization=False, keep_others=True)
    assert {"model.safetensors", "flax_model.msgpack", "tf_model.h5"} <= {each.name for each in old.iterdir()}
    model.save_pretrained(old, safe_serialization=False)
    assert {each.name for each in old.iterdir()} == {"config.json", "tf_model.h5"}
    again, expected = values(TFBertModel.from_pretrained(old)), values(model)
    assert all(np.array_equal(again[name], expected[name]) for name in expected)
