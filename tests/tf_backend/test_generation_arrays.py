"""Processors of scores give the same on TensorFlow's tensors as on numpy's arrays, eagerly and compiled."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from trivet import GenerationConfig
from trivet.generation.arrays import NumpyArrays
from trivet.generation.choose import processors, sampling_warpers
from trivet.generation.text import Text, apply
from trivet_tf.generation.arrays import TensorArrays

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
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(2, 7))
def test_every_processor_gives_what_numpy_gives(fields: dict[str, Any], seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    ids, scores = rng.integers(0, 9, (3, 7)), rng.normal(size=(3, 9)).astype(np.float32)
    config = GenerationConfig(**{"max_length": 8, "do_sample": True, "top_k": 0, **fields})

    def result(arrays: Any, ids: Any, scores: Any) -> Any:
        made = [*processors(config, 2, ids[:, :2]), *sampling_warpers(config)]
        return apply(made, Text(arrays, ids, length), scores)

    expected = result(NumpyArrays(), ids, scores)
    found = result(TensorArrays(), tf.constant(ids, tf.int32), tf.constant(scores))
    np.testing.assert_allclose(found.numpy(), expected, rtol=1e-4, atol=1e-5)


def test_every_processor_gives_the_same_compiled() -> None:
    rng = np.random.default_rng(3)
    ids, scores = rng.integers(0, 9, (3, 7)), rng.normal(size=(3, 9)).astype(np.float32)

    def results(arrays: Any, ids: Any, scores: Any, length: Any) -> list[Any]:
        configs = [GenerationConfig(**{"max_length": 8, "do_sample": True, "top_k": 0, **each}) for each in OPTIONS]
        made = [[*processors(each, 2, ids[:, :2]), *sampling_warpers(each)] for each in configs]
        return [apply(each, Text(arrays, ids, length), scores) for each in made]

    expected = results(NumpyArrays(), ids, scores, 5)
    run = tf.function(partial(results, TensorArrays()), jit_compile=True, autograph=False)
    found = run(tf.constant(ids, tf.int32), tf.constant(scores), tf.constant(5))
    for fields, one, other in zip(OPTIONS, found, expected, strict=True):
        np.testing.assert_allclose(one.numpy(), other, rtol=1e-4, atol=1e-5, err_msg=str(fields))
