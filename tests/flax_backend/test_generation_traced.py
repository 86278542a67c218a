"""`generate` within functions that JAX traces, and where JAX is set to hold 64 bits."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import trivet
from trivet.testing import tiny_config

IDS = np.array([[5, 9, 2], [7, 1, 10]])


@pytest.fixture(scope="module")
def model() -> Any:
    model = trivet.FlaxGPT2LMHeadModel(tiny_config("gpt2", n_layer=1, eos_token_id=3), _do_init=False)
    draw = np.random.default_rng(0).standard_normal
    model.params = jax.tree.map(lambda leaf: jnp.asarray(draw(leaf.shape), leaf.dtype), model.params_shape_tree)
    return model


def test_params_that_are_assigned_in_a_compiled_function_are_those_it_generates_with(model: Any) -> None:
    own, programs = model.params, model.compiled_programs()
    other = jax.tree.map(lambda leaf: np.asarray(leaf)[..., ::-1], own)

    @jax.jit
    def step(params: Any, ids: Any) -> Any:
        model.params = params
        return model.generate(ids, max_length=6, pad_token_id=0).sequences, model(ids).logits

    (sequences, logits), (others, other_logits) = step(own, IDS), step(other, IDS)
    assert (np.asarray(logits) != other_logits).any()
    assert sequences.shape == others.shape
    assert model.params["transformer"]["wte"]["embedding"] is own["transformer"]["wte"]["embedding"]
    np.testing.assert_array_equal(sequences, model.generate(IDS, max_length=6, pad_token_id=0).sequences)
    assert model.compiled_programs() == programs + 1
    model.params = own


def test_beams_are_the_same_where_jax_holds_64_bits(model: Any) -> None:
    asked = {"max_new_tokens": 3, "pad_token_id": 0, "num_beams": 4, "num_beam_groups": 2, "diversity_penalty": 0.5}
    expected = model.generate(IDS, **asked)
    assert expected.scores.shape == (2,)
    with jax.enable_x64(True):
        found = model.generate(IDS, **asked)
    assert (found.sequences.dtype, found.scores.dtype) == (jnp.int32, jnp.float32)
    np.testing.assert_array_equal(found.sequences, expected.sequences)
    np.testing.assert_allclose(found.scores, expected.scores, rtol=1e-5)


def test_scores_of_beams_are_penalised_for_length_only_where_one_has_ended(model: Any) -> None:
    ids = np.array([[5, 9, 2], [34, 53, 30]])
    found = model.generate(ids, max_length=7, num_beams=3, length_penalty=2.0, pad_token_id=0, eos_token_id=48)
    # Written down from transformers 4.37.2, with the same weights.
    assert found.sequences.tolist() == [[5, 9, 2, 35, 37, 37, 37], [34, 53, 30, 15, 35, 21, 48]]
    np.testing.assert_allclose(found.scores, [-1.6360811, -0.17126513], rtol=1e-5)
    np.testing.assert_allclose(found.sequences_scores, [-1.6360811 / 4**2, -0.17126513], rtol=1e-5)
