"""Calling a model: dropout by key, transformations of JAX, the module alone, what is returned, what is refused."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import tiny_bert
from flax import nnx

from trivet import FlaxBertForMaskedLM, FlaxBertForSequenceClassification, FlaxBertModel
from trivet.errors import InvalidConfigError
from trivet.families.outputs import ModelOutput
from trivet_flax.model.outputs import register_output
from trivet_flax.models import FlaxBertModule

Inputs = dict[str, np.ndarray[Any, Any]]


@pytest.fixture
def model() -> FlaxBertModel:
    return FlaxBertModel(tiny_bert.config())


def test_refuses_a_config_that_it_cannot_honour() -> None:
    with pytest.raises(InvalidConfigError, match="hidden_size"):
        FlaxBertModel(tiny_bert.config(hidden_size=9))
    with pytest.raises(InvalidConfigError, match=r"'gelo' \(did you mean 'gelu'\?\)"):
        FlaxBertModel(tiny_bert.config(hidden_act="gelo"))
    with pytest.raises(TypeError, match="must be a PretrainedConfig, not dict"):
        FlaxBertModel({})  # type: ignore[arg-type]


def test_dropout_needs_train_and_a_key_and_follows_it(inputs: Inputs) -> None:
    model = FlaxBertModel(tiny_bert.config(hidden_dropout_prob=0.5, num_hidden_layers=1))
    still = model(**inputs).last_hidden_state
    np.testing.assert_array_equal(model(**inputs, dropout_rng=jax.random.key(0)).last_hidden_state, still)
    one, same, other = (
        model(**inputs, dropout_rng=key, train=True).last_hidden_state
        for key in (jax.random.key(0), jax.random.PRNGKey(0), jax.random.key(1))
    )
    np.testing.assert_array_equal(one, same)
    assert (one != still).any()
    assert (one != other).any()
    with pytest.raises(ValueError, match="rngs"):
        model(**inputs, train=True)


def test_dropout_on_attention_weights_alone_acts(inputs: Inputs) -> None:
    model = FlaxBertModel(tiny_bert.config(hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.5))
    still = model(**inputs).last_hidden_state
    assert (model(**inputs, train=True, dropout_rng=jax.random.key(0)).last_hidden_state != still).any()
    without = FlaxBertModel(tiny_bert.config(hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0))
    np.testing.assert_array_equal(without(**inputs, train=True).last_hidden_state, still)


@pytest.mark.parametrize(("classifier_dropout", "acts"), [(None, True), (0.5, True), (0.0, False)])
def test_the_classifier_has_a_dropout_of_its_own(inputs: Inputs, classifier_dropout: float | None, acts: bool) -> None:
    rates = {"attention_probs_dropout_prob": 0.0, "classifier_dropout": classifier_dropout, "num_hidden_layers": 1}
    config = tiny_bert.config(hidden_dropout_prob=0.0 if classifier_dropout is not None else 0.5, **rates)
    model = FlaxBertForSequenceClassification(config)
    assert model.module.dropout.rate == (0.5 if acts else 0.0)
    still, dropped = model(**inputs).logits, model(**inputs, train=True, dropout_rng=jax.random.key(0)).logits
    assert bool((still != dropped).any()) is acts


def test_a_training_step_lowers_the_loss(inputs: Inputs) -> None:
    model = FlaxBertForMaskedLM(tiny_bert.config(num_hidden_layers=1), seed=2)

    @jax.jit
    def step(params: Any) -> tuple[Any, jax.Array]:
        def loss(params: Any) -> jax.Array:
            found: jax.Array = model(**inputs, labels=inputs["input_ids"], params=params).loss
            return found

        value, gradients = jax.value_and_grad(loss)(params)
        return jax.tree.map(lambda array, slope: array - 0.5 * slope, params, gradients), value

    params, losses = model.params, []
    for _ in range(20):
        params, value = step(params)
        losses.append(float(value))
    assert losses[-1] < 0.5 * losses[0]


def test_the_module_is_usable_alone(model: FlaxBertModel, inputs: Inputs) -> None:
    arrays = {name: jnp.asarray(array) for name, array in inputs.items()}
    graph, state = nnx.split(model.module)
    outputs = nnx.merge(graph, state)(**arrays)
    np.testing.assert_array_equal(outputs.last_hidden_state, model(**inputs).last_hidden_state)
    compiled = nnx.jit(lambda module, arrays: module(**arrays))(model.module, arrays)
    np.testing.assert_allclose(compiled.pooler_output, outputs.pooler_output, atol=1e-6)
    built = FlaxBertModule(tiny_bert.config(), rngs=nnx.Rngs(0))
    assert built(**arrays).last_hidden_state.shape == (2, 5, 8)


def test_the_modules_own_switch_turns_dropout_on_and_off(inputs: Inputs) -> None:
    module: Any = FlaxBertModel(tiny_bert.config(hidden_dropout_prob=0.5, num_hidden_layers=1)).module
    arrays = {name: jnp.asarray(array) for name, array in inputs.items()}
    still = module(**arrays).last_hidden_state
    module.train()
    assert (module(**arrays, rngs=nnx.Rngs(dropout=0)).last_hidden_state != still).any()
    module.eval()
    np.testing.assert_array_equal(module(**arrays).last_hidden_state, still)


def test_a_tuple_is_returned_when_asked_for(inputs: Inputs) -> None:
    model = FlaxBertForSequenceClassification(tiny_bert.config(return_dict=False))
    loss, logits = model(**inputs, labels=np.array([0, 1]))
    assert (loss.shape, logits.shape) == ((), (2, 2))
    assert isinstance(model(**inputs), tuple)
    assert model(**inputs, return_dict=True).logits.shape == (2, 2)


def test_what_to_return_is_read_from_the_config(inputs: Inputs) -> None:
    model = FlaxBertModel(tiny_bert.config(output_hidden_states=True, output_attentions=True))
    outputs = model(**inputs)
    assert (len(outputs.hidden_states), len(outputs.attentions)) == (3, 2)
    assert outputs.attentions[0].shape == (2, 2, 5, 5)
    plain = model(**inputs, output_hidden_states=False, output_attentions=False)
    assert list(plain) == ["last_hidden_state", "pooler_output"]


def test_refuses_unknown_inputs_and_contradictions(model: FlaxBertModel, inputs: Inputs) -> None:
    with pytest.raises(TypeError, match="labels"):
        model(**inputs, labels=np.array([0, 1]))
    with pytest.raises(ValueError, match="either input_ids or inputs_embeds"):
        model(**inputs, inputs_embeds=np.zeros((2, 5, 8), np.float32))
    with pytest.raises(ValueError, match="either input_ids or inputs_embeds"):
        model(attention_mask=inputs["attention_mask"])
    with pytest.raises(ValueError, match="7 tokens, but the model has 6 positions"):
        model(np.ones((1, 7), np.int64))


def test_arguments_may_be_given_in_the_fields_order(model: FlaxBertModel, inputs: Inputs) -> None:
    ids, mask = inputs["input_ids"], inputs["attention_mask"]
    zeros, positions = np.zeros_like(ids), np.broadcast_to(np.arange(5), ids.shape)
    found = model(ids, mask, zeros, positions, None, None, None, model.params)
    np.testing.assert_array_equal(found.last_hidden_state, model(**inputs).last_hidden_state)


@pytest.mark.parametrize("shape", [(2,), (2, 2)])
def test_a_head_mask_acts_the_same_with_and_without_weights(inputs: Inputs, shape: tuple[int, ...]) -> None:
    model = FlaxBertModel(tiny_bert.config())
    mask = np.broadcast_to(np.array([1.0, 0.0]), shape)
    masked = model(**inputs, head_mask=mask).last_hidden_state
    written = model(**inputs, head_mask=mask, output_attentions=True)
    np.testing.assert_allclose(masked, written.last_hidden_state, atol=1e-6)
    assert not written.attentions[1][:, 1].any()
    assert not np.allclose(masked, model(**inputs).last_hidden_state)
    np.testing.assert_allclose(
        model(**inputs, head_mask=np.ones(shape)).last_hidden_state, model(**inputs).last_hidden_state, atol=1e-6
    )


def test_a_row_that_is_wholly_masked_is_finite(inputs: Inputs) -> None:
    model = FlaxBertModel(tiny_bert.config())
    mask = inputs["attention_mask"] * np.array([[0], [1]])
    fused = model(inputs["input_ids"], mask)
    written = model(inputs["input_ids"], mask, output_attentions=True)
    assert np.isfinite(fused.last_hidden_state).all()
    np.testing.assert_allclose(fused.last_hidden_state, written.last_hidden_state, atol=1e-6)


def test_outputs_are_pytrees_whatever_other_backends_derive_from_them() -> None:
    code = (
        "from trivet.families import outputs\n"
        "class Mine(outputs.BaseModelOutput): pass\n"
        "class Twice(Mine, outputs.BaseModelOutput): pass\n"
        "import jax, trivet_flax.model.outputs\n"
        "assert jax.tree.leaves(outputs.MaskedLMOutput(loss=1.0, attentions=(2.0, 3.0))) == [1.0, 2.0, 3.0]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_output_class_of_ones_own_can_be_registered() -> None:
    @register_output
    @dataclass
    class Own(ModelOutput[jax.Array]):
        score: jax.Array | None = None

    assert jax.jit(lambda: Own(jnp.ones(())))().score == 1
    with pytest.raises(ValueError, match="Own"):
        register_output(Own)
