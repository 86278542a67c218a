"""PEFT adapters: added, saved in PEFT's layout, loaded from every source onto the model that they were made for."""

from __future__ import annotations

import json
import pickle
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from hub_server import Hub

import trivet
from trivet.errors import (
    CheckpointMismatchError,
    InvalidConfigError,
    PackageNotInstalledError,
    SourceNotFoundError,
    UnsafePickleError,
)
from trivet.testing import tiny_config
from trivet_torch.extras import adapter_files

peft = pytest.importorskip("peft", reason="adapters are peft's")
IDS = torch.tensor([[5, 9, 12, 3], [7, 1, 2, 8]])
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture
def hub(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("HF_TOKEN", hub.token)
    return hub


@pytest.fixture
def base(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    trivet.BertForSequenceClassification(tiny_config("bert")).save_pretrained(tmp_path / "base")
    return tmp_path / "base"


def logits(model: Any) -> torch.Tensor:
    with torch.no_grad():
        return model(input_ids=IDS).logits.clone()


def config(**options: Any) -> Any:
    return peft.LoraConfig(r=2, target_modules=["query", "value"], init_lora_weights=False, **options)


def adapted(base: Path, **options: Any) -> Any:
    model = trivet.BertForSequenceClassification.from_pretrained(base)
    torch.manual_seed(1)
    model.add_adapter(config(**options))
    return model.eval()


def test_adapter_is_saved_in_pefts_layout_and_loaded_onto_its_base(base: Path, tmp_path: Path) -> None:
    model = adapted(base, lora_dropout=0.5, modules_to_save=["classifier"])
    expected = logits(model)
    assert not torch.equal(expected, logits(trivet.BertForSequenceClassification.from_pretrained(base)))
    assert [each.name for each in model.save_pretrained(tmp_path / "adapter")] == ["adapter_model.safetensors"]
    assert {each.name for each in (tmp_path / "adapter").iterdir()} == {
        "adapter_config.json",
        "adapter_model.safetensors",
    }
    stated = json.loads((tmp_path / "adapter" / "adapter_config.json").read_text())
    assert (stated["base_model_name_or_path"], stated["peft_type"]) == (str(base), "LORA")
    again = trivet.AutoModelForSequenceClassification.from_pretrained(tmp_path / "adapter")
    assert torch.equal(logits(again), expected)
    assert not any(module.training for module in again.modules())
    theirs = peft.PeftModel.from_pretrained(
        trivet.BertForSequenceClassification.from_pretrained(base), tmp_path / "adapter"
    )
    assert torch.equal(logits(theirs), expected)
    other = trivet.BertForSequenceClassification.from_pretrained(base)
    other.load_adapter(tmp_path / "adapter", "mine")
    assert torch.equal(logits(other), expected)


def test_an_adapter_that_is_saved_over_while_it_is_opened_is_all_new(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, saves = tmp_path / "adapter", [4, 2]

    def save(rank: int) -> Any:
        model = trivet.BertForSequenceClassification.from_pretrained(base)
        model.add_adapter(peft.LoraConfig(r=rank, target_modules=["query", "value"], init_lora_weights=False))
        model.eval().save_pretrained(folder)
        return model

    save(saves.pop())
    newer: list[Any] = []
    real = adapter_files.read_adapter_config

    def reading(path: Path) -> Any:
        fields = real(path)
        if saves:
            newer.append(save(saves.pop()))
        return fields

    monkeypatch.setattr(adapter_files, "read_adapter_config", reading)
    model = trivet.BertForSequenceClassification.from_pretrained(base)
    model.load_adapter(folder)
    assert torch.equal(logits(model), logits(newer[0]))


def test_what_peft_wrote_is_loaded(base: Path, tmp_path: Path) -> None:
    wrapped = peft.get_peft_model(
        trivet.BertForSequenceClassification.from_pretrained(base), config(task_type="SEQ_CLS")
    )
    wrapped.eval().save_pretrained(tmp_path / "theirs")
    loaded = trivet.BertForSequenceClassification.from_pretrained(tmp_path / "theirs")
    assert torch.equal(logits(loaded), logits(wrapped))
    wrapped.save_pretrained(tmp_path / "bin", safe_serialization=False)
    assert torch.equal(logits(trivet.BertForSequenceClassification.from_pretrained(tmp_path / "bin")), logits(wrapped))


def test_only_the_adapter_is_trained_and_the_base_is_kept(base: Path) -> None:
    model = adapted(base)
    before = {name: value.clone() for name, value in model.named_parameters() if not value.requires_grad}
    trained = {name for name, value in model.named_parameters() if value.requires_grad}
    assert trained
    assert all("lora_" in name for name in trained)
    model.train()
    model(input_ids=IDS, labels=torch.tensor([0, 1])).loss.backward()
    torch.optim.SGD((each for each in model.parameters() if each.requires_grad), 1.0).step()
    assert all(torch.equal(model.get_parameter(name), value) for name, value in before.items())


def test_adapters_are_switched_disabled_and_deleted(base: Path, tmp_path: Path) -> None:
    model = adapted(base)
    first = logits(model)
    torch.manual_seed(2)
    model.add_adapter(config(), "second")
    model.eval()
    second = logits(model)
    assert model.active_adapters() == ["second"]
    assert model.active_adapter() == "second"
    assert not torch.equal(first, second)
    model.set_adapter("default")
    assert torch.equal(logits(model), first)
    model.disable_adapters()
    plain = logits(trivet.BertForSequenceClassification.from_pretrained(base))
    assert torch.equal(logits(model), plain)
    model.enable_adapters()
    assert torch.equal(logits(model), first)
    model.set_adapter(["default", "second"])
    with pytest.raises(ValueError, match=r"^default, second are active, but a file holds one adapter"):
        model.save_pretrained(tmp_path / "two")
    model.set_adapter("second")
    model.delete_adapter("default")
    assert torch.equal(logits(model), second)
    model.delete_adapter("second")
    assert torch.equal(logits(model), plain)
    assert all(each.requires_grad for each in model.parameters())
    model.save_pretrained(tmp_path / "whole")
    assert trivet.diff(tmp_path / "whole", base).is_identical


def test_adapter_without_pefts_names_and_from_given_tensors(base: Path, tmp_path: Path) -> None:
    model = adapted(base)
    model.save_pretrained(tmp_path / "plain", save_peft_format=False, safe_serialization=False)
    assert (tmp_path / "plain" / "adapter_model.bin").is_file()
    names = set(trivet.inspect(tmp_path / "plain" / "adapter_model.bin").tensors[0].name.split("."))
    assert "base_model" not in names
    assert torch.equal(logits(trivet.BertForSequenceClassification.from_pretrained(tmp_path / "plain")), logits(model))
    other = trivet.BertForSequenceClassification.from_pretrained(base)
    other.load_adapter(peft_config=config(), adapter_state_dict=model.get_adapter_state_dict())
    assert torch.equal(logits(other), logits(model))
    doubled = {name: value * 2 for name, value in model.state_dict().items()}
    found = model.get_adapter_state_dict(state_dict=doubled)
    assert all(torch.equal(value, 2 * model.get_adapter_state_dict()[name]) for name, value in found.items())


def test_gpt2_is_adapted_though_its_layers_are_not_linear(tmp_path: Path) -> None:
    torch.manual_seed(0)
    trivet.GPT2LMHeadModel(tiny_config("gpt2")).save_pretrained(tmp_path / "base")
    model = trivet.GPT2LMHeadModel.from_pretrained(tmp_path / "base")
    model.add_adapter(peft.LoraConfig(r=2, target_modules=["c_attn", "c_fc"], init_lora_weights=False))
    model.eval().save_pretrained(tmp_path / "adapter")
    again = trivet.AutoModelForCausalLM.from_pretrained(tmp_path / "adapter")
    assert torch.equal(logits(again), logits(model))
    assert not torch.equal(logits(model), logits(trivet.GPT2LMHeadModel.from_pretrained(tmp_path / "base")))
    torch.testing.assert_close(again.generate(IDS, max_new_tokens=2), model.generate(IDS, max_new_tokens=2))


def test_adapter_is_published_and_found_with_the_base_of_its_revision(base: Path, hub: Hub) -> None:
    trivet.BertForSequenceClassification.from_pretrained(base).push_to_hub("me/base")
    model = trivet.BertForSequenceClassification.from_pretrained("me/base")
    torch.manual_seed(1)
    model.add_adapter(config(revision="v1"))
    model.eval().push_to_hub("me/adapter", revision="dev")
    repo = hub.repos["me/base"]
    repo.tags["v1"] = repo.refs["main"]
    hub.add("me/base", {"README.md": b"moved on"})
    files = hub.files("me/adapter", "dev")
    assert set(files) == {".gitattributes", "README.md", "adapter_config.json", "adapter_model.safetensors"}
    card = files["README.md"].decode()
    for line in ("base_model: me/base", "library_name: peft", "- pytorch"):
        assert line in card.splitlines()
    assert 'AutoModel.from_pretrained("me/adapter")' in card
    for cls in (trivet.BertForSequenceClassification, trivet.AutoModelForSequenceClassification):
        assert torch.equal(logits(cls.from_pretrained("me/adapter", revision="dev")), logits(model))
    loaded = trivet.BertForSequenceClassification.from_pretrained("me/base", revision="v1")
    loaded.load_adapter("me/adapter", revision="dev", token=hub.token)
    assert torch.equal(logits(loaded), logits(model))


def test_refuses_adapters_that_do_not_fit_and_leaves_the_model_as_it_was(base: Path, tmp_path: Path) -> None:
    adapted(base).save_pretrained(tmp_path / "adapter")
    model = trivet.BertForSequenceClassification.from_pretrained(base)
    plain, names = logits(model), set(model.state_dict())
    path = tmp_path / "adapter" / "adapter_config.json"
    text = path.read_text()
    path.write_text(text.replace('"r": 2', '"r": 3'))
    with pytest.raises(CheckpointMismatchError, match=r"shape \[2, 16\], the model's adapter has \[3, 16\]") as caught:
        model.load_adapter(tmp_path / "adapter")
    assert f"BertForSequenceClassification of {base} its base model?" in str(caught.value)
    path.write_text(text.replace('"query"', '"key"'))
    with pytest.raises(
        CheckpointMismatchError, match=r"missing: bert\.encoder\.layer\.0\.attention\.self\.key\.lora_A"
    ):
        model.load_adapter(tmp_path / "adapter")
    assert torch.equal(logits(model), plain)
    assert set(model.state_dict()) == names
    assert not model._hf_peft_config_loaded
    path.write_text(text.replace('"LORA"', '"NONE"'))
    with pytest.raises(InvalidConfigError, match=r"is not a config that peft .* can read"):
        model.load_adapter(tmp_path / "adapter")
    path.write_text(text.replace(json.dumps(str(base)), "[]"))
    with pytest.raises(InvalidConfigError, match=r"base_model_name_or_path must be text, not \[\]"):
        trivet.BertForSequenceClassification.from_pretrained(tmp_path / "adapter")


def test_refuses_adapters_that_adapt_no_layers_of_the_model(base: Path, tmp_path: Path) -> None:
    model = trivet.BertForSequenceClassification.from_pretrained(base)
    names = set(model.state_dict())
    said = (
        r"an adapter of the kind {} adapts no single layers, and nothing else can be adapted here\. "
        r"Use one of a kind that does, such as LORA\.$"
    )
    prompt = peft.PromptTuningConfig(task_type="SEQ_CLS", num_virtual_tokens=2)
    for given in (prompt, peft.PrefixTuningConfig(task_type="SEQ_CLS", num_virtual_tokens=2)):
        with pytest.raises(InvalidConfigError, match="^" + said.format(given.peft_type.value)):
            model.add_adapter(given)
    prompt.save_pretrained(tmp_path)
    with pytest.raises(InvalidConfigError, match=r"adapter_config\.json: " + said.format("PROMPT_TUNING")):
        model.load_adapter(tmp_path)
    with pytest.raises(
        InvalidConfigError, match=r"^PEFT cannot adapt BertForSequenceClassification in this way: .*nowhere"
    ):
        model.add_adapter(peft.LoraConfig(target_modules=["nowhere"]))
    assert set(model.state_dict()) == names
    model.add_adapter(config())
    assert model.active_adapters() == ["default"]


def test_resized_vocabulary_goes_with_the_adapter(base: Path, tmp_path: Path) -> None:
    model = trivet.BertForSequenceClassification.from_pretrained(base)
    rows = model.config.vocab_size + 3
    model.resize_token_embeddings(rows)
    model.add_adapter(config())
    model.eval().save_pretrained(tmp_path / "adapter")
    with pytest.raises(
        CheckpointMismatchError, match=rf"\(resize_token_embeddings\({rows}\) comes before load_adapter\)"
    ):
        trivet.BertForSequenceClassification.from_pretrained(tmp_path / "adapter")
    again = trivet.BertForSequenceClassification.from_pretrained(base)
    again.resize_token_embeddings(rows)
    again.load_adapter(tmp_path / "adapter")
    assert torch.equal(logits(again), logits(model))


def test_refuses_what_is_no_adapter_or_has_no_base(base: Path, tmp_path: Path) -> None:
    model = adapted(base)
    model.save_pretrained(tmp_path / "adapter")
    with pytest.raises(ValueError, match=r"^there is an adapter 'default' already; choose another adapter_name="):
        model.load_adapter(tmp_path / "adapter")
    with pytest.raises(ValueError, match=r"^there is no adapter 'none'\. There is: default$"):
        model.set_adapter("none")
    with pytest.raises(ValueError, match=r"^adapter_config must be a config of peft's, not dict$"):
        model.add_adapter({}, "new")
    plain = trivet.BertForSequenceClassification.from_pretrained(base)
    with pytest.raises(
        ValueError, match=r"^BertForSequenceClassification has no adapter: add one with add_adapter or load_adapter"
    ):
        plain.active_adapters()
    with pytest.raises(ValueError, match=r"^give a source to load, or both peft_config= and adapter_state_dict=$"):
        plain.load_adapter()
    with pytest.raises(TypeError, match=r"^adapter_kwargs has keywords that are not options of sources: speed$"):
        plain.load_adapter(tmp_path / "adapter", adapter_kwargs={"speed": 1})
    with pytest.raises(SourceNotFoundError, match=r"base: holds no adapter\. Looked for: adapter_config\.json\.$"):
        plain.load_adapter(base)
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'repo_id'"):
        model.save_pretrained(tmp_path / "stray", repo_id="me/x")
    base.rename(tmp_path / "moved")
    with pytest.raises(SourceNotFoundError, match=r"adapter: is an adapter of '.*base', which cannot be loaded"):
        trivet.BertForSequenceClassification.from_pretrained(tmp_path / "adapter")
    (tmp_path / "adapter" / "adapter_model.safetensors").unlink()
    with pytest.raises(
        SourceNotFoundError, match=r"the adapter has a config, but no weights\. Looked for: adapter_model"
    ):
        trivet.BertForSequenceClassification.from_pretrained(tmp_path / "adapter")


@pytest.mark.parametrize(
    ("options", "change"),
    [
        ({"bias": "all"}, "with bias='all' the model's own biases are trained and loaded"),
        ({"init_lora_weights": "olora"}, "init_lora_weights='olora' has changed the values"),
        ({"layer_replication": [[0, 1], [0, 1]]}, "layer_replication has given the model other layers"),
    ],
)
def test_adapter_that_changed_the_base_is_not_taken_out(base: Path, options: dict[str, Any], change: str) -> None:
    model = trivet.BertForSequenceClassification.from_pretrained(base)
    model.add_adapter(peft.LoraConfig(r=2, target_modules=["query"], **options))
    with pytest.raises(ValueError, match=f"cannot be removed: {re.escape(change)}.* Load the model again without it"):
        model.delete_adapter("default")
    assert model.active_adapters() == ["default"]


def test_wrappers_of_wrappers_are_taken_out(base: Path) -> None:
    model = adapted(base, trainable_token_indices={"word_embeddings": [1, 3]}, modules_to_save=["classifier"])
    model.delete_adapter("default")
    plain = trivet.BertForSequenceClassification.from_pretrained(base)
    assert [name for name, _ in model.train().named_modules()] == [name for name, _ in plain.named_modules()]
    assert torch.equal(logits(model.eval()), logits(plain.eval()))


@pytest.mark.parametrize("targets", [["q_proj", "lm_head"], ["q_proj", "embed_tokens"], ["lm_head", "embed_tokens"]])
def test_adapted_tables_are_loaded_as_peft_wrote_them(tmp_path: Path, targets: list[str]) -> None:
    torch.manual_seed(0)
    model = trivet.LlamaForCausalLM(tiny_config("llama")).eval()
    model.save_pretrained(tmp_path / "base")
    made = peft.LoraConfig(r=2, target_modules=targets, init_lora_weights=False)
    wrapped = peft.get_peft_model(trivet.LlamaForCausalLM.from_pretrained(tmp_path / "base"), made).eval()
    for number, embeddings in enumerate((True, False)):  # whether the base's own tables go with the adapter
        folder = tmp_path / str(number)
        wrapped.save_pretrained(folder, save_embedding_layers=embeddings)
        loaded = trivet.LlamaForCausalLM.from_pretrained(tmp_path / "base")
        loaded.load_adapter(folder)
        assert torch.equal(logits(loaded), logits(wrapped))


def test_offloaded_models_are_not_adapted(base: Path) -> None:
    model = trivet.BertForSequenceClassification.from_pretrained(base, device_map={"": "disk"})
    with pytest.raises(ValueError, match=r"^parts of the model are offloaded and cannot be adapted"):
        model.add_adapter(config())


def test_pickled_adapter_executes_nothing(base: Path, tmp_path: Path) -> None:
    import os

    class Trap:
        def __reduce__(self) -> Any:
            return os.mkdir, (str(tmp_path / "executed"),)

    adapted(base).save_pretrained(tmp_path / "adapter")
    (tmp_path / "adapter" / "adapter_model.safetensors").unlink()
    (tmp_path / "adapter" / "adapter_model.bin").write_bytes(pickle.dumps(Trap(), protocol=2))
    with pytest.raises(UnsafePickleError):
        trivet.BertForSequenceClassification.from_pretrained(tmp_path / "adapter")
    assert not (tmp_path / "executed").exists()


def test_missing_library_is_named(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "peft", None)  # what has no adapter needs none
    model = trivet.BertForSequenceClassification.from_pretrained(base)
    model.save_pretrained(base.parent / "again")
    with pytest.raises(PackageNotInstalledError) as caught:
        model.add_adapter(None)  # type: ignore[arg-type]
    assert str(caught.value) == (
        'add_adapter needs the package peft, which is not installed. Run: pip install "trivet-torch[peft]"'
    )
