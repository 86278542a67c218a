"""Run from installed wheels: the contract tests that core ships, for every backend and format."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path

import numpy as np
import pytest

import trivet
from trivet.formats.protocols import Format
from trivet.formats.registry import format_named
from trivet.testing import BackendContract, FormatContract

FAMILIES = ("bart", "bert", "gpt2", "t5", "vit")
"""One of each kind of inputs: what is wrong with a wheel is not one family's; the backends' own tests run all."""


class TestTorch(BackendContract):
    backend_name = "torch"
    model_types = FAMILIES


class TestTensorFlow(BackendContract):
    backend_name = "tensorflow"
    model_types = FAMILIES


class TestFlax(BackendContract):
    backend_name = "flax"
    model_types = FAMILIES


class TestSafetensors(FormatContract):
    def make_format(self) -> Format:
        return format_named("safetensors")

    def make_sample(self, folder: Path) -> tuple[Path, dict[str, np.ndarray]]:
        header = {
            "b": {"dtype": "I64", "shape": [], "data_offsets": [0, 8]},
            "a": {"dtype": "F32", "shape": [2, 3], "data_offsets": [8, 32]},
            "c": {"dtype": "F64", "shape": [0, 4], "data_offsets": [32, 32]},
        }
        arrays = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.array(7, np.int64), "c": np.zeros((0, 4))}
        text = json.dumps(header).encode()
        path = folder / "sample.safetensors"
        path.write_bytes(len(text).to_bytes(8, "little") + text + b"".join(arrays[name].tobytes() for name in header))
        return path, arrays


@pytest.mark.parametrize("distribution", ["trivet", "trivet-torch", "trivet-tensorflow", "trivet-flax"])
def test_wheel_has_license_types_and_the_one_version(distribution: str) -> None:
    files = [str(file) for file in importlib.metadata.files(distribution) or []]
    assert any(file.endswith("LICENSE") for file in files)
    assert any(file.endswith("py.typed") for file in files)
    assert importlib.metadata.version(distribution) == trivet.__version__


def test_comes_from_the_wheels() -> None:
    assert "site-packages" in str(Path(trivet.__file__))
