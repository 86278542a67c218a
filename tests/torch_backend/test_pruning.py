"""Pruned heads: the same numbers as in the reference library, recorded in the config, and gone when loaded again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import trivet
from golden_data import Case
from trivet.errors import InvalidConfigError
from trivet.families.registry import architecture
from trivet.testing import tiny_config

DATA = Path(__file__).parents[1] / "golden/data"
PRUNED: dict[str, Any] = json.loads((DATA / "surface.json").read_text())["pruned"]
Small = Callable[..., Any]


def golden(name: str) -> tuple[Any, dict[str, torch.Tensor]]:
    family, _, case_name = name.partition("/")
    case = Case(case_name, family)
    inputs = {key: torch.from_numpy(each) for key, each in case.inputs(labels=False).items()}
    return getattr(trivet, case.head).from_pretrained(case.checkpoint("torch")), inputs


@pytest.mark.parametrize("name", PRUNED)
def test_equals_the_reference_library_also_when_loaded_again(name: str, tmp_path: Path) -> None:
    model, inputs = golden(name)
    wanted = PRUNED[name]
    for layer, heads in wanted["asked"].items():
        for head in heads:
            model.prune_heads({int(layer): [head]})
    assert {str(layer): heads for layer, heads in model.config.pruned_heads.items()} == wanted["recorded"]
    state = model.state_dict()
    assert all(list(tensor.shape) == wanted["shapes"].get(key, [*tensor.shape]) for key, tensor in state.items())
    expected = np.load(DATA / "surface.npz")[name]
    np.testing.assert_allclose(model(**inputs)[0].detach().numpy(), expected, atol=1e-5, rtol=0)

    model.save_pretrained(tmp_path / "torch")
    again = type(model).from_pretrained(tmp_path / "torch", strict=True)
    assert again.config.pruned_heads
    np.testing.assert_allclose(again(**inputs)[0].detach().numpy(), expected, atol=1e-5, rtol=0)
    # All of core follows the record: other dialects, and the list of parameters that checks hold against.
    trivet.convert(tmp_path / "torch", tmp_path / "flax", to="flax")
    other = type(model).from_pretrained(tmp_path / "flax", strict=True)
    assert all(torch.equal(tensor, other.state_dict()[key]) for key, tensor in again.state_dict().items())


def test_pruning_again_counts_heads_by_their_first_numbers(small: Small) -> None:
    once, twice = small("bert", "BertModel"), small("bert", "BertModel")
    twice.load_state_dict(once.state_dict())
    once.prune_heads({0: [0, 2]})
    twice.prune_heads({0: [0]})
    twice.prune_heads({0: [2, 0]})
    assert once.config.pruned_heads == twice.config.pruned_heads == {0: [0, 2]}
    assert all(torch.equal(each, twice.state_dict()[name]) for name, each in once.state_dict().items())


def test_a_negative_layer_counts_from_the_last(small: Small) -> None:
    by_place, from_last = small("bert", "BertModel"), small("bert", "BertModel")
    last = by_place.config.num_hidden_layers - 1
    by_place.prune_heads({0: [1], last: [0, 2]})
    from_last.prune_heads({-1: [2], 0: [1]})
    from_last.prune_heads({-1: [0]})
    assert from_last.config.pruned_heads == by_place.config.pruned_heads == {0: [1], last: [0, 2]}
    config = small("bert", "BertModel").config
    config.pruned_heads = {"0": [1], "-1": [0, 2]}  # as a config.json may have it
    shapes = {name: each.shape for name, each in by_place.state_dict().items()}
    assert {name: each.shape for name, each in trivet.BertModel(config).state_dict().items()} == shapes


def test_a_model_built_from_the_config_lacks_them_too(small: Small) -> None:
    model = small("gpt2", "GPT2LMHeadModel")
    model.prune_heads({1: [0]})
    again = type(model)(model.config)
    assert {name: each.shape for name, each in again.state_dict().items()} == {
        name: each.shape for name, each in model.state_dict().items()
    }


@pytest.mark.parametrize("heads", [{7: [0]}, {0: [99]}, {-7: [0]}, {0: range(4)}, {0: ["one"]}])
def test_refuses_what_is_not_there_and_changes_nothing(small: Small, heads: Any) -> None:
    model = small("bert", "BertModel")
    before = model.config.to_dict()
    with pytest.raises(InvalidConfigError, match="pruned_heads"):
        model.prune_heads(heads)
    assert {**model.config.to_dict(), "pruned_heads": 0} == {**before, "pruned_heads": 0}
    assert model.encoder.layer[0].attention.self.heads == model.config.num_attention_heads


@pytest.mark.parametrize("pruned", [[1], {"zero": [1]}, {"0": 3}, {"0": [1.5]}])
def test_refuses_a_config_that_records_nonsense(small: Small, pruned: Any) -> None:
    config = small("bert", "BertModel").config
    config.pruned_heads = pruned
    with pytest.raises(InvalidConfigError, match="pruned_heads must list heads by layer"):
        trivet.BertModel(config)


def test_refuses_families_whose_heads_are_no_parts(small: Small) -> None:
    with pytest.raises(NotImplementedError, match="heads of LlamaModel cannot be pruned"):
        small("llama", "LlamaModel").prune_heads({0: [1]})


@pytest.mark.parametrize("head", [head for head in architecture("albert").heads if head != "AlbertModel"])
def test_heads_are_pruned_through_every_model_of_albert(head: str) -> None:
    model = getattr(trivet, head)(tiny_config("albert", head))
    attention = model.base_model.attention_of(0)
    size = attention.query.out_features // attention.heads
    before = attention.heads
    model.prune_heads({0: [1]})
    assert (attention.heads, attention.query.out_features) == (before - 1, size * (before - 1))
