"""Dtypes: what `from_pretrained` is asked for is what every parameter has, and nothing process-wide is touched."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from trivet import BertConfig, BertForSequenceClassification, BertModel
from trivet.errors import UnknownDTypeError

Stored = Callable[..., Path]
HALVES = [torch.bfloat16, torch.float16]


def dtypes(model: torch.nn.Module) -> set[torch.dtype]:
    return {parameter.dtype for parameter in model.parameters()}


@pytest.fixture
def _default_is_double() -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


@pytest.mark.parametrize("dtype", HALVES)
def test_auto_keeps_what_is_stored_bit_for_bit(stored: Stored, dtype: torch.dtype) -> None:
    folder = stored("BertModel", dtype=dtype)
    model, report = BertModel.from_pretrained(folder, dtype="auto", output_loading_info=True)
    assert dtypes(model) == {dtype}
    assert report.cast == ()
    model.save_pretrained(folder.parent / "again")
    again = (folder.parent / "again" / "model.safetensors").read_bytes()
    assert again == (folder / "model.safetensors").read_bytes()


@pytest.mark.parametrize("dtype", HALVES)
def test_auto_looks_at_the_weights_when_the_config_says_nothing(stored: Stored, dtype: torch.dtype) -> None:
    folder = stored("BertModel", dtype=dtype)
    fields = json.loads((folder / "config.json").read_text())
    assert fields.pop("torch_dtype") == str(dtype).removeprefix("torch.")
    (folder / "config.json").write_text(json.dumps(fields))
    assert dtypes(BertModel.from_pretrained(folder, torch_dtype="auto")) == {dtype}


@pytest.mark.parametrize("dtype", HALVES)
def test_config_has_the_dtype_itself_and_its_file_the_name(stored: Stored, dtype: torch.dtype, tmp_path: Path) -> None:
    model = BertModel.from_pretrained(stored("BertModel", dtype=dtype), torch_dtype=torch.float32)
    assert model.config.torch_dtype is model.config.dtype is dtype
    assert torch.zeros(1, dtype=model.config.torch_dtype).dtype is dtype
    name = str(dtype).removeprefix("torch.")
    assert BertConfig(torch_dtype=name).torch_dtype is BertConfig(torch_dtype=dtype).torch_dtype is dtype
    model.config.save_pretrained(tmp_path)
    assert json.loads((tmp_path / "config.json").read_text())["torch_dtype"] == name
    assert BertConfig(torch_dtype="auto").torch_dtype == "auto"


def test_no_dtype_means_pytorchs_default(stored: Stored) -> None:
    folder = stored("BertModel", dtype=torch.bfloat16)
    model, report = BertModel.from_pretrained(folder, output_loading_info=True)
    assert dtypes(model) == {torch.float32}
    assert set(report.cast) == set(report.loaded)
    stored_as = BertModel.from_pretrained(folder, dtype="auto").state_dict()
    assert all(torch.equal(tensor, stored_as[name].float()) for name, tensor in model.state_dict().items())


@pytest.mark.usefixtures("_default_is_double")
def test_another_default_of_pytorch_is_followed(stored: Stored) -> None:
    assert dtypes(BertModel.from_pretrained(stored("BertModel", dtype=torch.bfloat16))) == {torch.float64}


@pytest.mark.parametrize("request_", [torch.float16, "float16", "fp16", "torch.float16"])
def test_a_dtype_can_be_named_in_several_ways(stored: Stored, request_: Any) -> None:
    folder = stored("BertModel")
    assert dtypes(BertModel.from_pretrained(folder, dtype=request_)) == {torch.float16}
    assert dtypes(BertModel.from_pretrained(folder, torch_dtype=request_)) == {torch.float16}
    assert dtypes(BertModel.from_pretrained(folder, torch_dtype=request_, dtype=torch.float16)) == {torch.float16}


@pytest.mark.parametrize(("dtype", "torch_dtype"), [("float16", torch.bfloat16), ("auto", "float32")])
def test_refuses_two_dtypes_that_disagree(stored: Stored, dtype: Any, torch_dtype: Any) -> None:
    folder = stored("BertModel")
    with pytest.raises(ValueError, match="disagree; pass one of them"):
        BertModel.from_pretrained(folder, dtype=dtype, torch_dtype=torch_dtype)


def test_refuses_an_unknown_dtype(stored: Stored) -> None:
    folder = stored("BertModel")
    with pytest.raises(UnknownDTypeError, match="unknown dtype 'float17'"):
        BertModel.from_pretrained(folder, dtype="float17")


@pytest.mark.parametrize("dtype", HALVES)
def test_what_is_initialised_has_the_dtype_too(stored: Stored, dtype: torch.dtype) -> None:
    model = BertForSequenceClassification.from_pretrained(stored("BertModel"), dtype=dtype)
    assert dtypes(model) == {dtype}
    assert model.dtype == dtype
    assert 0.01 < model.classifier.weight.float().std() < 0.04


class Careful(BertForSequenceClassification):
    """A model that keeps some parameters in float32 when it is loaded as float16."""

    _keep_in_fp32_modules = ("LayerNorm", "classifier")


@pytest.mark.parametrize(("dtype", "kept"), [(torch.float16, torch.float32), (torch.bfloat16, torch.bfloat16)])
def test_modules_named_by_the_class_stay_float32_in_float16(
    stored: Stored, dtype: torch.dtype, kept: torch.dtype
) -> None:
    model = Careful.from_pretrained(stored("BertModel"), dtype=dtype)
    for name, parameter in model.named_parameters():
        careful = "LayerNorm" in name or "classifier" in name
        assert parameter.dtype == (kept if careful else dtype), name


def test_other_threads_see_the_default_dtype_and_device_of_pytorch(stored: Stored) -> None:
    folder = stored("BertModel")
    seen: set[tuple[torch.dtype, str]] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            made = torch.empty(1)
            seen.add((made.dtype, made.device.type))

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(5):
        BertForSequenceClassification.from_pretrained(folder, dtype=torch.float16)
    done.set()
    watcher.join()
    assert seen == {(torch.float32, "cpu")}


def test_a_default_device_is_where_the_model_goes(stored: Stored) -> None:
    folder = stored("BertModel")
    with torch.device("meta"):
        model = BertForSequenceClassification.from_pretrained(folder)
    assert {parameter.device.type for parameter in model.parameters()} == {"meta"}
    assert BertForSequenceClassification.from_pretrained(folder).device.type == "cpu"
