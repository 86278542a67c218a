"""Processors of scores give the same on TensorFlow's tensors as on numpy's arrays, eagerly and compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from processor_cases import OPTIONS, assert_as_numpy, drawn, processed

from trivet.text.generation.arrays import NumpyArrays
from trivet_tf.generation.arrays import TensorArrays


def tensor(array: np.ndarray[Any, Any]) -> tf.Tensor:
    return tf.constant(array, tf.int32 if array.dtype.kind == "i" else tf.float32)


@pytest.mark.parametrize("fields", OPTIONS, ids=lambda fields: next(iter(fields)))
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(2, 7))
def test_every_processor_gives_what_numpy_gives(fields: dict[str, Any], seed: int, length: int) -> None:
    assert_as_numpy(fields, TensorArrays(), tensor, seed, length)


def test_every_processor_gives_the_same_compiled() -> None:
    ids, scores = drawn(3)

    @tf.function(jit_compile=True, autograph=False)
    def results(ids: tf.Tensor, scores: tf.Tensor, length: tf.Tensor) -> list[tf.Tensor]:
        return [processed(each, TensorArrays(), ids, scores, length) for each in OPTIONS]

    found = results(tensor(ids), tensor(scores), tf.constant(5))
    for fields, one in zip(OPTIONS, found, strict=True):
        expected = processed(fields, NumpyArrays(), ids, scores, 5)
        np.testing.assert_allclose(one.numpy(), expected, rtol=1e-4, atol=1e-5, err_msg=str(fields))
