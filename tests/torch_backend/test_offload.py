"""Offloaded weights are read in place: nothing is written, nothing stays in memory, nothing is lost."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet
from trivet.errors import CorruptFileError
from trivet_torch.placement.offload import OffloadedParameter, Window, has_offloaded

Stored = Callable[..., Path]
IDS = torch.tensor([[3, 4, 5], [6, 7, 8]])


def logits(model: Any) -> torch.Tensor:
    words = {"decoder_input_ids": IDS} if getattr(model.config, "is_encoder_decoder", False) else {}
    with torch.no_grad():
        return model(IDS, **words).logits


@pytest.mark.parametrize(
    ("family", "head"),
    [
        ("albert", "AlbertForMaskedLM"),
        ("bart", "BartForConditionalGeneration"),
        ("bert", "BertForMaskedLM"),
        ("gpt2", "GPT2LMHeadModel"),
        ("llama", "LlamaForCausalLM"),
        ("t5", "T5ForConditionalGeneration"),
    ],
)
def test_the_same_outputs_and_the_same_file(small: Callable[..., Any], tmp_path: Path, family: str, head: str) -> None:
    small(family, head).save_pretrained(tmp_path / "a")
    cls = getattr(trivet, head)
    expected = logits(cls.from_pretrained(tmp_path / "a"))
    model = cls.from_pretrained(tmp_path / "a", device_map="disk", offload_folder=tmp_path / "b")
    assert all(isinstance(parameter, OffloadedParameter) for parameter in model.parameters())
    for _ in range(2):
        assert torch.equal(logits(model), expected)
    assert not (tmp_path / "b").exists()
    model.save_pretrained(tmp_path / "c")
    assert (tmp_path / "c/model.safetensors").read_bytes() == (tmp_path / "a/model.safetensors").read_bytes()


@pytest.mark.parametrize("dialect", ["tensorflow", "flax"])
def test_other_dialects_and_dtypes_are_changed_on_use(stored: Stored, dialect: str) -> None:
    folder = stored("BertForMaskedLM", dialect=dialect)
    expected = trivet.BertForMaskedLM.from_pretrained(folder, dtype=torch.bfloat16)
    model = trivet.BertForMaskedLM.from_pretrained(folder, dtype=torch.bfloat16, device_map="disk")
    assert model.dtype is torch.bfloat16
    assert torch.equal(logits(model), logits(expected))


def test_what_is_left_of_pruned_weights_is_in_memory(stored: Stored, tmp_path: Path) -> None:
    folder = stored("BertForMaskedLM")
    plain = trivet.BertForMaskedLM.from_pretrained(folder)
    model = trivet.BertForMaskedLM.from_pretrained(folder, device_map="disk")
    for each in (plain, model):
        each.prune_heads({0: [1]})
    assert torch.equal(logits(model), logits(plain))
    left = {name for name, each in model.named_parameters() if not isinstance(each, OffloadedParameter)}
    assert {name.rpartition("layer.0.attention.")[2].rpartition(".")[0] for name in left} == {
        "self.query",
        "self.key",
        "self.value",
        "output.dense",
    }
    model.save_pretrained(tmp_path)
    assert torch.equal(logits(trivet.BertForMaskedLM.from_pretrained(tmp_path)), logits(plain))


def test_a_state_dict_has_the_values(stored: Stored) -> None:
    folder = stored("BertForMaskedLM")
    expected = trivet.BertForMaskedLM.from_pretrained(folder).state_dict()
    found = trivet.BertForMaskedLM.from_pretrained(folder, device_map="disk").state_dict()
    assert list(found) == list(expected)
    assert all(torch.equal(found[name], expected[name]) for name in expected)


@pytest.mark.parametrize("again", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_copies_compute_the_same_and_stay_tied(stored: Stored, again: Callable[[Any], Any]) -> None:
    model = trivet.BertForMaskedLM.from_pretrained(stored("BertForMaskedLM"), device_map="disk")
    other = again(model)
    assert torch.equal(logits(other), logits(model))
    assert other.cls.predictions.decoder.weight is other.bert.embeddings.word_embeddings.weight
    assert has_offloaded(model)


def test_weights_are_away_again_after_an_error(stored: Stored) -> None:
    model = trivet.BertForMaskedLM.from_pretrained(stored("BertForMaskedLM"), device_map="disk")
    before = list(model.parameters())
    with pytest.raises(IndexError):
        model(torch.tensor([[10**6]]))
    assert all(one is other for one, other in zip(before, model.parameters(), strict=True))
    assert logits(model).isfinite().all()


def test_gradients_reach_what_is_not_offloaded(stored: Stored) -> None:
    folder = stored("BertForMaskedLM")
    gradients = []
    for device_map in ("cpu", {"bert.embeddings": "cpu", "": "disk"}):
        model = trivet.BertForMaskedLM.from_pretrained(folder, device_map=device_map)
        model(IDS).logits.square().sum().backward()
        gradients.append(model.bert.embeddings.LayerNorm.weight.grad)
    torch.testing.assert_close(*gradients)
    assert not any(each.requires_grad for each in model.parameters() if isinstance(each, OffloadedParameter))


def test_loading_again_takes_the_place_of_what_is_offloaded(stored: Stored) -> None:
    first, second = stored("BertForMaskedLM"), stored("BertForMaskedLM")
    model = trivet.BertForMaskedLM.from_pretrained(first, device_map="disk")
    trivet.load_into(model, second)
    assert not has_offloaded(model)
    assert torch.equal(logits(model), logits(trivet.BertForMaskedLM.from_pretrained(second)))


def test_refuses_a_file_that_was_cut_short_meanwhile(stored: Stored) -> None:
    folder = stored("BertForMaskedLM")
    model = trivet.BertForMaskedLM.from_pretrained(folder, device_map="disk")
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:2000])
    with pytest.raises(CorruptFileError, match="the file now has 2000"):
        logits(model)


def test_a_window_bounds_what_stays_in_memory() -> None:
    class Recorder:
        released: list[str]

        def __init__(self) -> None:
            self.released = []

        def release(self, spec: Any) -> None:
            self.released.append(spec.name)

    storage: Any = Recorder()
    window = Window(nbytes=100)
    catalog = {
        name: type("Spec", (), {"name": name, "nbytes": size})()
        for name, size in zip("abcd", (60, 30, 60, 500), strict=True)
    }
    for spec in catalog.values():
        window.used(storage, spec)
    assert storage.released == ["a", "b", "c"]


def test_a_users_own_class_is_offloaded_too(tmp_path: Path) -> None:
    class Config(trivet.PretrainedConfig):
        model_type = ""

    class Own(trivet.PreTrainedModel):
        config_class = Config

        def __init__(self, config: Config) -> None:
            super().__init__(config)
            self.first, self.second = torch.nn.Linear(3, 4), torch.nn.Linear(4, 2)
            self.register_buffer("scale", torch.tensor(2.0))
            self.post_init()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.second(self.first(x)) * self.scale

        def get_output_embeddings(self) -> None:
            return None

    model = Own(Config())
    model.save_pretrained(tmp_path)
    x = torch.randn(5, 3)
    other = Own.from_pretrained(tmp_path, config=Config(), device_map={"first": "disk", "": "cpu"})
    assert [parameter.is_meta for parameter in other.parameters()] == [True, True, False, False]
    assert torch.equal(other(x), model(x))
