"""Quantized weights are known by what is stored, and refused wherever their values would be taken for weights."""

import json
from collections.abc import Callable
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
import tiny_bert
from checkpoints import read_folder, values

import trivet
from trivet.errors import CheckpointMismatchError
from trivet.operations.convert import convert
from trivet.operations.inspect import inspect
from trivet.operations.verify import verify

WEIGHT = "bert.encoder.layer.0.output.dense.weight"
MODULE = WEIGHT.removesuffix(".weight")
FP8 = ml_dtypes.float8_e4m3fn


def stored(folder: Path, dtype: object = None, **beside: np.ndarray) -> Path:
    """A checkpoint, one weight of it in another dtype, with tensors beside that weight by the ends of their names."""
    weights = tiny_bert.weights()
    if dtype is not None:
        weights[WEIGHT] = weights[WEIGHT].astype(dtype)
    weights |= {f"{MODULE}.{name.replace('__', '.')}": array for name, array in beside.items()}
    return tiny_bert.write_checkpoint(folder, tensors=weights)


SCALE = np.ones(1, np.float32)
CASES: dict[str, Callable[[Path], Path]] = {
    "fp8 and a scale": lambda folder: stored(folder, FP8, weight_scale=SCALE),
    "fp8 and an inverse scale": lambda folder: stored(folder, FP8, weight_scale_inv=SCALE),
    "fp8 and a scale of inputs": lambda folder: stored(folder, FP8, input_scale=SCALE),
    "int8 and a scale": lambda folder: stored(folder, np.int8, weight_scale=SCALE),
    "int8 and LLM.int8's": lambda folder: stored(folder, np.int8, SCB=SCALE),
    "int8 alone": lambda folder: stored(folder, np.int8),
    "packed four bits": lambda folder: stored(folder, qweight=np.ones((2, 3), np.int32), scales=SCALE, qzeros=SCALE),
    "nf4": lambda folder: stored(folder, np.uint8, weight__absmax=SCALE, weight__quant_map=SCALE),
    "fp8 and a side file": lambda folder: with_side_file(stored(folder, FP8)),
}


def with_side_file(folder: Path) -> Path:
    (folder / "hf_quant_config.json").write_text(json.dumps({"quantization": {"quant_algo": "FP8"}}))
    return folder


@pytest.mark.parametrize("case", CASES)
def test_refuses_quantized_weights_in_every_operation_that_reads_them(case: str, tmp_path: Path) -> None:
    source = CASES[case](tmp_path / "from")
    for refused in (
        lambda: trivet.plan(source, to="torch"),
        lambda: convert(source, tmp_path / "to", to="flax"),
        lambda: convert(source, tmp_path / "to", to="torch", dtype="bf16"),
    ):
        with pytest.raises(CheckpointMismatchError, match="quantized"):
            refused()
    assert not (tmp_path / "to").exists()
    assert not verify(source).is_sound


def test_a_copy_in_the_same_dialect_keeps_quantized_weights_as_they_are(tmp_path: Path) -> None:
    source = CASES["fp8 and a scale"](tmp_path / "from")
    convert(source, tmp_path / "to", to="torch")
    assert values(read_folder(tmp_path / "to")) == values(read_folder(source))


def test_inspection_says_by_what_weights_are_known_to_be_quantized(tmp_path: Path) -> None:
    evidence = inspect(CASES["fp8 and a scale"](tmp_path / "from")).quantized
    assert evidence == f"{WEIGHT} is F8_E4M3 beside {MODULE}.weight_scale"
    assert inspect(stored(tmp_path / "plain")).quantized is None


@pytest.mark.parametrize("what", ["a cast to fp8", "a side file beside plain weights", "a scale beside a plain weight"])
def test_weights_that_are_not_codes_are_read(what: str, tmp_path: Path) -> None:
    if what == "a cast to fp8":
        source = stored(tmp_path / "from", FP8)
    elif what == "a side file beside plain weights":
        source = with_side_file(stored(tmp_path / "from"))
    else:
        source = stored(tmp_path / "from", np.float16, weight_scale=SCALE)
    assert trivet.plan(source, to="flax").steps


def test_integers_that_are_buffers_are_read(tmp_path: Path) -> None:
    weights = {**tiny_bert.weights(), "bert.embeddings.position_ids": np.arange(6, dtype=np.int64)[None]}
    source = tiny_bert.write_checkpoint(tmp_path, tensors=weights)
    assert trivet.plan(source, to="torch").skipped == ("bert.embeddings.position_ids",)
    assert verify(source).is_sound
