"""Adapters that mean harm, or fail late: no code runs, every error is trivet's, and the model is what it was."""

from __future__ import annotations

import dataclasses
import json
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet
from trivet.errors import InvalidConfigError, TrivetError, UntrustedCodeError
from trivet.sources.adapter_fields import checked_fields
from trivet.testing import tiny_config

peft = pytest.importorskip("peft", reason="adapters are peft's")

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
IDS = torch.tensor([[5, 9, 12, 3]])
BRIEF = (
    "r 'x'",
    "r 1099511627776",
    "target_modules (a+)+$",
    "target_modules ((a{1000}){1000}){1000}",
    "rank_pattern (",
    "modules_to_save (.*)*query",
    "base 's3://bucket/x'",
    "base '\\ud800'",
    "peft_type []",
    "kind XLORA",
    "kind OSF",
)


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import hostile_adapters

    yield hostile_adapters
    sys.modules.pop("hostile_adapters", None)


def test_hostile_configs_end_in_refusals_run_nothing_and_leave_the_model_alone(hostile: Any, tmp_path: Path) -> None:
    kinds = ["XLORA", "OSF"]
    late = {f"{json.dumps(change):.60}" for change in (*hostile.CODE, *hostile.LATE)}
    chosen = [(name, change) for name, change in hostile.changes(kinds) if name in late or name in BRIEF]
    assert {name for name, _ in chosen} == late | set(BRIEF)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT warns of much of this
        counts = hostile.run(chosen, tmp_path)
    assert (counts["raw"], counts["changed"], counts["ran"]) == (0, 0, 0)
    assert counts["refused"] > counts["loaded"] > 0


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A model in `base`, and an adapter of it in `adapter`."""
    torch.manual_seed(0)
    trivet.BertModel(tiny_config("bert")).save_pretrained(tmp_path / "base")
    model = trivet.BertModel.from_pretrained(tmp_path / "base")
    torch.manual_seed(1)
    model.add_adapter(peft.LoraConfig(r=2, target_modules=["query", "value"], init_lora_weights=False))
    model.save_pretrained(tmp_path / "adapter")
    return tmp_path


def rewritten(folder: Path, **fields: Any) -> Path:
    path = folder / "adapter" / "adapter_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))
    return folder / "adapter"


def hidden(model: Any) -> torch.Tensor:
    with torch.no_grad():
        return model(input_ids=IDS).last_hidden_state.clone()


def test_every_kind_that_adapts_layers_passes_with_its_own_defaults(tmp_path: Path) -> None:
    from peft.mapping import PEFT_TYPE_TO_CONFIG_MAPPING

    passed = 0
    for kind, config_class in PEFT_TYPE_TO_CONFIG_MAPPING.items():
        name = str(getattr(kind, "value", kind))
        if issubclass(config_class, peft.PromptLearningConfig) or name in ("ADAPTION_PROMPT", "SHADOW", "XLORA"):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            steps = {"total_step": 10} if name == "ADALORA" else {}
            try:
                config_class(peft_type=kind, **steps).save_pretrained(tmp_path / name)
            except ImportError:  # a kind that needs a further package
                continue
        fields = json.loads((tmp_path / name / "adapter_config.json").read_text())
        stated = {each.name: each.default for each in dataclasses.fields(config_class)}
        found = checked_fields(fields, tmp_path / name, defaults=stated, largest=4096)
        assert found.keys() >= fields.keys() - {"auto_mapping", "peft_version", "runtime_config"} - {
            each for each in fields if each.endswith("_config")
        }
        passed += 1
    assert passed > 15


def test_trust_hands_the_config_to_peft_as_it_is(saved: Path) -> None:
    adapter = rewritten(saved, megatron_core="some.module")
    model = trivet.BertModel.from_pretrained(saved / "base")
    with pytest.raises(UntrustedCodeError, match=r"its field megatron_core is 'some\.module'"):
        model.load_adapter(adapter)
    for cls in (trivet.BertModel, trivet.AutoModel):
        with pytest.raises(UntrustedCodeError):
            cls.from_pretrained(adapter)
        found = cls.from_pretrained(adapter, trust_remote_code=True)
        assert found.peft_config["default"].megatron_core == "some.module"
    model.load_adapter(adapter, trust_remote_code=True)
    assert model.active_adapters() == ["default"]


def test_regular_expressions_select_the_same_layers_and_are_saved_as_they_were(saved: Path, tmp_path: Path) -> None:
    expected = hidden(trivet.BertModel.from_pretrained(saved / "adapter"))
    expression, ranks = r"^(?!.*output).*\.(?:query|value)$", {r".*\.0\..*query": 2}
    model = trivet.BertModel.from_pretrained(
        rewritten(saved, target_modules=expression, rank_pattern=ranks, r=2, exclude_modules=".*key")
    )
    assert torch.equal(hidden(model), expected)
    model.save_pretrained(tmp_path / "again")
    stated = json.loads((tmp_path / "again" / "adapter_config.json").read_text())
    assert (stated["target_modules"], stated["rank_pattern"]) == (expression, ranks)
    with pytest.raises(InvalidConfigError, match=r"'\.\*nowhere' matches no module of the model"):
        trivet.BertModel.from_pretrained(rewritten(saved, target_modules=".*nowhere"))


@pytest.mark.parametrize("adapters", [0, 1])
def test_model_is_as_it_was_where_an_adapter_fails_late(saved: Path, hostile: Any, adapters: int) -> None:
    model = trivet.BertModel.from_pretrained(saved / "base")
    if adapters:
        model.load_adapter(saved / "adapter", "first")
        model.disable_adapters()
    calls: list[int] = []
    handle = model.encoder.layer[0].register_forward_hook(lambda *_: calls.append(1))
    before, values = hostile.state_of(model), hidden(model)
    text = (saved / "adapter" / "adapter_config.json").read_text()
    failing: list[dict[str, Any]] = [
        {"r": 3},
        {"modules_to_save": ["pooler"], "r": 3},
        {"trainable_token_indices": [10**6]},
        {"init_lora_weights": "pissa", "r": 3},
    ]
    for change in failing:
        (saved / "adapter" / "adapter_config.json").write_text(text)
        with pytest.raises(TrivetError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.load_adapter(rewritten(saved, **change), "second")
        assert hostile.is_same(hostile.state_of(model), before)
        assert torch.equal(hidden(model), values)
    with pytest.raises(InvalidConfigError, match=r"^PEFT cannot adapt BertModel in this way: "):
        model.add_adapter(peft.LoraConfig(target_modules=["query"], r="x"), "third")
    assert hostile.is_same(hostile.state_of(model), before)
    calls.clear()
    handle.remove()
    hidden(model)
    assert calls == []
