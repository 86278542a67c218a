"""A family whose files fuse what its models have apart, from the file to a model that computes, and back to the byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file
from spelled_families import FUSIONS, SIZES, FusedConfig, FusedLlama, fused_by_hand

import trivet
from trivet.families import registry
from trivet.testing import tiny_config
from trivet_torch.placement.offload import OffloadedParameter

IDS = torch.tensor([[3, 4, 5], [6, 7, 8]])
FILE = "model.safetensors"


class FusedForCausalLM(trivet.LlamaForCausalLM):
    config_class = FusedConfig


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    real, points = registry.architecture, registry.architecture_points()
    family = FusedLlama()
    modules = ["trivet.planning.skeleton", "trivet.planning.opening", "trivet_torch.load.skeleton"]
    for module in modules:
        monkeypatch.setattr(f"{module}.architecture", lambda name: family if name == "fused-llama" else real(name))
    assert "fused-llama" not in points


@pytest.fixture(params=FUSIONS)
def config(request: pytest.FixtureRequest) -> FusedConfig:
    return FusedConfig(fusion=request.param, num_key_value_heads=4 if request.param == FUSIONS[1] else 2, **SIZES)


def weights_of(model: Any) -> dict[str, np.ndarray[Any, Any]]:
    return {name: tensor.numpy() for name, tensor in model.state_dict().items()}


@pytest.fixture
def folder(config: FusedConfig, tmp_path: Path) -> tuple[Path, Any]:
    """A file made by hand, and the model whose weights it has."""
    model = FusedForCausalLM(config).eval()
    stored = fused_by_hand(weights_of(model), config)
    (tmp_path / "file").mkdir()
    save_file({n: np.ascontiguousarray(a) for n, a in stored.items()}, tmp_path / "file" / "model.safetensors")
    document = {**json.loads(config.to_json_string(use_diff=False)), "architectures": ["LlamaForCausalLM"]}
    (tmp_path / "file" / "config.json").write_text(json.dumps(document))
    return tmp_path / "file", model


def logits(model: Any) -> torch.Tensor:
    with torch.no_grad():
        return model(IDS).logits


def test_loads_computes_and_saves_the_same_bytes(folder: tuple[Path, Any], tmp_path: Path) -> None:
    file, expected = folder
    model, report = FusedForCausalLM.from_pretrained(file, output_loading_info=True)
    assert torch.equal(logits(model), logits(expected))
    assert len(report.joined) == 2 * 10
    assert not report.missing
    assert not report.unexpected
    model.save_pretrained(tmp_path / "saved")
    saved, stored = (load_file(each / "model.safetensors") for each in (tmp_path / "saved", file))
    assert {name: array.tobytes() for name, array in saved.items()} == {n: a.tobytes() for n, a in stored.items()}
    assert trivet.diff(file, tmp_path / "saved").is_identical


def test_offloaded_parameters_are_put_together_on_use(folder: tuple[Path, Any], tmp_path: Path) -> None:
    file, expected = folder
    for options in ({"device_map": "disk"}, {"device_map": {"": "cpu", "model.layers": "disk"}}):
        model = FusedForCausalLM.from_pretrained(file, **options)
        assert isinstance(model.model.layers[0].self_attn.q_proj.weight, OffloadedParameter)
        for _ in range(2):
            assert torch.equal(logits(model), logits(expected))
    model.save_pretrained(tmp_path / "saved")
    assert trivet.diff(file, tmp_path / "saved").is_identical


def test_a_state_dict_may_be_fused_too(folder: tuple[Path, Any], config: FusedConfig) -> None:
    file, expected = folder
    state_dict = {name: torch.from_numpy(array) for name, array in load_file(file / "model.safetensors").items()}
    model = FusedForCausalLM.from_pretrained(None, config=config, state_dict=state_dict)
    assert torch.equal(logits(model), logits(expected))
    state_dict["model.layers.0.self_attn.qkv_proj.weight"].zero_()
    assert torch.equal(logits(model), logits(expected))  # the caller's tensors stay the caller's


def test_fills_a_module_and_casts(folder: tuple[Path, Any], config: FusedConfig) -> None:
    file, expected = folder
    module = FusedForCausalLM(config)
    report = trivet.load_into(module, file, dtype=torch.bfloat16)
    assert set(report.cast) == set(report.loaded)
    for name, tensor in module.state_dict().items():
        assert torch.equal(tensor, expected.state_dict()[name].to(torch.bfloat16).to(tensor.dtype)), name


def test_saves_in_other_dialects(folder: tuple[Path, Any], tmp_path: Path) -> None:
    file, model = folder
    for dialect in ("tensorflow", "flax"):
        trivet.save(model, tmp_path / dialect, dialect=dialect)
        (tmp_path / dialect / "config.json").write_text((file / "config.json").read_text())
        assert trivet.diff(file, tmp_path / dialect).is_identical
        again = FusedForCausalLM.from_pretrained(tmp_path / dialect)
        assert torch.equal(logits(again), logits(model))


def test_files_of_transformers_4_name_phis_classifier_of_tokens_otherwise(tmp_path: Path) -> None:
    model = trivet.PhiForTokenClassification(tiny_config("phi")).eval()
    model.save_pretrained(tmp_path)
    stored = {name.replace("score.", "classifier."): each for name, each in load_file(tmp_path / FILE).items()}
    assert {"classifier.weight", "classifier.bias"} <= stored.keys()
    save_file(stored, tmp_path / FILE)
    loaded, report = trivet.PhiForTokenClassification.from_pretrained(tmp_path, output_loading_info=True)
    assert not report.missing
    assert not report.unexpected
    assert torch.equal(logits(loaded), logits(model))
