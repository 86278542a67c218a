"""Files that others write while a model is loaded from them, or after: the model keeps the values that it was given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import trivet
from trivet import TFAutoModel, TFBertModel
from trivet.testing import tiny_config
from trivet_tf.backend import BACKEND
from trivet_tf.load.tensors import fetch

NAME = "tf_model.h5"


def model(seed: int) -> Any:
    made = TFBertModel(tiny_config("bert"))
    for variable in made.weights:
        variable.assign(np.random.default_rng(seed).standard_normal(variable.shape))
    return made


def values(loaded: Any) -> dict[str, np.ndarray]:
    return {name: np.array(fetch(variable)) for name, variable in BACKEND.tensors(loaded).items()}


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint in Keras' own container."""
    model(1).save_pretrained(tmp_path / "tf", safe_serialization=False)
    assert (tmp_path / "tf" / NAME).is_file()
    return tmp_path / "tf"


def test_a_model_is_written_over_the_file_that_it_came_from(folder: Path) -> None:
    loaded = TFBertModel.from_pretrained(folder)
    expected = values(loaded)
    with h5py.File(folder / NAME, "w") as file:
        for variable in loaded.weights:
            file[variable.path] = variable.numpy()
    assert same(values(loaded), expected)
    (folder / NAME).write_bytes(b"")
    assert same(values(loaded), expected)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/maps")
def test_the_caller_decides_what_is_mapped(tmp_path: Path) -> None:
    model(1).save_pretrained(tmp_path)
    file = tmp_path / "model.safetensors"

    def mapped(loaded: Any) -> bool:
        lines = [line.split() for line in Path("/proc/self/maps").read_text().splitlines()]
        spans = [line[0].split("-") for line in lines if line[-1] == str(file)]
        ranges = [(int(start, 16), int(end, 16)) for start, end in spans]
        places = [fetch(variable).ctypes.data for variable in loaded.weights]
        return bool(ranges) and any(start <= place < end for start, end in ranges for place in places)

    loaded = TFAutoModel.from_pretrained(tmp_path, mmap=False)
    assert not mapped(loaded)
    assert mapped(TFAutoModel.from_pretrained(tmp_path))
    trivet.load_into(loaded, tmp_path, mmap=True)
    assert mapped(loaded)


@pytest.mark.parametrize("safe", [True, False])
def test_a_save_while_the_model_is_built_changes_nothing(safe: bool, tmp_path: Path) -> None:
    first, second, folder = model(1), model(2), tmp_path / "x"
    first.save_pretrained(folder, safe_serialization=safe)

    class Slow(TFBertModel):
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            super().__init__(*arguments, **keywords)
            second.save_pretrained(folder, safe_serialization=safe)

    assert same(values(Slow.from_pretrained(folder)), values(first))
    assert same(values(TFBertModel.from_pretrained(folder)), values(second))
