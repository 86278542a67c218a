"""Memory of big models: pages are let go of, what was written beside them is not, and nothing is made twice."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from accelerate import init_empty_weights

import trivet
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint
from trivet.testing import tiny_config
from trivet_torch.placement.devices import Placed
from trivet_torch.placement.offload import OffloadedParameter

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc/self/smaps")


def resident(path: Path) -> int:
    """Bytes of a mapped file that are in this process's memory."""
    total, inside = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if "-" in line.split(" ")[0]:
            inside = line.endswith(str(path))
        elif inside and line.startswith("Rss:"):
            total += int(line.split()[1]) * 1024
    return total


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of about 3 MB, with a word table of 2 MB."""
    trivet.BertModel(tiny_config("bert", vocab_size=32_000)).save_pretrained(tmp_path)
    return tmp_path


@linux_only
def test_a_released_tensor_takes_no_memory_and_can_be_read_again(folder: Path) -> None:
    file = folder / "model.safetensors"
    specs = {name: spec for name, spec in open_checkpoint(folder).catalog.items() if spec.nbytes > 1_000_000}
    storage = Storage()
    for spec in specs.values():
        array = storage.array(spec)
        before = array.sum()
        assert resident(file) >= spec.nbytes
        storage.release(spec)
        assert resident(file) < 200_000
        assert array.sum() == before


def test_releasing_a_tensor_keeps_what_was_written_beside_it(folder: Path) -> None:
    catalog = open_checkpoint(folder).catalog
    storage = Storage()
    arrays = {name: storage.array(spec) for name, spec in catalog.items()}
    for name, spec in catalog.items():
        if spec.nbytes < 1_000_000:
            arrays[name][...] = 3
    for spec in catalog.values():
        if spec.nbytes >= 1_000_000:
            storage.release(spec)
    assert all(np.all(arrays[name] == 3) for name, spec in catalog.items() if spec.nbytes < 1_000_000)


@linux_only
def test_an_offloaded_model_is_not_resident_once_it_is_loaded(folder: Path) -> None:
    before = resident(folder / "model.safetensors")
    model = trivet.BertModel.from_pretrained(folder, device_map="disk")
    assert resident(folder / "model.safetensors") - before < 300_000
    with torch.no_grad():
        assert model(torch.tensor([[3, 4, 5]]))[0].isfinite().all()


def test_an_offloaded_parameter_knows_its_place_and_has_no_memory(folder: Path) -> None:
    model = trivet.BertModel.from_pretrained(folder, device_map="disk")
    weight = model.embeddings.word_embeddings.weight
    assert isinstance(weight, OffloadedParameter)
    assert weight.is_meta
    assert weight.stored.step.source.file == str(folder / "model.safetensors")
    assert weight.stored.window is not None  # what is on disk is let go of


def test_the_longest_path_of_a_map_counts() -> None:
    where = Placed({"": "cpu", "encoder": "disk", "encoder.layer.1": "meta"})
    assert where.device_of("encoder.layer.1.weight") == "meta"
    assert where.device_of("encoder.layer.10.weight") == "disk"
    assert where.device_of("pooler") == "cpu"
    assert where.main == where.runs_on("encoder.layer.10") == torch.device("cpu")
    with pytest.raises(KeyError, match="pooler"):
        Placed({"encoder": "cpu"}).device_of("pooler")


@pytest.mark.parametrize("dtype", [None, torch.bfloat16])
def test_a_model_made_of_a_config_has_no_values_where_accelerate_wants_none(dtype: torch.dtype | None) -> None:
    with init_empty_weights():
        model = trivet.AutoModelForCausalLM.from_config(tiny_config("gpt2"), torch_dtype=dtype)
    assert {(parameter.device.type, parameter.dtype) for parameter in model.parameters()} == {
        ("meta", dtype or torch.float32)
    }
    model.tie_weights()  # accelerate makes a parameter of its own of each that is registered
    assert model.lm_head.weight is model.transformer.wte.weight
