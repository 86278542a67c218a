"""Quantized weights are read as the values of their codes, in every operation, to the bits of the reference packages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from checkpoints import packed, read_file, read_folder, values, write_packed
from quantized_decoder import write_decoder
from quantized_files import GOLDEN, same_bits_as_expected

import trivet
from trivet.dtypes import DType
from trivet.errors import CheckpointMismatchError, ConversionError, PluginVersionError
from trivet.formats.storage import Storage
from trivet.operations.convert import convert
from trivet.operations.diff import diff
from trivet.operations.inspect import inspect
from trivet.operations.verify import verify
from trivet.planning.opening import open_checkpoint
from trivet.tensors.decoding import decoded

CASES = sorted(folder.name for folder in GOLDEN.iterdir())
NAME = "model.layers.0.mlp.gate_proj.weight"


@pytest.mark.parametrize("case", CASES)
def test_decodes_to_the_bits_of_the_reference_package(case: str) -> None:
    assert same_bits_as_expected(GOLDEN / case) == []


@pytest.mark.parametrize("case", CASES)
def test_parts_are_those_of_the_whole(case: str) -> None:
    storage = Storage()
    for spec in open_checkpoint(GOLDEN / case).catalog.values():
        if spec.coded is None:
            continue
        whole = storage.array(spec)
        rows, columns = spec.shape[0], spec.shape[-1]
        indices = [
            (slice(1, 2), ...),
            (slice(rows // 2, rows), ..., slice(1, columns // 2 + 1)) if len(spec.shape) == 1 else (slice(0, rows),),
            (*(slice(None),) * (len(spec.shape) - 1), slice(columns // 3, columns)),
        ]
        parts, read = storage.parts(spec, indices)
        for part, index in zip(parts, indices, strict=True):
            assert part.tobytes() == whole[index].tobytes(), spec.name
        assert read > 0


def test_threads_and_bands_do_not_change_a_bit() -> None:
    spec = open_checkpoint(GOLDEN / "bnb-nf4-odd").catalog["a.weight"]
    assert spec.coded is not None
    parts = [Storage().array(part) for part in spec.coded.parts]
    whole = decoded(spec.coded, parts, spec.dtype.numpy)
    for row in range(spec.shape[0]):
        band = np.empty((1, spec.shape[1]), spec.dtype.numpy)
        spec.coded.decoder.decode(parts, row, band)
        assert band.tobytes() == whole[row].tobytes()
    assert decoded(spec.coded, parts, spec.dtype.numpy, threads=3).tobytes() == whole.tobytes()


@pytest.mark.parametrize("sharded", [False, True])
def test_every_operation_sees_the_values(sharded: bool, tmp_path: Path) -> None:
    expected = write_decoder(tmp_path / "from", sharded=sharded)
    report = inspect(tmp_path / "from")
    assert report.quantized is not None
    (scheme,) = report.schemes
    assert (scheme.name, scheme.dtype, report.undecoded) == ("bitsandbytes nf4, blocks of 64", "BF16", ())
    assert scheme.nbytes < scheme.decoded_nbytes / 2
    assert verify(tmp_path / "from", values=True).problems == ()
    plan = trivet.plan(tmp_path / "from", to="flax")
    assert plan.unexpected == ()
    convert(tmp_path / "from", tmp_path / "to", to="torch", dequantize="bf16")
    plain = read_folder(tmp_path / "to")
    assert {name: tensor.data for name, tensor in plain.items()} == {
        name: array.tobytes() for name, array in expected.items()
    }
    assert "quantization_config" not in json.loads((tmp_path / "to" / "config.json").read_text())
    assert diff(tmp_path / "from", tmp_path / "to").is_identical


def test_a_conversion_turns_the_values_into_the_other_layout(tmp_path: Path) -> None:
    expected = write_decoder(tmp_path / "from")
    report = convert(tmp_path / "from", tmp_path / "to", to="flax", dtype="fp32")
    kernel = read_folder(tmp_path / "to")["model.layers.0.mlp.gate_proj.kernel"]
    assert kernel.data == expected[NAME].astype(np.float32).T.tobytes()
    assert report.decoded[NAME] == "bitsandbytes nf4, blocks of 64"


def test_a_copy_keeps_codes_as_they_are(tmp_path: Path) -> None:
    write_decoder(tmp_path / "from")
    convert(tmp_path / "from", tmp_path / "to", to="torch")
    assert values(read_folder(tmp_path / "to")) == values(read_folder(tmp_path / "from"))
    assert "quantization_config" in json.loads((tmp_path / "to" / "config.json").read_text())


def test_what_is_not_quantized_is_not_dequantized(tmp_path: Path) -> None:
    write_decoder(tmp_path / "from")
    convert(tmp_path / "from", tmp_path / "plain", to="torch", dequantize="keep")
    with pytest.raises(ConversionError, match="not quantized"):
        convert(tmp_path / "plain", tmp_path / "to", to="torch", dequantize="bf16")
    with pytest.raises(ConversionError, match="disagree"):
        convert(tmp_path / "from", tmp_path / "to", to="torch", dequantize="bf16", dtype="fp32")


Change = Callable[[dict[str, np.ndarray[Any, Any]]], None]


def _state(**fields: Any) -> Change:
    def change(tensors: dict[str, np.ndarray[Any, Any]]) -> None:
        name = f"{NAME}.quant_state.bitsandbytes__nf4"
        state = json.loads(tensors[name].tobytes()) | fields
        tensors[name] = np.frombuffer(json.dumps(state).encode(), np.uint8)

    return change


def _leaf(leaf: str, array: np.ndarray[Any, Any] | None) -> Change:
    def change(tensors: dict[str, np.ndarray[Any, Any]]) -> None:
        if array is None:
            del tensors[NAME + leaf]
        else:
            tensors[NAME + leaf] = array

    return change


WRONG: dict[str, tuple[Change, str]] = {
    "no scales": (_leaf(".absmax", None), r"absmax: missing"),
    "scales of another number": (_leaf(".absmax", np.ones(3, np.float32)), r"absmax .*has the shape \[3\]"),
    "scales of another dtype": (_leaf(".absmax", np.ones(6, np.float16)), r"absmax"),
    "a short table": (_leaf(".quant_map", np.ones(8, np.float32)), r"quant_map .*has the shape \[8\]"),
    "too few codes": (_leaf("", np.ones((5, 1), np.uint8)), r"gate_proj.weight .*has 5 bytes"),
    "no block size": (_state(blocksize=0), r"blocksize is 0"),
    "no shape": (_state(shape=None), r"states no shape"),
    "a huge shape": (_state(shape=[2**40, 2**40]), r"which no weight has"),
    "a dtype of integers": (_state(dtype="int8"), r"dtype is I8"),
    "nested scales that are plain": (_state(nested_blocksize=256, nested_offset=0.1), r"nested scales are U8"),
    "no JSON": (_leaf(".quant_state.bitsandbytes__nf4", np.frombuffer(b"{", np.uint8)), r"is not JSON"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_codes_and_scales_are_refused_by_name(case: str, tmp_path: Path) -> None:
    change, reason = WRONG[case]
    write_decoder(tmp_path)
    file = tmp_path / "model.safetensors"
    dtypes = {"BF16": ml_dtypes.bfloat16, "F32": np.float32, "U8": np.uint8}
    tensors = {
        name: np.frombuffer(each.data, dtypes[each.dtype]).reshape(each.shape) for name, each in read_file(file).items()
    }
    change(tensors)
    write_packed(file, tensors)
    with pytest.raises(CheckpointMismatchError, match=reason):
        trivet.plan(tmp_path, to="torch")
    assert not verify(tmp_path).is_sound
    assert inspect(tmp_path).undecoded


@pytest.mark.parametrize("method", ["eetq", "aqlm", "vptq", "higgs", "unheard-of"])
def test_a_method_that_is_not_read_is_named(method: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"quantization_config": {"quant_method": method}}))
    weights = {"a.weight": np.ones((2, 2), np.int8), "a.weight_scale": np.ones(2, np.float32)}
    (tmp_path / "model.safetensors").write_bytes(packed(weights))
    with pytest.raises(CheckpointMismatchError, match=f"method '{method}', which is not read here"):
        open_checkpoint(tmp_path).require_decoded()


class _Doubling:
    """A codec of another package: bytes that stand for twice their value."""

    name = "doubling"
    methods = ("doubling",)

    def finds(self, stored: Any) -> bool:
        return False

    def read(self, stored: Any) -> Any:
        from trivet.plugin import Coded, Reading, TensorSpec

        (spec,) = stored.catalog.values()
        coded = Coded("doubling", (spec,), self, DType.F32, spec.shape)
        return Reading([TensorSpec("a.weight", DType.F32, spec.shape, spec.file, spec.extents, coded=coded)])

    def decode(self, parts: Any, first: int, out: Any) -> None:
        out[...] = 2.0 * parts[0][first : first + len(out)]


def test_another_package_adds_a_codec(provide: Callable[..., None], tmp_path: Path) -> None:
    provide("trivet.codecs", "doubling", _Doubling)
    (tmp_path / "config.json").write_text(json.dumps({"quantization_config": {"quant_method": "doubling"}}))
    (tmp_path / "model.safetensors").write_bytes(packed({"a.codes": np.arange(6, dtype=np.uint8).reshape(2, 3)}))
    checkpoint = open_checkpoint(tmp_path)
    assert checkpoint.array("a.weight").tolist() == [[0, 2, 4], [6, 8, 10]]


def test_a_codec_of_another_version_is_refused(provide: Callable[..., None], tmp_path: Path) -> None:
    provide("trivet.codecs", "doubling", type("Old", (_Doubling,), {"api_version": 0}))
    write_decoder(tmp_path)
    with pytest.raises(PluginVersionError):
        open_checkpoint(tmp_path)
