"""Every public method of the reference library's models is here, takes what it took, and does the same."""

from __future__ import annotations

import inspect
import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors import safe_open
from signatures import takes_in_order

import trivet
from golden_data import Case
from trivet import BertForMaskedLM, BertModel
from trivet.testing import tiny_config
from trivet_torch.model.pretrained import PreTrainedModel

DATA = Path(__file__).parents[1] / "golden/data"
SURFACE: dict[str, Any] = json.loads((DATA / "torch_surface.json").read_text())
# Of the reference library's own machinery, or given up by it, or another library's quantisation.
NOT_HERE = {
    "_adapter_model_path",
    "_commit_hash",
    "_from_auto",
    "_from_pipeline",
    "adapter_kwargs",
    "adapter_name",
    "ignore_metadata_errors",
    "load_in_4bit",
    "load_in_8bit",
    "organization",
    "quantization_config",
    "repo_path_or_name",
    "repo_url",
    "save_config",
    "use_flash_attention_2",
}
Small = Callable[..., Any]


def case_of(name: str) -> Case:
    family, _, case_name = name.partition("/")
    return Case(case_name, family)


def model_of(name: str, **options: Any) -> Any:
    case = case_of(name)
    return getattr(trivet, case.head).from_pretrained(case.checkpoint("torch"), **options)


def path_of(model: torch.nn.Module, layer: torch.nn.Module | None) -> str | None:
    return next((path for path, module in model.named_modules() if module is layer), None)


@pytest.mark.parametrize("name", SURFACE["methods"])
def test_has_every_method_and_its_parameters_in_their_order(name: str) -> None:
    found = inspect.getattr_static(PreTrainedModel, name, None)
    assert found is not None or name in ("config_class", "model_tags")
    wanted = [each for each in SURFACE["methods"][name] if each not in NOT_HERE]
    if not wanted:
        return
    takes_in_order(getattr(PreTrainedModel, name), wanted)


def test_loads_with_every_keyword(small: Small, tmp_path: Path) -> None:
    model = small("bert", "BertForMaskedLM")
    model.save_pretrained(tmp_path / "model")
    given: dict[str, Any] = {
        "config": model.config,
        "cache_dir": tmp_path,
        "ignore_mismatched_sizes": True,
        "force_download": False,
        "local_files_only": True,
        "token": "secret",
        "revision": "main",
        "use_safetensors": True,
        "state_dict": None,
        "from_tf": False,
        "from_flax": False,
        "resume_download": True,
        "proxies": {"https": "http://127.0.0.1:9"},
        "output_loading_info": True,
        "trust_remote_code": False,
        "mirror": "tuna",
        "_fast_init": False,
        "torch_dtype": torch.float32,
        "low_cpu_mem_usage": True,
        "device_map": "auto",
        "max_memory": {"cpu": "1GB"},
        "offload_folder": tmp_path / "offload",
        "offload_state_dict": True,
        "subfolder": "model",
        "variant": None,
        "attn_implementation": "eager",
    }
    known = {"pretrained_model_name_or_path", "use_auth_token"} | NOT_HERE
    assert {*given} == {*SURFACE["methods"]["from_pretrained"]} - known
    with pytest.warns(FutureWarning, match="has no effect") as warned:
        again, report = BertForMaskedLM.from_pretrained(tmp_path, **given)
    assert {str(each.message).partition(" ")[0] for each in warned} == {"mirror", "resume_download"}
    assert not report["missing_keys"] and again.attn_implementation == "eager"
    assert all(torch.equal(each, again.state_dict()[name]) for name, each in model.state_dict().items())
    with pytest.warns(FutureWarning, match="use_auth_token is deprecated"):
        BertForMaskedLM.from_pretrained(tmp_path / "model", use_auth_token="secret")


@pytest.mark.parametrize("head", SURFACE["classes"])
def test_classes_are_what_they_are_there(head: str, tmp_path: Path) -> None:
    wanted = dict(SURFACE["classes"][head])
    checkpoint = wanted.pop("checkpoint")
    model, names = model_of(checkpoint), defaultdict(list)
    for name, tensor in model.state_dict().items():
        names[tensor.data_ptr()].append(name)
    found = {
        "config_class": model.config_class.__name__,
        "base_model_prefix": model.base_model_prefix,
        "base_model": type(model.base_model).__name__,
        "main_input_name": model.main_input_name,
        "supports_gradient_checkpointing": model.supports_gradient_checkpointing,
        "keep_in_fp32": None if model._keep_in_fp32_modules is None else [*model._keep_in_fp32_modules],
        "can_generate": model.can_generate(),
        "framework": model.framework,
        "inputs": path_of(model, model.get_input_embeddings()),
        "outputs": path_of(model, model.get_output_embeddings()),
        "tied": sorted(sorted(each) for each in names.values() if len(each) > 1),
    }
    # Heads that fill masks cannot write there either, though the class says so; ALBERT's layers are recomputed here too.
    wanted["can_generate"] &= not head.endswith("MaskedLM")
    wanted["supports_gradient_checkpointing"] |= head.startswith("Albert")
    assert found == wanted
    # What is tied is stored once, under the same of its names.
    model.save_pretrained(tmp_path)
    stored = [
        {key: each.get_slice(key).get_shape() for key in each.keys()}  # noqa: SIM118  # it is no mapping
        for each in (
            safe_open(folder / "model.safetensors", "pt")
            for folder in (tmp_path, case_of(checkpoint).checkpoint("torch"))
        )
    ]
    assert stored[0] == stored[1]


@pytest.mark.parametrize("name", SURFACE["initial"])
def test_models_begin_as_wide_as_there(name: str) -> None:
    torch.manual_seed(0)
    case, values = case_of(name), defaultdict(list)
    cls = getattr(trivet, case.head)
    for key, tensor in cls(cls.config_class.from_pretrained(case.checkpoint("torch"))).named_parameters():
        values[re.sub(r"\.\d+\.", ".*.", key)].append(tensor.detach().double().flatten())
    wanted = SURFACE["initial"][name]
    assert values.keys() == wanted.keys()
    for key, each in values.items():
        pooled, (mean, deviation) = torch.cat(each), wanted[key]
        # Six standard errors, of a mean and of a deviation, for what is drawn; what is not drawn is exact.
        room = 6.5 * deviation / math.sqrt(pooled.numel())
        assert pooled.mean().item() == pytest.approx(mean, rel=1e-3, abs=room + 1e-6), key
        assert pooled.std(correction=0).item() == pytest.approx(deviation, rel=1e-3, abs=room), key


@pytest.mark.parametrize("case", SURFACE["loaded"], ids=lambda case: f"{case['saved']}-{case['wanted']}")
def test_loads_into_another_class_report_the_same(case: Mapping[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    folder = Case(case["saved"], case["family"]).checkpoint("torch")
    cls = getattr(trivet, case["wanted"])
    model, report = cls.from_pretrained(
        folder, output_loading_info=True, ignore_mismatched_sizes=True, **case["fields"]
    )
    # There a name that shares a missing one's tensor is missing too, and a base model's may have the prefix of heads.
    known = {
        name.removeprefix(f"{model.base_model_prefix}.") if name not in model.state_dict() else name: name
        for name in case["missing_keys"]
    }
    assert {*report["missing_keys"]} == known.keys() - report.tied.keys()
    assert bool(caplog.messages) is bool(case["missing_keys"] or case["mismatched_keys"]), "who is to train it is told"
    assert sorted(report["unexpected_keys"]) == case["unexpected_keys"]
    assert (
        sorted([name, [*stored], [*own]] for name, stored, own in report["mismatched_keys"]) == case["mismatched_keys"]
    )
    assert report["error_msgs"] == case["error_msgs"]


@pytest.mark.parametrize("case", SURFACE["dtypes"], ids=str)
def test_tensors_have_the_dtypes_that_they_have_there(case: Mapping[str, Any], tmp_path: Path) -> None:
    model = model_of(case["checkpoint"])
    if "made" in case:
        found = type(model)._from_config(model.config, torch_dtype=getattr(torch, case["made"]))
    else:
        model.to(getattr(torch, case["stored"])).save_pretrained(tmp_path)
        path, asked = tmp_path / "config.json", case["asked"]
        path.write_text(json.dumps({**json.loads(path.read_text()), "torch_dtype": case["config"]}))
        request = asked if asked in (None, "auto") else getattr(torch, asked)
        found = type(model).from_pretrained(tmp_path, torch_dtype=request)
    own = getattr(torch, case["dtype"])
    assert found.dtype is own
    others = {key: str(each.dtype)[6:] for key, each in found.state_dict().items() if each.dtype is not own}
    assert others == case["others"]


@pytest.mark.parametrize("case", SURFACE["files"], ids=lambda case: "-".join(map(str, case["options"].values())))
def test_files_have_the_names_that_they_have_there(case: Mapping[str, Any], tmp_path: Path) -> None:
    model = model_of("bert/BertModel")
    model.save_pretrained(tmp_path, **case["options"])
    assert sorted(path.name for path in tmp_path.iterdir()) == case["files"]


@pytest.mark.parametrize(
    "name",
    ["distilbert/DistilBertModel", "distilbert/DistilBertForMaskedLM", "pegasus/PegasusForConditionalGeneration"],
)
def test_positions_move_as_there(name: str) -> None:
    options = {"sinusoidal_pos_embds": False} if name.startswith("distilbert") else {}
    model, arrays = model_of(name, **options), np.load(DATA / "surface.npz")
    known = model.config.max_position_embeddings
    for count in (known + 9, known - 2):
        model.resize_position_embeddings(count)
        tables = model.get_position_embeddings()
        for number, table in enumerate(tables if isinstance(tables, tuple) else (tables,)):
            expected = arrays[f"positions.{name}.{count}.{number}"]
            assert table.weight.shape[0] == table.num_embeddings == count
            np.testing.assert_allclose(table.weight.detach()[: len(expected)], expected, atol=1e-6, rtol=0)


def test_warns_of_padding_where_there(small: Small, caplog: pytest.LogCaptureFixture) -> None:
    for case in SURFACE["warned"]:
        model, ids = small("bert", "BertModel", pad_token_id=case["pad"]), torch.tensor(case["ids"])
        caplog.clear()
        model.warn_if_padding_and_no_attention_mask(ids, torch.ones(ids.shape) if case["masked"] else None)
        assert bool(caplog.messages) is case["warned"], case


def test_tags_are_gathered_as_there() -> None:
    model = BertModel(tiny_config("bert"))
    for tags in ("one", ["two", "one"], ["three"]):
        model.add_model_tags(tags)
    assert [*model.model_tags] == SURFACE["tagged"]
