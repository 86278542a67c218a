"""Saved in one framework, loaded in another: all nine directions, the same numbers and the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import trivet
from trivet.backends.registry import KNOWN_BACKENDS
from trivet.checkpoint.side_files import read_config
from trivet.families.names import class_prefix
from trivet.planning.opening import open_checkpoint
from trivet.testing import tiny_config
from trivet.testing.backend_contract import stored

FRAMEWORKS = sorted(KNOWN_BACKENDS)
IDS = np.array([[5, 9, 12, 3, 0, 0], [7, 1, 30, 44, 2, 8]])
MASK = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1]])
HEADS = ("BertModel", "BertForPreTraining", "BertForSequenceClassification", "BertForQuestionAnswering")


def class_of(framework: str, head: str) -> Any:
    return getattr(trivet, class_prefix(framework) + head)


def outputs(framework: str, model: Any, ids: np.ndarray = IDS, mask: np.ndarray = MASK) -> dict[str, np.ndarray]:
    """Every output as numpy, by name."""
    if framework == "torch":
        import torch

        model.eval()  # a model that was built and not loaded is in training mode
        with torch.no_grad():
            found = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
    else:
        found = model(input_ids=ids, attention_mask=mask)
    return {name: np.asarray(value, dtype=np.float32) for name, value in found.items()}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("target", FRAMEWORKS)
def test_what_one_saves_another_loads(framework: str, target: str, head: str, tmp_path: Path) -> None:
    model = class_of(framework, head)(tiny_config("bert", head))
    model.save_pretrained(tmp_path / "own")
    loaded, report = class_of(target, head).from_pretrained(tmp_path / "own", output_loading_info=True)
    assert not report.missing
    assert not report.unexpected
    expected, found = outputs(framework, model), outputs(target, loaded)
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        np.testing.assert_allclose(found[name], array, atol=1e-5)
    loaded.save_pretrained(tmp_path / "back", dialect=framework)
    assert stored(tmp_path / "back") == stored(tmp_path / "own")


@pytest.mark.parametrize("head", ["GPT2LMHeadModel", "Qwen2ForCausalLM"])
def test_a_head_whose_only_table_is_tied_keeps_the_base_prefix(framework: str, head: str, tmp_path: Path) -> None:
    config = tiny_config(head.partition("LMHead")[0].partition("For")[0].lower(), head, tie_word_embeddings=True)
    class_of(framework, head)(config).save_pretrained(tmp_path / "own", dialect="torch")
    trivet.AutoModelForCausalLM.from_config(config).save_pretrained(tmp_path / "torch")
    assert {*stored(tmp_path / "own")} == {*stored(tmp_path / "torch")}


def test_tied_weights_that_are_stored_with_different_values_are_both_in_the_model(
    framework: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = tiny_config("qwen2", "Qwen2ForCausalLM", tie_word_embeddings=False)
    apart = trivet.Qwen2ForCausalLM(config)
    apart.save_pretrained(tmp_path / "apart")
    expected = outputs("torch", apart)["logits"]
    fields = read_config(tmp_path / "apart" / "config.json") | {"tie_word_embeddings": True}
    (tmp_path / "apart" / "config.json").write_text(json.dumps(fields))

    model, report = class_of(framework, "Qwen2ForCausalLM").from_pretrained(
        tmp_path / "apart", output_loading_info=True
    )
    assert "lm_head.weight differs from model.embed_tokens.weight" in caplog.text
    assert [*report.apart] == ["lm_head.weight"] and not model.config.tie_word_embeddings
    np.testing.assert_allclose(outputs(framework, model)["logits"], expected, atol=1e-5)
    model.save_pretrained(tmp_path / "again", dialect="torch")
    assert stored(tmp_path / "again") == stored(tmp_path / "apart")
    assert read_config(tmp_path / "again" / "config.json").get("tie_word_embeddings", False) is False


def test_bfloat16_survives_all_frameworks_unchanged(tmp_path: Path) -> None:
    trivet.BertModel(tiny_config("bert")).bfloat16().save_pretrained(tmp_path / "torch")
    trivet.TFBertModel.from_pretrained(tmp_path / "torch", dtype="auto").save_pretrained(tmp_path / "tensorflow")
    trivet.FlaxBertModel.from_pretrained(tmp_path / "tensorflow", dtype="auto").save_pretrained(tmp_path / "flax")
    trivet.BertModel.from_pretrained(tmp_path / "flax", dtype="auto").save_pretrained(tmp_path / "again")
    assert {spec.dtype.name for spec in open_checkpoint(tmp_path / "again").catalog.values()} == {"BF16"}
    assert stored(tmp_path / "again") == stored(tmp_path / "torch")


def test_real_weights_give_the_same_numbers_everywhere(minilm: Path) -> None:
    rng = np.random.default_rng(0)
    ids, mask = rng.integers(1000, 20000, (3, 24)), np.ones((3, 24), np.int64)
    mask[1, 15:] = 0
    states = {
        framework: outputs(framework, class_of(framework, "BertModel").from_pretrained(minilm), ids, mask)
        for framework in FRAMEWORKS
    }
    for framework in FRAMEWORKS:
        for name, array in states["torch"].items():
            np.testing.assert_allclose(states[framework][name], array, atol=1e-4)


def test_losses_agree(tmp_path: Path) -> None:
    trivet.BertForSequenceClassification(tiny_config("bert")).save_pretrained(tmp_path)
    labels = np.array([2, 0])
    losses = {}
    for framework in FRAMEWORKS:
        model = class_of(framework, "BertForSequenceClassification").from_pretrained(tmp_path)
        if framework == "torch":
            import torch

            arrays = {"input_ids": IDS, "attention_mask": MASK, "labels": labels}
            losses[framework] = float(
                model(**{name: torch.from_numpy(array) for name, array in arrays.items()}).loss.detach()
            )
        else:
            losses[framework] = float(np.mean(model(input_ids=IDS, attention_mask=MASK, labels=labels).loss))
    assert max(losses.values()) - min(losses.values()) < 1e-5


def test_claimed_dialect_is_checked(framework: str, minilm: Path) -> None:
    from trivet.errors import DialectMismatchError

    base = class_of(framework, "BertModel")
    assert base.from_pretrained(minilm, from_pt=True) is not None
    with pytest.raises(DialectMismatchError, match=r"holds torch weights, but from_flax=True was given"):
        base.from_pretrained(minilm, from_flax=True)


def test_load_into_refuses_placing_that_means_nothing(minilm: Path) -> None:
    from torch import nn

    with pytest.raises(TypeError, match="'mesh', which models of torch do not have"):
        trivet.load_into(nn.Linear(2, 2), minilm, mesh=None)
