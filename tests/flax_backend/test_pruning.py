"""Pruned heads: the same numbers as in the reference library, recorded in the config, and gone when loaded again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest

import trivet
from golden_data import Case
from trivet.errors import CheckpointMismatchError, InvalidConfigError
from trivet.planning.opening import open_checkpoint
from trivet.testing import tiny_config
from trivet_flax.model.params import flatten

DATA = Path(__file__).parents[1] / "golden/data"
PRUNED: dict[str, Any] = json.loads((DATA / "surface.json").read_text())["pruned"]


def first_output(model: Any, params: Any = None, **inputs: Any) -> Any:
    return jax.jit(lambda given: model(**inputs, params=given)[0])(model.params if params is None else params)


def equal(left: Any, right: Any) -> bool:
    return bool(jax.tree.all(jax.tree.map(np.array_equal, left, right)))


@pytest.mark.parametrize("name", PRUNED)
def test_equals_the_reference_library_also_when_loaded_again(name: str, tmp_path: Path) -> None:
    family, _, case_name = name.partition("/")
    case, wanted = Case(case_name, family), PRUNED[name]
    model = getattr(trivet, f"Flax{case.head}").from_pretrained(case.checkpoint("torch"))
    for layer, heads in wanted["asked"].items():
        for head in heads:
            params = model.prune_heads({int(layer): [head]})
    assert equal(params, model.params)
    assert {str(layer): heads for layer, heads in model.config.pruned_heads.items()} == wanted["recorded"]
    found = first_output(model, **case.inputs(labels=False))
    np.testing.assert_allclose(found, np.load(DATA / "surface.npz")[name], atol=1e-5, rtol=0)

    model.save_pretrained(tmp_path / "torch", dialect="torch")
    stored = open_checkpoint(tmp_path / "torch").catalog
    assert all([*spec.shape] == wanted["shapes"][name] for name, spec in stored.items())
    again = type(model).from_pretrained(tmp_path / "torch", strict=True)
    assert again.config.pruned_heads
    assert equal(again.params, params)


@pytest.mark.parametrize(
    ("model_type", "head"),
    [
        ("bert", "FlaxBertModel"),
        ("gpt2", "FlaxGPT2Model"),
        ("albert", "FlaxAlbertModel"),
        ("t5", "FlaxT5EncoderModel"),
    ],
)
def test_computes_what_the_whole_does_with_the_heads_masked(model_type: str, head: str) -> None:
    model = getattr(trivet, head)(tiny_config(model_type))
    layers = getattr(model.config, "attention_layers", model.config.num_hidden_layers)
    ids, mask = np.array([[5, 6, 7, 8]]), np.ones((model.config.num_hidden_layers, model.config.num_attention_heads))
    mask[:, 1] = 0
    masked, whole = first_output(model, input_ids=ids, head_mask=mask), model.params
    pruned = model.prune_heads({layer: [1] for layer in range(layers)})
    np.testing.assert_allclose(first_output(model, input_ids=ids), masked, atol=1e-6)
    gradients = jax.jit(jax.grad(lambda given: model(input_ids=ids, params=given)[0].sum()))(pruned)
    assert jax.tree.map(np.shape, gradients) == jax.tree.map(np.shape, pruned) != jax.tree.map(np.shape, whole)


def test_pruning_again_counts_heads_by_their_first_numbers() -> None:
    once, twice = (trivet.FlaxBertModel(tiny_config("bert"), seed=3) for _ in range(2))
    module = once.nnx_module
    once.prune_heads({0: [0, 2]})
    twice.prune_heads({0: [0]})
    twice.prune_heads({0: [2, 0]})
    assert once.config.pruned_heads == twice.config.pruned_heads == {0: [0, 2]}
    assert once.nnx_module is module
    assert equal(once.params, twice.params)


def test_params_are_pruned_in_the_place_of_the_models_own() -> None:
    whole = trivet.FlaxGPT2LMHeadModel(tiny_config("gpt2"), seed=3)
    model = trivet.FlaxGPT2LMHeadModel(tiny_config("gpt2"), _do_init=False)
    pruned = model.prune_heads({1: [0]}, params=whole.params)
    whole.prune_heads({1: [0]})
    assert equal(pruned, whole.params)
    assert {name: each.shape for name, each in flatten(model.params_shape_tree)} == {
        name: each.shape for name, each in flatten(pruned)
    }
    cache = model.init_cache(2, 6)
    assert [layer.key.shape[1] for layer in cache.layers] == [
        model.config.num_attention_heads,
        model.config.num_attention_heads - 1,
    ]
    with pytest.raises(CheckpointMismatchError, match="missing from the params"):
        model.prune_heads({0: [0]}, params={})
    with pytest.raises(ValueError, match="holds no values"):
        model.prune_heads({0: [0]})


def test_a_pruned_vocabulary_can_still_be_resized() -> None:
    model = trivet.FlaxGPT2LMHeadModel(tiny_config("gpt2"))
    model.prune_heads({0: [1]})
    params = model.resize_token_embeddings(model.config.vocab_size + 3)
    assert params["transformer"]["wte"]["embedding"].shape[0] == model.config.vocab_size


@pytest.mark.parametrize("heads", [{7: [0]}, {0: [99]}, {-9: [0]}, {0: range(4)}, {0: ["one"]}])
def test_refuses_what_is_not_there_and_changes_nothing(heads: Any) -> None:
    model = trivet.FlaxBertModel(tiny_config("bert"), _do_init=False)
    before, shapes = model.config.to_dict(), model.params_shape_tree
    with pytest.raises(InvalidConfigError, match="pruned_heads"):
        model.prune_heads(heads, params=model.init_weights(jax.random.key(0)))
    assert {**model.config.to_dict(), "pruned_heads": 0} == {**before, "pruned_heads": 0}
    assert model.params_shape_tree == shapes


def test_refuses_families_whose_heads_are_no_parts() -> None:
    with pytest.raises(NotImplementedError, match="heads of FlaxLlamaModel cannot be pruned"):
        trivet.FlaxLlamaModel(tiny_config("llama"), _do_init=False).prune_heads({0: [1]})
