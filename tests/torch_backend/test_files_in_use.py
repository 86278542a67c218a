"""Files that others write while a model is loaded from them, or after: the model keeps the values that it was given."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet
from trivet import AutoModelForMaskedLM, BertForMaskedLM, BertModel
from trivet.errors import CorruptFileError
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint
from trivet.planning.plan import plan_load
from trivet_torch.backend import BACKEND
from trivet_torch.load.pinned import Ways
from trivet_torch.placement.offload import Offload

Build = Callable[..., Any]
IDS = torch.tensor([[3, 4, 5], [6, 7, 8]])
HEAD = "BertForMaskedLM"


def values(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def are_mapped(model: torch.nn.Module, file: Path) -> set[bool]:
    """Whether parameters lie in a map of the file."""
    lines = [line.split() for line in Path("/proc/self/maps").read_text().splitlines()]
    spans = [line[0].split("-") for line in lines if line[-1] == str(file)]
    ranges = [(int(start, 16), int(end, 16)) for start, end in spans]
    return {any(start <= each.data_ptr() < end for start, end in ranges) for each in model.parameters()}


@pytest.fixture
def folder(build: Build, tmp_path: Path) -> Path:
    """A checkpoint in PyTorch's own container."""
    build(HEAD).save_pretrained(tmp_path / "bin", safe_serialization=False)
    return tmp_path / "bin"


def test_a_model_is_written_over_the_file_that_it_came_from(folder: Path) -> None:
    model = BertForMaskedLM.from_pretrained(folder)
    with torch.no_grad():
        model.bert.pooler = None
        model.cls.predictions.bias.add_(1)
    expected = values(model)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    assert same(values(model), expected)
    assert same(values(BertForMaskedLM.from_pretrained(folder)), expected)


def test_files_that_are_overwritten_or_cut_leave_the_model_as_it_is(folder: Path) -> None:
    model, file = BertForMaskedLM.from_pretrained(folder), folder / "pytorch_model.bin"
    expected = values(model)
    file.write_bytes(bytes(file.stat().st_size))
    assert same(values(model), expected)
    file.write_bytes(b"")
    assert same(values(model), expected)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/maps")
def test_the_caller_decides_what_is_mapped(folder: Path, build: Build, tmp_path: Path) -> None:
    build(HEAD).save_pretrained(tmp_path / "safe")
    file, safe = folder / "pytorch_model.bin", tmp_path / "safe/model.safetensors"
    for load in (BertForMaskedLM.from_pretrained, AutoModelForMaskedLM.from_pretrained):
        assert are_mapped(load(folder), file) == {False}
        assert are_mapped(load(folder, mmap=True), file) == {True}
        assert are_mapped(load(tmp_path / "safe"), safe) == {True}
        assert are_mapped(load(tmp_path / "safe", mmap=False), safe) == {False}
    model = build(HEAD)
    trivet.load_into(model, folder, mmap=True)
    assert are_mapped(model, file) == {True}
    trivet.load_into(model, folder)
    assert are_mapped(model, file) == {False}
    file.chmod(0o444)
    assert are_mapped(BertForMaskedLM.from_pretrained(folder), file) == {True}


@pytest.mark.parametrize("container", ["safetensors", "bin", "sharded"])
def test_a_save_while_the_model_is_built_changes_nothing(container: str, build: Build, tmp_path: Path) -> None:
    how: dict[str, Any] = {"safe_serialization": container != "bin"}
    if container == "sharded":
        how["max_shard_size"] = 2000
    folder, first, second = tmp_path / "x", build("BertModel"), build("BertModel")
    first.save_pretrained(folder, **how)

    class Slow(BertModel):
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            super().__init__(*arguments, **keywords)
            second.save_pretrained(folder, **how)

    assert same(values(Slow.from_pretrained(folder)), values(first))
    assert same(values(BertModel.from_pretrained(folder)), values(second))


def test_a_file_that_is_overwritten_while_the_model_is_built_is_refused(folder: Path) -> None:
    class Slow(BertForMaskedLM):
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            super().__init__(*arguments, **keywords)
            content = (folder / "pytorch_model.bin").read_bytes()
            os.utime(folder / "pytorch_model.bin", ns=(0, 0))
            (folder / "pytorch_model.bin").write_bytes(content[:-1000] + bytes(1000))

    for mmap in (None, True):
        with pytest.raises(CorruptFileError, match="was written to since its header was read"):
            Slow.from_pretrained(folder, mmap=mmap)
        build = BertForMaskedLM(BertForMaskedLM.config_class.from_pretrained(folder))
        torch.save(build.state_dict(), folder / "pytorch_model.bin")


def test_what_is_offloaded_to_memory_is_held_there(folder: Path) -> None:
    model = BertForMaskedLM.from_pretrained(folder)
    checkpoint = open_checkpoint(folder)
    plan = plan_load(checkpoint.catalog, BACKEND.skeleton(model), source="x", dialect=checkpoint.dialect)
    storage = Storage()
    offloaded = {step.target: Offload(None, Ways()).take(step, storage) for step in plan.steps}
    (folder / "pytorch_model.bin").write_bytes(b"")
    assert len(offloaded) > 20
    for name, parameter in offloaded.items():
        assert torch.equal(parameter.detach(), model.get_parameter(name))


def test_what_is_offloaded_to_the_disk_is_refused_once_the_file_is_overwritten(folder: Path) -> None:
    expected = BertForMaskedLM.from_pretrained(folder)(IDS).logits
    model = BertForMaskedLM.from_pretrained(folder, device_map="disk")
    assert torch.equal(model(IDS).logits, expected)
    os.utime(folder / "pytorch_model.bin", ns=(0, 0))
    with pytest.raises(CorruptFileError, match="was written to since its header was read"):
        model(IDS)


def test_what_is_offloaded_is_still_read_once_the_file_is_replaced(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    build(HEAD).save_pretrained(folder)
    expected = BertForMaskedLM.from_pretrained(folder)(IDS).logits
    models = [BertForMaskedLM.from_pretrained(folder, device_map="disk", mmap=mmap) for mmap in (None, False)]
    build(HEAD).save_pretrained(folder)
    for model in models:
        assert torch.equal(model(IDS).logits, expected)
    assert not torch.equal(BertForMaskedLM.from_pretrained(folder)(IDS).logits, expected)
