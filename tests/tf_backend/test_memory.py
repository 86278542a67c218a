"""Whose memory variables have: the map of an aligned file, one aligned copy otherwise, and never the file itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import checkpoints
import ml_dtypes
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

from trivet import TFBertModel
from trivet.dtypes import DType, parse_dtype
from trivet.errors import UnsupportedDTypeError
from trivet.layout import IDENTITY, Layout
from trivet.layout.host import HostTensor
from trivet_tf.backend import BACKEND
from trivet_tf.load.tensors import as_tensor, fetch, place

Write = Callable[..., Path]
DTYPES = [
    *("bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64"),
    *("float16", "float32", "float64", "complex64", "bfloat16", "float8_e4m3fn", "float8_e5m2"),
]


def aligned(shape: tuple[int, ...], dtype: Any = np.float32, shift: int = 0) -> np.ndarray[Any, Any]:
    """Random bytes that start `shift` bytes after a multiple of 64."""
    dtype = np.dtype(dtype)
    nbytes = int(np.prod(shape)) * dtype.itemsize
    raw = np.empty(nbytes + 128, np.uint8)
    start = -raw.ctypes.data % 64 + shift
    raw[start : start + nbytes] = np.random.default_rng(0).integers(0, 2, nbytes, np.uint8)
    return raw[start : start + nbytes].view(dtype).reshape(shape)


def host(array: np.ndarray[Any, Any], layout: Layout = IDENTITY, dtype: DType | None = None) -> HostTensor:
    return HostTensor("x", array, layout, dtype or parse_dtype(array.dtype))


def address(tensor: Any) -> int:
    return int(fetch(tensor).ctypes.data)


@pytest.mark.parametrize("name", DTYPES)
def test_every_dtype_and_alignment_keeps_its_bits(name: str) -> None:
    for shape in [(3, 5), (), (0, 4), (7,)]:
        for shift in (0, 8, 2):
            array = aligned(shape, getattr(ml_dtypes, name, name), shift)
            tensor = place(host(array), None)
            assert (tensor.dtype.name, tuple(tensor.shape)) == (name, shape)
            assert fetch(tensor).tobytes() == array.tobytes(), (shape, shift)
            assert fetch(tensor).dtype == array.dtype


@pytest.mark.parametrize("name", ["float32", "float16", "bfloat16", "int64"])
def test_aligned_memory_is_shared_and_other_memory_is_not(name: str) -> None:
    for shift in (0, 8):
        array = aligned((33, 5), getattr(ml_dtypes, name, name), shift)
        tensor = place(host(array), None)
        assert (address(tensor) == array.ctypes.data) == (shift == 0)
        assert address(tensor) % 64 == 0


def test_layout_and_cast_come_out_right() -> None:
    array = aligned((3, 5), np.int32).view(np.float32)
    array[...] = np.arange(15).reshape(3, 5)
    moved = place(host(array, Layout((1, 0)), DType.BF16), None)
    np.testing.assert_array_equal(fetch(moved).astype(np.float32), array.T)
    with_axis = place(host(array[0].copy(), Layout(None, 1)), None)
    np.testing.assert_array_equal(fetch(with_axis), array[:1])


def test_a_read_only_array_is_copied() -> None:
    array = aligned((4, 4))
    array.flags.writeable = False
    np.testing.assert_array_equal(fetch(as_tensor(array)), array)


def test_a_place_may_be_named() -> None:
    tensor = place(host(aligned((4, 4))), "CPU:0")
    assert "CPU:0" in tensor.device


def test_refuses_a_dtype_that_tensorflow_lacks() -> None:
    with pytest.raises(UnsupportedDTypeError, match="TensorFlow"):
        as_tensor(aligned((4,), ml_dtypes.float8_e8m0fnu))
    as_tensor(aligned((4,), ml_dtypes.float8_e5m2))


def test_an_aligned_file_in_tensorflows_dialect_is_loaded_without_a_copy(checkpoint: Write) -> None:
    folder = checkpoint(dialect="tensorflow")
    model = TFBertModel.from_pretrained(folder)
    mapped = shared_with_a_map(model)
    stored = checkpoints.read_folder(folder)
    for name, variable in BACKEND.tensors(model).items():
        if stored[f"{name}:0"].start % 64 == 0:
            assert mapped(fetch(variable)), name
    assert sum(each.start % 64 == 0 for each in stored.values()) > len(stored) / 2


def test_a_misaligned_file_is_copied_and_works(checkpoint: Write, tmp_path: Path) -> None:
    whole = checkpoint(dialect="tensorflow")
    tensors = {
        name: np.frombuffer(each.data, np.float32).reshape(each.shape)
        for name, each in checkpoints.read_folder(whole).items()
    }
    checkpoints.write_packed(tmp_path / "off" / "model.safetensors", tensors, {"format": "tf"})
    (tmp_path / "off" / "config.json").write_bytes((whole / "config.json").read_bytes())
    starts = {each.start % 64 for each in checkpoints.read_folder(tmp_path / "off").values()}
    assert starts - {0}
    expected = np.asarray(TFBertModel.from_pretrained(whole)(np.array([[1, 2]])).last_hidden_state)
    model = TFBertModel.from_pretrained(tmp_path / "off")
    np.testing.assert_array_equal(np.asarray(model(np.array([[1, 2]])).last_hidden_state), expected)
    assert {address(variable) % 64 for variable in model.weights} == {0}


def test_writing_to_variables_never_reaches_the_file(checkpoint: Write) -> None:
    folder = checkpoint(dialect="tensorflow")
    before = checkpoints.snapshot(folder)
    model = TFBertModel.from_pretrained(folder)
    for variable in model.weights:
        variable.assign_add(tf.ones_like(variable))
        variable.value.assign_sub(tf.fill(variable.shape, 2.0))
    other = TFBertModel.from_pretrained(folder)
    other.compile("sgd", loss=lambda wanted, given: tf.reduce_mean(given))
    targets = {"last_hidden_state": np.zeros((1, 3, 8)), "pooler_output": np.zeros((1, 8))}
    other.fit(np.array([[1, 2, 3]]), targets, verbose=0)
    assert not np.array_equal(fetch(other.bert.pooler.dense.bias), tiny_bert.weights()["bert.pooler.dense.bias"])
    assert checkpoints.snapshot(folder) == before
    assert np.allclose(fetch(model.bert.pooler.dense.bias), tiny_bert.weights()["bert.pooler.dense.bias"] - 1.0)


def test_models_of_one_file_do_not_share_writes(checkpoint: Write) -> None:
    folder = checkpoint(dialect="tensorflow")
    first, second = TFBertModel.from_pretrained(folder), TFBertModel.from_pretrained(folder)
    first.bert.pooler.dense.bias.assign(np.full(8, 9.0))
    np.testing.assert_array_equal(fetch(second.bert.pooler.dense.bias), tiny_bert.weights()["bert.pooler.dense.bias"])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/status")
def test_loading_takes_the_memory_of_one_model_at_most(tmp_path: Path) -> None:
    """64 MiB of kernels: mapped, or transposed into one copy. Never initial values beside them."""
    layers, size = 4, 2048
    tensors = {f"dense{index}.weight": np.ones((size, size), np.float32) for index in range(layers)}
    checkpoints.write_packed(tmp_path / "torch" / "model.safetensors", tensors)
    (tmp_path / "torch" / "config.json").write_text('{"model_type": "wide"}')
    arguments = [str(tmp_path), str(layers), str(size)]
    done = subprocess.run([sys.executable, "-c", _GROWTH, *arguments], capture_output=True, text=True, check=True)
    mapped, transposed = (float(each) for each in done.stdout.split())
    total = layers * size * size * 4 / 2**20
    assert mapped < 0.2 * total
    assert 0.8 * total < transposed < 1.2 * total


_GROWTH = """
import gc
import sys
import keras
from trivet import PretrainedConfig, TFPreTrainedModel
folder, layers, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

class Config(PretrainedConfig):
    model_type = "wide"

class Wide(TFPreTrainedModel):
    config_class = Config
    def __init__(self, config):
        super().__init__(config)
        self.all = [keras.layers.Dense(size, use_bias=False, name=f"dense{i}") for i in range(layers)]
    def build(self, input_shape=None):
        for layer in self.all:
            layer.build((None, size))

def private():
    with open("/proc/self/status") as status:
        fields = dict(line.split(":") for line in status)
    return sum(int(fields[name].split()[0]) for name in ("RssAnon", "RssShmem")) / 1024

model = Wide.from_pretrained(f"{folder}/torch")
model.save_pretrained(f"{folder}/tensorflow")
for dialect in ("tensorflow", "torch"):
    model = None
    gc.collect()  # or memory that the last model gives back would be taken for memory that this one does not need
    before = private()
    model = Wide.from_pretrained(f"{folder}/{dialect}")
    print(private() - before)
"""


def shared_with_a_map(model: Any) -> Callable[[np.ndarray[Any, Any]], bool]:
    """Whether an array lies in a mapped file of this process."""
    ranges = []
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, _, _, _, _, *name = line.split(maxsplit=5)
        if name and name[0].strip().endswith(".safetensors"):
            start, end = (int(each, 16) for each in span.split("-"))
            ranges.append((start, end))
    return lambda array: any(start <= array.ctypes.data < end for start, end in ranges)
