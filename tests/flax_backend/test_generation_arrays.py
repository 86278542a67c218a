"""Processors of scores give the same on JAX's arrays as on numpy's arrays."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trivet import GenerationConfig
from trivet.generation.arrays import NumpyArrays
from trivet.generation.choose import processors, sampling_warpers
from trivet.generation.text import Text, apply
from trivet_flax.generation.arrays import JaxArrays

OPTIONS: list[dict[str, Any]] = [
    {"repetition_penalty": 1.7},
    {"encoder_repetition_penalty": 1.7},
    {"no_repeat_ngram_size": 2},
    {"encoder_no_repeat_ngram_size": 2},
    {"bad_words_ids": [[3], [1, 2], [4, 1, 2]]},
    {"sequence_bias": {(3,): 1.5, (1, 2): -0.5}},
    {"min_length": 6, "eos_token_id": [1, 2]},
    {"suppress_tokens": [0, 5]},
    {"begin_suppress_tokens": [1]},
    {"forced_eos_token_id": 3},
    {"exponential_decay_length_penalty": (1, 1.3), "eos_token_id": 2},
    {"remove_invalid_values": True},
    {"renormalize_logits": True},
    {"top_k": 3},
    {"top_p": 0.6},
    {"min_p": 0.2},
    {"typical_p": 0.6},
    {"epsilon_cutoff": 0.1},
    {"eta_cutoff": 0.2},
    {"temperature": 0.7},
]


@pytest.mark.parametrize("fields", OPTIONS, ids=lambda fields: next(iter(fields)))
@settings(max_examples=2, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(2, 7))
def test_every_processor_gives_what_numpy_gives(fields: dict[str, Any], seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    ids, scores = rng.integers(0, 9, (3, 7)), rng.normal(size=(3, 9)).astype(np.float32)
    config = GenerationConfig(**{"max_length": 8, "do_sample": True, "top_k": 0, **fields})

    def result(arrays: Any, ids: Any, scores: Any) -> Any:
        made = [*processors(config, 2, ids[:, :2]), *sampling_warpers(config)]
        return apply(made, Text(arrays, ids, length), scores)

    expected = result(NumpyArrays(), ids, scores)
    found = result(JaxArrays(), jnp.asarray(ids, jnp.int32), jnp.asarray(scores))
    np.testing.assert_allclose(np.asarray(found), expected, rtol=1e-4, atol=1e-5)
