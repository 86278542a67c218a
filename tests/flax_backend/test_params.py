"""Params in and out, initial values, and models without values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import tiny_bert
from flax import nnx

from trivet import FlaxBertForSequenceClassification, FlaxBertModel
from trivet.errors import CheckpointMismatchError
from trivet_flax.layers.setup import AbstractRngs
from trivet_flax.model.params import flatten, nest
from trivet_flax.models import FlaxBertModule

Inputs = dict[str, np.ndarray[Any, Any]]


QUERY = ("encoder", "layer", "0", "attention", "self", "query", "kernel")


@pytest.fixture
def model() -> FlaxBertModel:
    return FlaxBertModel(tiny_bert.config())


def changed(tree: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The tree with one leaf replaced, or left out when the value is None."""
    found = dict(flatten(tree))
    found.pop(name, None)
    return nest(found if value is None else {**found, name: value})


def test_params_are_nested_dicts_of_arrays_in_the_flax_dialect(model: FlaxBertModel) -> None:
    kernel: Any = model.params
    for key in QUERY:
        kernel = kernel[key]
    assert isinstance(kernel, jax.Array)
    assert kernel.shape == (8, 8)
    assert QUERY in model.required_params
    assert len(model.required_params) == len(jax.tree.leaves(model.params)) == 39


def test_the_module_holds_the_same_tree(model: FlaxBertModel) -> None:
    tree = nnx.to_pure_dict(nnx.state(model.module, nnx.Param))
    names = {".".join(str(part.key) for part in path) for path, _ in jax.tree_util.tree_leaves_with_path(tree)}
    assert names == {name for name, _ in flatten(model.params)}


def test_initial_values_are_those_of_the_family() -> None:
    found = dict(
        flatten(
            FlaxBertModel(
                tiny_bert.config(num_hidden_layers=1, vocab_size=500, hidden_size=64, initializer_range=0.1)
            ).params
        )
    )
    assert 0.09 < float(found["embeddings.word_embeddings.embedding"].std()) < 0.11
    assert 0.09 < float(found["encoder.layer.0.attention.self.query.kernel"].std()) < 0.11
    assert not found["pooler.dense.bias"].any()
    assert (found["embeddings.LayerNorm.scale"] == 1).all()
    assert not found["embeddings.LayerNorm.bias"].any()


def test_the_seed_decides_the_initial_values() -> None:
    models = [FlaxBertModel(tiny_bert.config(), seed=seed) for seed in (3, 3, 4)]
    kernels = [dict(flatten(model.params))["pooler.dense.kernel"] for model in models]
    assert (kernels[0] == kernels[1]).all()
    assert (kernels[0] != kernels[2]).any()


def test_params_of_a_call_are_used_and_the_models_own_stay(model: FlaxBertModel, inputs: Inputs) -> None:
    before = model(**inputs).last_hidden_state
    other = FlaxBertModel(tiny_bert.config(), seed=1)
    np.testing.assert_array_equal(
        model(**inputs, params=other.params).last_hidden_state, other(**inputs).last_hidden_state
    )
    np.testing.assert_array_equal(model(**inputs).last_hidden_state, before)


def test_assigned_params_are_used(model: FlaxBertModel, inputs: Inputs) -> None:
    other = FlaxBertModel(tiny_bert.config(), seed=1)
    model.params = other.params
    np.testing.assert_array_equal(model(**inputs).last_hidden_state, other(**inputs).last_hidden_state)


@pytest.mark.parametrize("value", [None, jnp.zeros((8, 9))], ids=["missing", "wrong shape"])
def test_refuses_params_that_do_not_fit_naming_the_leaf(
    model: FlaxBertModel, inputs: Inputs, tmp_path: Path, value: Any
) -> None:
    before = model(**inputs).last_hidden_state
    bad = changed(model.params, "pooler.dense.kernel", value)
    words = "missing" if value is None else r"shape \[8, 9\], the model has \[8, 8\]"
    with pytest.raises(CheckpointMismatchError, match=rf"pooler.dense.kernel: {words}"):
        model.params = bad
    with pytest.raises(CheckpointMismatchError, match=rf"pooler.dense.kernel: {words}"):
        model(**inputs, params=bad)
    with pytest.raises(CheckpointMismatchError, match=rf"pooler.dense.kernel: {words}"):
        model.save_pretrained(tmp_path / "saved", bad)
    assert not (tmp_path / "saved").exists()
    np.testing.assert_array_equal(model(**inputs).last_hidden_state, before)


def test_refuses_params_that_the_model_does_not_have(model: FlaxBertModel) -> None:
    with pytest.raises(CheckpointMismatchError, match=r"pooler.extra: in the params, but not in the model"):
        model.params = changed(model.params, "pooler.extra", jnp.zeros(1))


def test_a_model_without_values_takes_them_with_each_call(
    checkpoint: Callable[..., Path], inputs: Inputs, tmp_path: Path
) -> None:
    source = checkpoint()
    model, params = FlaxBertModel.from_pretrained(source, _do_init=False)
    whole = FlaxBertModel.from_pretrained(source)
    np.testing.assert_array_equal(model(**inputs, params=params).last_hidden_state, whole(**inputs).last_hidden_state)
    for use in (lambda: model.params, lambda: model(**inputs), lambda: model.save_pretrained(tmp_path / "saved")):
        with pytest.raises(ValueError, match=r"_do_init=False"):
            use()
    assert not (tmp_path / "saved").exists()
    model.save_pretrained(tmp_path / "saved", params)
    assert jax.tree.structure(model.params_shape_tree) == jax.tree.structure(params)
    model.params = params
    assert model(**inputs).last_hidden_state.shape == (2, 5, 8)


def test_params_without_values_lack_what_the_checkpoint_lacks_until_init_weights(
    checkpoint: Callable[..., Path], inputs: Inputs
) -> None:
    model, params, report = FlaxBertForSequenceClassification.from_pretrained(
        checkpoint(), _do_init=False, output_loading_info=True
    )
    assert "classifier" not in params
    assert sorted(report.missing) == ["classifier.bias", "classifier.kernel"]
    with pytest.raises(CheckpointMismatchError, match=r"classifier.kernel: missing.*(.|\n)*init_weights"):
        model(**inputs, params=params)
    complete = model.init_weights(jax.random.PRNGKey(0), (1, 1), params)
    assert complete["bert"]["pooler"]["dense"]["kernel"] is params["bert"]["pooler"]["dense"]["kernel"]
    assert model(**inputs, params=complete).logits.shape == (2, 2)


def test_init_weights_gives_new_values_and_changes_nothing(model: FlaxBertModel) -> None:
    before = dict(flatten(model.params))
    fresh = dict(flatten(model.init_weights(jax.random.key(7), (1, 1))))
    assert fresh.keys() == before.keys()
    assert (fresh["pooler.dense.kernel"] != before["pooler.dense.kernel"]).any()
    for name, array in flatten(model.params):
        assert array is before[name]
    with pytest.raises(CheckpointMismatchError, match=r"other: in the params"):
        model.init_weights(jax.random.key(7), (1, 1), {"other": jnp.zeros(1)})


def test_a_module_that_is_handed_in_keeps_its_values(inputs: Inputs) -> None:
    module = FlaxBertModule(tiny_bert.config(), rngs=nnx.Rngs(5))
    model = FlaxBertModel(tiny_bert.config(), module=module)
    assert model.nnx_module is module
    arrays = {name: jnp.asarray(array) for name, array in inputs.items()}
    np.testing.assert_array_equal(model(**inputs).last_hidden_state, module(**arrays).last_hidden_state)
    with pytest.raises(ValueError, match="handed in"):
        model.init_weights(jax.random.key(0))
    with pytest.raises(TypeError, match="module must be"):
        FlaxBertModel(tiny_bert.config(), module={})
    with pytest.raises(TypeError, match="add_pooling_layer"):
        FlaxBertModel(tiny_bert.config(), module=module, add_pooling_layer=False)


def test_building_abstractly_makes_no_values() -> None:
    module = FlaxBertModule(tiny_bert.config(), rngs=AbstractRngs(0))
    assert all(isinstance(leaf, jax.ShapeDtypeStruct) for leaf in jax.tree.leaves(nnx.state(module)))
