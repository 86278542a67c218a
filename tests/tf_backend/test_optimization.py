"""`create_optimizer` and its parts, against the reference library's steps; and how Keras stores them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import make_tf_parts as parts
import numpy as np
import pytest
import tensorflow as tf

from trivet import AdamWeightDecay, GradientAccumulator, WarmUp, create_optimizer

WANTED: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden/data/tf_parts.json").read_text())["optimizers"]


@pytest.mark.parametrize("name", parts.OPTIMIZERS)
def test_takes_the_steps_of_the_reference(name: str) -> None:
    variables = []
    for path, shape in parts.VARIABLES.items():
        variables.append(keras.Variable(parts.values(shape), name=path.replace("/", "_")))
        variables[-1]._path = path
    optimizer, schedule = create_optimizer(parts.RATE, parts.STEPS, **parts.OPTIMIZERS[name])
    rates = [float(schedule(step)) for step in range(parts.STEPS)]
    np.testing.assert_allclose(rates, WANTED[name]["rates"], rtol=1e-6, atol=1e-9)
    for step in range(parts.STEPS):
        gradients = [tf.constant(parts.values(tuple(each.shape), step)) for each in variables]
        optimizer.apply_gradients(zip(gradients, variables, strict=True))
    for variable, wanted in zip(variables, WANTED[name]["variables"], strict=True):
        np.testing.assert_allclose(variable.numpy(), wanted, rtol=0, atol=2e-6)


def test_is_made_again_from_what_keras_stores() -> None:
    optimizer, _ = create_optimizer(0.1, 10, 3, weight_decay_rate=0.2, include_in_weight_decay=["gamma"])
    assert isinstance(optimizer, AdamWeightDecay) and optimizer.decays("dense/kernel")
    assert not optimizer.decays("dense/bias") and optimizer.decays("LayerNorm/gamma")
    stored = json.loads(json.dumps(keras.saving.serialize_keras_object(optimizer)))
    again = keras.saving.deserialize_keras_object(stored)
    assert isinstance(again, AdamWeightDecay) and again.get_config() == optimizer.get_config()
    assert isinstance(again._learning_rate, WarmUp)
    assert [float(again._learning_rate(step)) for step in range(10)] == [
        float(optimizer._learning_rate(step)) for step in range(10)
    ]
    assert not AdamWeightDecay(0.1).decays("dense/kernel")


def test_gradients_are_summed_until_they_are_reset() -> None:
    accumulator = GradientAccumulator()
    with pytest.raises(ValueError, match="no gradients were added yet"):
        _ = accumulator.gradients
    accumulator.reset()
    accumulator([tf.constant([1.0, 2.0]), None])
    accumulator([tf.constant([3.0, 4.0]), None])
    sums, nothing = accumulator.gradients
    assert (int(accumulator.step), nothing) == (2, None) and sums is not None
    np.testing.assert_array_equal(sums, [4.0, 6.0])
    with pytest.raises(ValueError, match="there are 1 gradients, but 2 were added before"):
        accumulator([tf.constant([1.0])])
    accumulator.reset()
    sums = accumulator.gradients[0]
    assert int(accumulator.step) == 0 and sums is not None and not np.any(sums)


def test_gradients_of_tables_are_summed_too() -> None:
    accumulator = GradientAccumulator()
    rows = tf.IndexedSlices(tf.constant([[1.0, 1.0]]), tf.constant([2]), tf.constant([3, 2]))
    accumulator([rows])
    accumulator([rows])
    np.testing.assert_array_equal(accumulator.gradients[0], [[0, 0], [0, 0], [2, 2]])
