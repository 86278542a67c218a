"""`device_map` and `max_memory`: what goes where, what is refused, and that the model computes the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from trivet import BertForMaskedLM, BertModel, LlamaForCausalLM, MarianMTModel, T5ForConditionalGeneration
from trivet.errors import InvalidSizeError, PlacementError
from trivet.testing import tiny_config

Stored = Callable[..., Path]
IDS = torch.tensor([[3, 4, 5], [6, 7, 8]])


def outputs(model: torch.nn.Module) -> torch.Tensor:
    with torch.no_grad():
        return model(IDS)[0]


@pytest.mark.parametrize(
    ("asked", "written"),
    [("cpu", "cpu"), (torch.device("cpu"), "cpu"), ({"": torch.device("cpu")}, "cpu"), ("disk", "disk")],
)
def test_one_device_takes_everything(stored: Stored, asked: Any, written: str) -> None:
    folder = stored("BertModel")
    model = BertModel.from_pretrained(folder, device_map=asked)
    assert model.hf_device_map == {"": written}
    assert model.device == torch.device("cpu")
    assert torch.equal(outputs(model), outputs(BertModel.from_pretrained(folder)))


def test_without_a_device_map_there_is_none(stored: Stored) -> None:
    assert not hasattr(BertModel.from_pretrained(stored("BertModel")), "hf_device_map")


def test_meta_takes_no_memory_and_reports_every_parameter(stored: Stored) -> None:
    folder = stored("BertForMaskedLM")
    model, report = BertForMaskedLM.from_pretrained(folder, device_map="meta", output_loading_info=True)
    assert all(parameter.is_meta for parameter in model.parameters())
    assert report.loaded == BertForMaskedLM.from_pretrained(folder, output_loading_info=True)[1].loaded


def test_what_a_constructor_computes_goes_with_the_rest(tmp_path: Path) -> None:
    MarianMTModel(tiny_config("marian")).save_pretrained(tmp_path)  # sines as they are computed, which are not stored
    for asked in ("meta", "cpu", "disk"):
        model = MarianMTModel.from_pretrained(tmp_path, device_map=asked, dtype=torch.float16)
        weight = model.model.encoder.embed_positions.weight
        assert weight.dtype is torch.float16 and weight.device.type == ("meta" if asked == "meta" else "cpu")
    model = MarianMTModel.from_pretrained(tmp_path, device_map="meta")
    ids = torch.ones(1, 3, dtype=torch.int64, device="meta")
    assert model(ids, decoder_input_ids=ids).logits.shape == (1, 3, model.config.decoder_vocab_size)


@pytest.mark.parametrize("strategy", ["auto", "balanced", "balanced_low_0", "sequential"])
def test_strategies_stay_within_the_budget(small: Callable[..., Any], tmp_path: Path, strategy: Any) -> None:
    small("llama", "LlamaForCausalLM", num_hidden_layers=6).save_pretrained(tmp_path)
    whole = LlamaForCausalLM.from_pretrained(tmp_path)
    total = sum(parameter.nbytes for parameter in whole.parameters())
    budget = {"cpu": f"{total * 2 // 3}B", "disk": "1GB"}
    model = LlamaForCausalLM.from_pretrained(tmp_path, device_map=strategy, max_memory=budget)
    resident = sum(parameter.nbytes for parameter in model.parameters() if not parameter.is_meta)
    offloaded = [parameter.nbytes for parameter in model.parameters() if parameter.is_meta]
    assert resident + sum(offloaded) == total
    assert 0 < resident <= total * 2 // 3 - max(offloaded)  # one offloaded parameter at a time comes to the CPU
    assert set(model.hf_device_map.values()) == {"cpu", "disk"}
    for layer in model.model.layers:
        assert len({parameter.device for parameter in layer.parameters()}) == 1
    assert torch.equal(outputs(model), outputs(whole))


def test_auto_without_max_memory_takes_what_is_free(stored: Stored) -> None:
    assert BertModel.from_pretrained(stored("BertModel"), device_map="auto").hf_device_map == {"": "cpu"}


def test_a_budget_of_nothing_puts_everything_on_disk(stored: Stored) -> None:
    model = BertModel.from_pretrained(stored("BertModel"), device_map="auto", max_memory={"cpu": 0})
    assert model.hf_device_map == {"": "disk"}


def test_blocks_that_the_class_keeps_whole_are_not_split(stored: Stored) -> None:
    class Whole(BertModel):
        _no_split_modules = ("Encoder",)

    folder = stored("BertModel", num_hidden_layers=4)
    names = {type(module).__name__: path for path, module in BertModel.from_pretrained(folder).named_modules()}
    Whole._no_split_modules = (next(name for name, path in names.items() if path == "encoder"),)
    whole = Whole.from_pretrained(folder, device_map="auto", max_memory={"cpu": 20_000})
    split = BertModel.from_pretrained(folder, device_map="auto", max_memory={"cpu": 20_000})
    assert not any(path.startswith("encoder.") for path in whole.hf_device_map)
    assert any(path.startswith("encoder.") for path in split.hf_device_map)


def test_refuses_a_map_that_leaves_a_parameter_out(stored: Stored) -> None:
    folder = stored("BertModel")
    with pytest.raises(PlacementError, match=r"has no device for .*pooler\.dense\.weight.*for everything else"):
        BertModel.from_pretrained(folder, device_map={"embeddings": "cpu", "encoder": "cpu"})
    BertModel.from_pretrained(folder, device_map={"embeddings": "cpu", "encoder": "cpu", "pooler": "disk"})


@pytest.mark.parametrize(
    ("asked", "message"),
    [("fastest", "is not a device.*balanced"), (7, "is not there.*0 accelerators"), ({"": "cuda:3"}, "is not there")],
)
def test_refuses_devices_that_are_not_there(stored: Stored, asked: Any, message: str) -> None:
    if torch.accelerator.is_available():
        pytest.skip("there is an accelerator")
    with pytest.raises(PlacementError, match=message):
        BertModel.from_pretrained(stored("BertModel"), device_map=asked)


def test_refuses_budgets_without_a_map_and_sizes_that_are_none(stored: Stored) -> None:
    folder = stored("BertModel")
    with pytest.raises(PlacementError, match="Add device_map='auto'"):
        BertModel.from_pretrained(folder, max_memory={"cpu": "1GB"})
    with pytest.raises(InvalidSizeError, match="a lot"):
        BertModel.from_pretrained(folder, device_map="auto", max_memory={"cpu": "a lot"})


def test_a_tied_module_goes_where_its_weight_is(small: Callable[..., Any], tmp_path: Path) -> None:
    small("t5", "T5ForConditionalGeneration").save_pretrained(tmp_path)
    asked = {"shared": "cpu", "encoder": "disk", "decoder": "disk", "lm_head": "disk"}
    model = T5ForConditionalGeneration.from_pretrained(tmp_path, device_map=asked)
    assert model.hf_device_map["lm_head"] == model.hf_device_map["decoder.embed_tokens"] == "cpu"
    assert model.lm_head.weight is model.shared.weight


def test_states_move_between_devices(stored: Stored) -> None:
    folder = stored("BertModel")
    asked = {"embeddings": "cpu", "encoder.layer.0": "cpu", "encoder": "meta", "pooler": "meta"}
    model = BertModel.from_pretrained(folder, device_map=asked)
    output = model(IDS, output_hidden_states=True)
    assert model.device == torch.device("cpu")
    assert model.pooler.dense.weight.is_meta
    assert output.pooler_output.shape == (2, model.config.hidden_size)


def test_what_is_missing_is_initialised_on_its_device(stored: Stored) -> None:
    folder = stored("BertModel")
    asked = {"bert": "disk", "cls": "cpu"}
    model, report = BertForMaskedLM.from_pretrained(folder, device_map=asked, output_loading_info=True)
    assert report.missing
    assert outputs(model).isfinite().all()
    nowhere = BertForMaskedLM.from_pretrained(folder, device_map={"bert": "cpu", "cls": "meta"})
    assert nowhere.cls.predictions.transform.dense.weight.is_meta
