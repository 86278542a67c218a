"""Quantized checkpoints of golden data: a folder with config.json, the weights, and the values that they decode to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from trivet.formats.registry import open_file
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint

EXPECTED = "expected.safetensors"
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "data" / "quantized"


def write(case: Any, folder: Path) -> None:
    """Write a case of `tests/quantized/references.py` into a folder."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: tensor.contiguous().clone() for name, tensor in case.tensors.items()}
    save_file(tensors, folder / "model.safetensors", metadata=case.metadata)
    save_file({name: tensor.contiguous().clone() for name, tensor in case.expected.items()}, folder / EXPECTED)
    (folder / "config.json").write_text(json.dumps(case.config, indent=1, sort_keys=True) + "\n")


def same_bits_as_expected(folder: Path) -> list[str]:
    """The weights of a folder that do not decode to the bits expected, and why; empty if all do."""
    checkpoint, expected, storage = open_checkpoint(folder), open_file(folder / EXPECTED), Storage()
    if checkpoint.quantization is None or checkpoint.quantization.problems:
        return ["not decoded", *(checkpoint.quantization.problems if checkpoint.quantization else ())]
    wrong = []
    for name, spec in expected.items():
        decoded = checkpoint.catalog.get(name)
        if decoded is None:
            wrong.append(f"{name}: absent, among {sorted(checkpoint.catalog)}")
        elif (decoded.dtype, decoded.shape) != (spec.dtype, spec.shape):
            wrong.append(f"{name}: {decoded.dtype} {decoded.shape}, not {spec.dtype} {spec.shape}")
        else:
            wrong += _differences(name, storage.array(decoded), storage.array(spec))
    stored = sorted(set(checkpoint.catalog) - set(expected))
    return wrong + [f"{name}: left over" for name in stored if name.rpartition(".")[2] not in ("plain", "bias")]


def _differences(name: str, decoded: np.ndarray[Any, Any], expected: np.ndarray[Any, Any]) -> list[str]:
    same = np.ascontiguousarray(decoded).tobytes() == np.ascontiguousarray(expected).tobytes()
    if same:
        return []
    left, right = decoded.astype(np.float64), expected.astype(np.float64)
    apart = np.argwhere(~((left == right) | (np.isnan(left) & np.isnan(right))))
    if not len(apart):  # zeros of another sign
        return [f"{name}: differs in the signs of zeros"]
    first = tuple(apart[0].tolist())
    return [f"{name}: {len(apart)} of {left.size} differ, first at {first}: {left[first]!r}, not {right[first]!r}"]
