"""The rest of `from_pretrained` and `save_pretrained`, shards for any module, and models as ordinary modules."""

from __future__ import annotations

import copy
import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

import trivet
from trivet import BertForMaskedLM, BertModel
from trivet.errors import CheckpointMismatchError, InvalidSourceError, SourceNotFoundError

Build = Callable[..., Any]
IDS = torch.tensor([[5, 6, 7]])


def test_loads_tensors_that_the_caller_has(build: Build, tmp_path: Path) -> None:
    model = build("BertForMaskedLM")
    state = model.state_dict()
    again, report = BertForMaskedLM.from_pretrained(
        None, config=model.config, state_dict=state, output_loading_info=True
    )
    assert not report["missing_keys"] and not report["unexpected_keys"] and not again.training
    assert all(torch.equal(each, again.state_dict()[name]) for name, each in state.items())
    assert again.get_input_embeddings().weight is again.get_output_embeddings().weight
    again.get_input_embeddings().weight.data.zero_()
    assert state["bert.embeddings.word_embeddings.weight"].any(), "the caller's tensors were written to"

    model.config.save_pretrained(tmp_path)
    half = BertModel.from_pretrained(tmp_path, state_dict=state, dtype=torch.bfloat16, add_pooling_layer=False)
    assert half.dtype is torch.bfloat16
    wanted = state["bert.embeddings.LayerNorm.weight"].bfloat16()
    assert torch.equal(half.embeddings.LayerNorm.weight, wanted)
    partial = {name: each for name, each in state.items() if not name.startswith("cls.predictions.transform")}
    fresh, report = BertForMaskedLM.from_pretrained(tmp_path, state_dict=partial, output_loading_info=True)
    assert set(report["missing_keys"]) == state.keys() - partial.keys()
    assert fresh.cls.predictions.transform.dense.weight.isfinite().all()


def test_refuses_tensors_that_do_not_fit(build: Build, tmp_path: Path) -> None:
    model = build("BertModel")
    state = model.state_dict()
    with pytest.raises(ValueError, match="None names nothing.*a state_dict needs a config"):
        BertModel.from_pretrained(None, state_dict=state)
    with pytest.raises(InvalidSourceError, match="None names nothing.*as state_dict="):
        BertModel.from_pretrained(None)
    with pytest.raises(ValueError, match="device_map is for what is read from files"):
        BertModel.from_pretrained(None, config=model.config, state_dict=state, device_map="cpu")
    BertModel.from_pretrained(None, config=model.config, state_dict=state, load_in_8bit=False)
    with pytest.raises(TypeError, match="load_in_8bit requests quantized weights"):
        BertModel.from_pretrained(None, config=model.config, state_dict=state, load_in_8bit=True)
    state["embeddings.LayerNorm.weight"] = torch.ones(99)
    with pytest.raises(CheckpointMismatchError, match=r"embeddings\.LayerNorm\.weight"):
        BertModel.from_pretrained(None, config=model.config, state_dict=state)
    with pytest.raises(SourceNotFoundError):
        BertModel.from_pretrained(tmp_path, state_dict=state)


def test_options_of_the_reference_library_that_change_nothing(build: Build, tmp_path: Path) -> None:
    model = build("BertModel")
    model.save_pretrained(tmp_path)
    again = BertModel.from_pretrained(tmp_path, low_cpu_mem_usage=True, _fast_init=False)
    assert all(torch.equal(each, again.state_dict()[name]) for name, each in model.state_dict().items())


def test_saves_variants_beside_each_other(build: Build, tmp_path: Path) -> None:
    plain, other = build("BertModel"), build("BertModel")
    plain.save_pretrained(tmp_path)
    for size in ("5GB", "4KB"):
        files = other.save_pretrained(tmp_path, variant="fp16", max_shard_size=size)
        names = sorted(path.name for path in files)
        if size == "5GB":
            assert names == ["model.fp16.safetensors"]
        else:
            assert names[0].startswith("model.fp16-00001-of-") and names[-1] == "model.safetensors.index.fp16.json"
            assert not (tmp_path / "model.fp16.safetensors").exists(), "an older save of the variant is stale"
        for variant, model in ((None, plain), ("fp16", other)):
            state = BertModel.from_pretrained(tmp_path, variant=variant).state_dict()
            assert all(torch.equal(each, state[name]) for name, each in model.state_dict().items())
    files = other.save_pretrained(tmp_path, variant="fp16", safe_serialization=False)
    assert [path.name for path in files] == ["pytorch_model.fp16.bin"]


def test_saves_what_it_is_given_in_the_stead_of_its_own(build: Build, tmp_path: Path) -> None:
    model = build("BertForMaskedLM")
    doubled = {name: each * 2 for name, each in model.state_dict().items()}
    model.save_pretrained(tmp_path, state_dict=doubled)
    written = load_file(tmp_path / "model.safetensors")
    assert all(torch.equal(each, doubled[name]) for name, each in written.items())
    some = {name: each for name, each in doubled.items() if "LayerNorm" in name}
    model.save_pretrained(tmp_path, state_dict=some)
    assert load_file(tmp_path / "model.safetensors").keys() == some.keys()
    with pytest.raises(ValueError, match=r"has no place for: module\.wrong"):
        model.save_pretrained(tmp_path, state_dict={"module.wrong": torch.ones(1)})


def test_only_the_main_process_writes_and_by_the_function_given(build: Build, tmp_path: Path) -> None:
    model, saved = build("BertModel"), []

    def save(state: Any, file: Any) -> None:
        saved.append(sorted(state))
        torch.save(state, file)

    assert model.save_pretrained(tmp_path / "none", is_main_process=False) == []
    assert not (tmp_path / "none").exists()
    model.save_pretrained(tmp_path / "bin", save_function=save, safe_serialization=False)
    assert saved == [sorted(model.state_dict())]
    assert torch.load(tmp_path / "bin/pytorch_model.bin", weights_only=True).keys() == model.state_dict().keys()


class Plain(nn.Module):
    """A module that knows nothing of trivet."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(8, 8) for _ in range(4))


@pytest.mark.parametrize("container", ["safetensors", "bin"])
def test_fills_any_module_from_shards(tmp_path: Path, container: str) -> None:
    source, target = Plain(), Plain()
    if container == "safetensors":
        trivet.save(source, tmp_path, max_shard_size=600)
    else:
        index: dict[str, Any] = {"metadata": {}, "weight_map": {}}
        for number, part in enumerate((list(source.state_dict())[:3], list(source.state_dict())[3:]), start=1):
            name = f"pytorch_model-{number:05d}-of-00002.bin"
            torch.save({each: source.state_dict()[each] for each in part}, tmp_path / name)
            index["weight_map"] |= dict.fromkeys(part, name)
        (tmp_path / "pytorch_model.bin.index.json").write_text(json.dumps(index))
    target.half()
    report = trivet.load_sharded_checkpoint(target, tmp_path, prefer_safe=False)
    assert not report["missing_keys"] and not report["unexpected_keys"]
    state = target.state_dict()
    assert all(torch.equal(each.half(), state[name]) for name, each in source.state_dict().items())


def test_shards_that_do_not_fit_are_refused_and_change_nothing(tmp_path: Path) -> None:
    trivet.save(Plain(), tmp_path, max_shard_size=600)
    target = Plain()
    target.head = nn.Linear(8, 2)
    before = copy.deepcopy(target.state_dict())
    with pytest.raises(CheckpointMismatchError, match=r"head\.weight"):
        trivet.load_sharded_checkpoint(target, tmp_path)
    assert all(torch.equal(each, target.state_dict()[name]) for name, each in before.items())
    report = trivet.load_sharded_checkpoint(target, tmp_path, strict=False)
    assert set(report["missing_keys"]) == {*report.missing_keys} == {"head.weight", "head.bias"}
    assert report.unexpected_keys == []
    with pytest.raises(SourceNotFoundError, match="has no index of shards"):
        trivet.load_sharded_checkpoint(target, tmp_path / "nowhere")


def test_a_loaded_model_is_an_ordinary_module(build: Build, tmp_path: Path) -> None:
    build("BertForMaskedLM").save_pretrained(tmp_path)
    model = BertForMaskedLM.from_pretrained(tmp_path)
    expected = model(IDS).logits
    torch.save(model, tmp_path / "whole.pt")
    torch.save(model.state_dict(), tmp_path / "state.pt")
    fresh = BertForMaskedLM(model.config).eval()
    assert not fresh.load_state_dict(torch.load(tmp_path / "state.pt", weights_only=True)).missing_keys
    whole = torch.load(tmp_path / "whole.pt", weights_only=False)
    for again in (copy.deepcopy(model), pickle.loads(pickle.dumps(model)), whole, fresh):
        assert again is not model and type(again) is BertForMaskedLM
        assert torch.equal(again(IDS).logits, expected)
        assert again.get_input_embeddings().weight is again.get_output_embeddings().weight
        again.get_input_embeddings().weight.data.zero_()
    assert torch.equal(model(IDS).logits, expected), "a copy shares its memory"


def test_training_weights_that_view_the_file_leaves_the_file_alone(build: Build, tmp_path: Path) -> None:
    build("BertForMaskedLM").save_pretrained(tmp_path)
    before = (tmp_path / "model.safetensors").read_bytes()
    model = BertForMaskedLM.from_pretrained(tmp_path).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    losses = []
    for _ in range(4):
        optimizer.zero_grad()
        loss = model(IDS, labels=IDS).loss
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]
    assert (tmp_path / "model.safetensors").read_bytes() == before
    assert not torch.equal(model(IDS).logits, BertForMaskedLM.from_pretrained(tmp_path)(IDS).logits)


def test_is_wrapped_for_data_parallel_training(build: Build, tmp_path: Path) -> None:
    from torch import distributed
    from torch.nn.parallel import DistributedDataParallel

    build("BertForMaskedLM").save_pretrained(tmp_path / "model")
    model = BertForMaskedLM.from_pretrained(tmp_path / "model").train()
    store = distributed.FileStore(os.fspath(tmp_path / "store"), 1)
    distributed.init_process_group("gloo", store=store, rank=0, world_size=1)
    try:
        wrapped = DistributedDataParallel(model)
        wrapped(IDS, labels=IDS).loss.backward()
        assert all(each.grad is not None for each in model.parameters())
        torch.optim.SGD(wrapped.parameters(), lr=0.1).step()
    finally:
        distributed.destroy_process_group()
    model.save_pretrained(tmp_path / "trained")
    again = BertForMaskedLM.from_pretrained(tmp_path / "trained").state_dict()
    assert all(torch.equal(each, again[name]) for name, each in model.state_dict().items())


def test_is_compiled_after_loading(build: Build, tmp_path: Path) -> None:
    build("BertModel").save_pretrained(tmp_path)
    model = BertModel.from_pretrained(tmp_path)
    model.gradient_checkpointing_enable()
    expected = model(IDS).last_hidden_state
    compiled = torch.compile(model, backend="aot_eager", fullgraph=True)
    torch.testing.assert_close(compiled(IDS).last_hidden_state, expected)


class Quiet(BertForMaskedLM):
    """A class that does not speak of some keys."""

    _keys_to_ignore_on_load_missing = (r"transform\.dense",)
    _keys_to_ignore_on_load_unexpected = (r"^pooler",)
    _keys_to_ignore_on_save = (r"embeddings\.position",)


class Lenient(BertForMaskedLM):
    """A model that asks for nothing but the base, and lets the rest lie."""

    _keys_to_ignore_on_load_missing = (r"^cls\.",)
    _keys_to_ignore_on_load_unexpected = (r"^pooler",)


def test_a_strict_load_lets_the_keys_pass_that_a_class_ignores(build: Build, tmp_path: Path) -> None:
    build("BertModel").save_pretrained(tmp_path)
    model, report = Lenient.from_pretrained(tmp_path, strict=True, output_loading_info=True)
    assert not report["missing_keys"] and not report["unexpected_keys"]
    assert all(each.isfinite().all() for each in model.parameters())


def test_keys_that_a_class_ignores_are_not_mentioned_nor_stored(build: Build, tmp_path: Path) -> None:
    base = build("BertModel")
    base.save_pretrained(tmp_path)
    quiet, loud = (cls.from_pretrained(tmp_path, output_loading_info=True)[1] for cls in (Quiet, BertForMaskedLM))
    assert set(loud["missing_keys"]) - set(quiet["missing_keys"]) == {
        "cls.predictions.transform.dense.weight",
        "cls.predictions.transform.dense.bias",
    }
    assert set(loud["unexpected_keys"]) - set(quiet["unexpected_keys"]) == set(loud["unexpected_keys"])
    assert loud["unexpected_keys"]
    with pytest.raises(CheckpointMismatchError) as refused:
        Quiet.from_pretrained(tmp_path, strict=True)
    assert "cls.predictions.bias: missing" in str(refused.value)
    assert "transform.dense" not in str(refused.value) and "pooler" not in str(refused.value)
    Quiet(base.config).save_pretrained(tmp_path / "quiet")
    names = load_file(tmp_path / "quiet/model.safetensors").keys()
    assert "bert.embeddings.word_embeddings.weight" in names
    assert not any("position" in name for name in names)
    assert Quiet.load_tf_weights is None and Quiet.is_parallelizable is False
