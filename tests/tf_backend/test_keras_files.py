"""Files that Keras itself writes of any model, which tell variables by their place, into another model of its kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import trivet
from trivet.errors import CheckpointMismatchError

layers = keras.layers


def sequential() -> keras.Model:
    return keras.Sequential([keras.Input((4,)), layers.Dense(4), layers.BatchNormalization(), layers.Dense(4)])


def nested() -> keras.Model:
    """Layers of one shape throughout: only their places tell them apart."""
    inputs = keras.Input((4,))
    shared = layers.Dense(4)
    inner = keras.Sequential([layers.Dense(4), layers.BatchNormalization(), layers.Dropout(0.1), layers.Dense(4)])
    return keras.Model(inputs, shared(layers.Dense(4)(inner(shared(inputs)))))


class Subclassed(keras.Model):
    """Layers in a list, a dict and a private attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [layers.Dense(4), layers.LayerNormalization(), layers.Dense(4)]
        self.heads = {"a": layers.Dense(4), "b": layers.Dense(4)}
        self._hidden = layers.Dense(4)
        self.again = self.blocks[0]

    def call(self, states: Any) -> Any:
        for layer in (*self.blocks, *self.heads.values(), self._hidden, self.again):
            states = layer(states)
        return states


# Keras's own conversion to numpy, as it writes
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't:DeprecationWarning")
CASES: list[tuple[Callable[[], keras.Model], str]] = [
    *((make, name) for make in (sequential, nested) for name in ("m.weights.h5", "m.keras", "m.h5")),
    *((Subclassed, name) for name in ("m.weights.h5", "m.keras")),
]
INPUT = np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32)


def filled(make: Callable[[], keras.Model], seed: int) -> Any:
    """A trained model with values of its own, whatever the process built before."""
    model = make()
    model(INPUT)
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    random = np.random.default_rng(seed)
    for variable in model.weights:
        variable.assign(random.uniform(0.5, 1.5, size=variable.shape))
    return model


def values(model: Any) -> list[np.ndarray[Any, Any]]:
    return [np.asarray(variable) for variable in model.weights]


@pytest.mark.parametrize(("make", "name"), CASES)
def test_a_file_of_keras_loads_as_keras_loads_it(make: Callable[[], keras.Model], name: str, tmp_path: Path) -> None:
    model, path = filled(make, 1), tmp_path / name
    model.save_weights(path) if name.endswith(".weights.h5") else model.save(path)
    loaded, expected = filled(make, 2), filled(make, 3)
    expected.load_weights(path)
    before = [np.asarray(each) for each in loaded.optimizer.variables]
    report = trivet.load_into(loaded, path)
    assert not report.missing
    assert not report.unexpected
    for own, keras_own, saved in zip(values(loaded), values(expected), values(model), strict=True):
        np.testing.assert_array_equal(own, keras_own)
        np.testing.assert_array_equal(own, saved)
    for own, was in zip(loaded.optimizer.variables, before, strict=True):
        np.testing.assert_array_equal(np.asarray(own), was)


@pytest.mark.parametrize("name", ["m.weights.h5", "m.h5"])
def test_a_file_of_another_model_is_refused(name: str, tmp_path: Path) -> None:
    model = filled(sequential, 1)
    model.save_weights(tmp_path / name) if name.endswith(".weights.h5") else model.save(tmp_path / name)
    other = filled(nested, 2)
    before = values(other)
    with pytest.raises(CheckpointMismatchError, match="missing from the checkpoint"):
        trivet.load_into(other, tmp_path / name)
    for own, was in zip(values(other), before, strict=True):
        np.testing.assert_array_equal(own, was)
