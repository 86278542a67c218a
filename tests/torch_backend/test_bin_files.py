"""`pytorch_model.bin`: written by us, read by torch and by us; and the other containers, read into PyTorch models."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

import trivet
from golden_data import Case, heads
from trivet.errors import (
    ConversionError,
    CorruptFileError,
    DialectMismatchError,
    SourceNotFoundError,
    UnsupportedFileError,
)
from trivet.testing import tiny_config
from trivet.testing.backend_contract import stored


@pytest.fixture
def model() -> trivet.BertForPreTraining:
    return trivet.BertForPreTraining(tiny_config("bert"))


def test_torch_loads_what_we_write_with_weights_only(model, tmp_path: Path) -> None:
    (path,) = model.save_pretrained(tmp_path, safe_serialization=False)
    assert path.name == "pytorch_model.bin"
    loaded = torch.load(path, weights_only=True)
    expected = model.state_dict()
    assert set(loaded) == set(expected) - {"cls.predictions.decoder.weight", "cls.predictions.decoder.bias"}
    assert all(torch.equal(loaded[name], expected[name]) for name in loaded)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_comes_back_the_same_to_the_byte_sharded_too(model, tmp_path: Path, dtype: torch.dtype) -> None:
    model.to(dtype).save_pretrained(tmp_path / "safe")
    model.save_pretrained(tmp_path / "bin", safe_serialization=False, max_shard_size=4096)
    assert (tmp_path / "bin" / "pytorch_model.bin.index.json").is_file()
    again = trivet.BertForPreTraining.from_pretrained(tmp_path / "bin", dtype="auto")
    again.save_pretrained(tmp_path / "again")
    assert stored(tmp_path / "again") == stored(tmp_path / "safe")


def test_older_safetensors_do_not_stay_beside_newer_bin_files(model, tmp_path: Path) -> None:
    trivet.BertForPreTraining(tiny_config("bert")).save_pretrained(tmp_path)
    model.save_pretrained(tmp_path, safe_serialization=False)
    loaded = trivet.BertForPreTraining.from_pretrained(tmp_path)
    assert torch.equal(loaded.bert.pooler.dense.weight, model.bert.pooler.dense.weight)


def test_bin_files_hold_the_torch_dialect_only(model, tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="torch files hold torch weights, not flax ones"):
        model.save_pretrained(tmp_path, safe_serialization=False, dialect="flax")
    assert not (tmp_path / "pytorch_model.bin").exists()


@pytest.mark.parametrize("head", heads())
@pytest.mark.parametrize("file", ["pt/pytorch_model.bin", "tf/tf_model.h5", "flax/flax_model.msgpack"])
def test_every_container_holds_the_same_model(head: str, file: str) -> None:
    case = Case(head)
    expected = getattr(trivet, head).from_pretrained(case.checkpoint("torch")).state_dict()
    found = getattr(trivet, head).from_pretrained(case.folder / file).state_dict()
    assert found.keys() == expected.keys()
    assert all(torch.equal(found[name], expected[name]) for name in expected)


@pytest.mark.parametrize(
    ("file", "claim"),
    [
        ("bert/BertModel/tf/tf_model.h5", "from_tf"),
        ("formats/bundle/bert/model.ckpt.index", "from_tf"),
        ("bert/BertModel/flax/flax_model.msgpack", "from_flax"),
    ],
)
def test_a_file_of_another_framework_may_be_named_itself(file: str, claim: str) -> None:
    case = Case("BertModel")
    expected = trivet.BertModel.from_pretrained(case.checkpoint("torch")).state_dict()
    config = trivet.BertConfig.from_pretrained(case.checkpoint("torch"))
    path = Path(__file__).parents[1] / "golden/data" / file
    found = trivet.BertModel.from_pretrained(path, config=config, **{claim: True}).state_dict()
    assert found.keys() == expected.keys()
    assert all(torch.equal(found[name], expected[name]) for name in expected)
    with pytest.raises(DialectMismatchError, match="from_pt"):
        trivet.BertModel.from_pretrained(path, config=config, from_pt=True)


def test_safetensors_come_first_unless_the_caller_says_otherwise(tmp_path: Path) -> None:
    folder = Case("BertModel").checkpoint("torch")
    taken, report = trivet.BertModel.from_pretrained(folder, output_loading_info=True)
    assert report.ignored == ("pytorch_model.bin",)
    assert trivet.BertModel.from_pretrained(folder, prefer="torch", output_loading_info=True)[1].ignored == (
        "model.safetensors",
    )
    trivet.BertModel.from_pretrained(folder, use_safetensors=False)
    taken.save_pretrained(tmp_path, safe_serialization=False)
    with pytest.raises(SourceNotFoundError, match="the folder holds no weights"):
        trivet.BertModel.from_pretrained(tmp_path, use_safetensors=True)


def test_flipped_bit_is_refused_where_sums_are_checked(tmp_path: Path) -> None:
    model = trivet.BertModel(tiny_config("bert"))
    (path,) = model.save_pretrained(tmp_path, safe_serialization=False)
    data = bytearray(path.read_bytes())
    at = data.find(model.embeddings.word_embeddings.weight.detach().numpy().tobytes())
    data[at] ^= 1
    path.write_bytes(data)
    trivet.BertModel.from_pretrained(tmp_path)
    with pytest.raises(CorruptFileError, match=r"embeddings\.word_embeddings\.weight.*do not match their checksums"):
        trivet.BertModel.from_pretrained(tmp_path, check_sums=True)
    with pytest.raises(CorruptFileError, match="do not match their checksums"):
        trivet.load_into(model, tmp_path, check_sums=True)


def test_state_dict_is_found_under_the_key_that_the_caller_names(tmp_path: Path) -> None:
    model, other = (trivet.BertModel(tiny_config("bert")) for _ in range(2))
    model.config.save_pretrained(tmp_path)
    saved = {"model_state": model.state_dict(), "ema": {"net": other.state_dict()}, "step": 3}
    torch.save(saved, tmp_path / "pytorch_model.bin")
    with pytest.raises(UnsupportedFileError, match=r"under model_state, ema\.net; say which"):
        trivet.BertModel.from_pretrained(tmp_path)
    for key, expected in (("model_state", model), ("ema.net", other)):
        loaded = trivet.BertModel.from_pretrained(tmp_path, state_key=key)
        assert all(torch.equal(loaded.state_dict()[name], each) for name, each in expected.state_dict().items())
    trivet.load_into(model, tmp_path, state_key="ema.net")
    assert all(torch.equal(model.state_dict()[name], each) for name, each in other.state_dict().items())
