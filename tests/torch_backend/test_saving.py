"""What `save_pretrained` writes: the same bytes, sharded or whole, ties once, and what it says of itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

import trivet
from golden_data import FRAMEWORKS, Framework
from trivet import BertForMaskedLM, BertForPreTraining, BertModel
from trivet.errors import DestinationError, UnknownDialectError
from trivet.testing import tiny_config

Build = Callable[..., Any]


def tensors_in(folder: Path) -> dict[str, torch.Tensor]:
    return {name: tensor for file in folder.glob("*.safetensors") for name, tensor in load_file(file).items()}


def test_the_safetensors_library_reads_the_state_dict_ties_once(build: Build, tmp_path: Path) -> None:
    model = build("BertForMaskedLM")
    files = model.save_pretrained(tmp_path)
    assert files == [tmp_path / "model.safetensors"]
    written, state = tensors_in(tmp_path), model.state_dict()
    assert written.keys() == state.keys() - set(BertForMaskedLM._tied_weights_keys)
    assert all(torch.equal(tensor, state[name]) for name, tensor in written.items())


def test_shards_hold_no_more_than_they_may(build: Build, tmp_path: Path) -> None:
    model = build("BertForPreTraining")
    files = model.save_pretrained(tmp_path, max_shard_size=8_000)
    shards = [file for file in files if file.suffix == ".safetensors"]
    assert len(shards) > 2
    assert all(sum(tensor.nbytes for tensor in load_file(shard).values()) <= 8_000 for shard in shards)
    again = BertForPreTraining.from_pretrained(tmp_path).state_dict()
    assert all(torch.equal(tensor, again[name]) for name, tensor in model.state_dict().items())


def test_an_older_saves_shards_are_gone(build: Build, tmp_path: Path) -> None:
    build("BertModel").save_pretrained(tmp_path, max_shard_size="4KB")
    (tmp_path / "notes.txt").write_text("kept")
    build("BertModel").save_pretrained(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.json", "model.safetensors", "notes.txt"]


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_config_names_class_and_dtype_and_the_model_keeps_its_own(
    build: Build, tmp_path: Path, dtype: torch.dtype
) -> None:
    model = build("BertForMaskedLM").to(dtype)
    before = model.config.to_dict()
    model.save_pretrained(tmp_path)
    fields = json.loads((tmp_path / "config.json").read_text())
    assert fields["architectures"] == ["BertForMaskedLM"]
    assert fields["torch_dtype"] == str(dtype).removeprefix("torch.")
    assert model.config.to_dict() == before


def test_parameters_that_are_views_are_written_as_they_read(build: Build, tmp_path: Path) -> None:
    model = build("BertModel")
    dense = model.pooler.dense
    dense.weight = torch.nn.Parameter(torch.arange(512.0).reshape(16, 32)[:, ::2].t())
    assert not dense.weight.is_contiguous()
    for dialect in FRAMEWORKS:
        model.save_pretrained(tmp_path / dialect, dialect=dialect)
        assert torch.equal(BertModel.from_pretrained(tmp_path / dialect).pooler.dense.weight, dense.weight)


@pytest.mark.parametrize("dialect", FRAMEWORKS)
def test_sharded_in_another_dialect_comes_back(build: Build, tmp_path: Path, dialect: Framework) -> None:
    model = build("BertForMaskedLM")
    model.save_pretrained(tmp_path, dialect=dialect, max_shard_size=6_000)
    again = BertForMaskedLM.from_pretrained(tmp_path).state_dict()
    assert all(torch.equal(tensor, again[name]) for name, tensor in model.state_dict().items())


def test_refuses_an_unknown_dialect_and_a_file_for_a_folder(build: Build, tmp_path: Path) -> None:
    model = build("BertModel")
    with pytest.raises(UnknownDialectError, match=r"'torhc' \(did you mean 'torch'"):
        model.save_pretrained(tmp_path / "new", dialect="torhc")
    assert not (tmp_path / "new").exists()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(DestinationError, match="is a file"):
        model.save_pretrained(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_refuses_a_model_without_values_and_keeps_the_older_files(build: Build, tmp_path: Path) -> None:
    model = build("BertModel")
    model.save_pretrained(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for safe in (True, False):
        with pytest.raises(RuntimeError, match="on the meta device has no values"):
            build("BertModel").to("meta").save_pretrained(tmp_path, safe_serialization=safe)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_plain_model_and_a_loaded_one_write_the_same_names(tmp_path: Path) -> None:
    for head in ("BertModel", "BertForPreTraining", "BertForQuestionAnswering"):
        model = getattr(trivet, head)(tiny_config("bert", head))
        model.save_pretrained(tmp_path / head)
        getattr(trivet, head).from_pretrained(tmp_path / head).save_pretrained(tmp_path / f"{head}-again")
        assert tensors_in(tmp_path / head).keys() == tensors_in(tmp_path / f"{head}-again").keys()


@pytest.mark.parametrize("variant", [None, "fp16"])
def test_what_was_saved_last_is_loaded_whatever_lay_there(build: Build, tmp_path: Path, variant: str | None) -> None:
    old, new = build("BertModel"), build("BertModel")
    with torch.no_grad():
        new.embeddings.word_embeddings.weight.fill_(2.0)
    plain = build("BertModel")
    plain.save_pretrained(tmp_path, max_shard_size="4KB")
    old.save_pretrained(tmp_path, variant=variant)
    new.save_pretrained(tmp_path, variant=variant, safe_serialization=False, max_shard_size="4KB")
    loaded = BertModel.from_pretrained(tmp_path, variant=variant)
    assert torch.equal(loaded.embeddings.word_embeddings.weight, new.embeddings.word_embeddings.weight)
    old.save_pretrained(tmp_path, variant=variant, keep_others=True)
    names = {path.name for path in tmp_path.iterdir()}
    index = "pytorch_model.bin.index.json" if variant is None else "pytorch_model.bin.index.fp16.json"
    assert index in names
    if variant is not None:
        plain_weights = BertModel.from_pretrained(tmp_path).embeddings.word_embeddings.weight
        assert torch.equal(plain_weights, plain.embeddings.word_embeddings.weight)
