"""What of a file is aliased, what is copied once, and that a file never changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import ml_dtypes
import numpy as np
import pytest
import tiny_bert

import trivet
from trivet import FlaxBertModel
from trivet.dtypes import DType
from trivet.errors import UnsupportedDTypeError
from trivet.layout import Layout
from trivet.layout.host import HostTensor
from trivet.tensors.relayout import empty_aligned, is_aligned
from trivet_flax.load.tensors import fetch, place, place_then_finish
from trivet_flax.model.params import flatten


def mapped(path: Path) -> list[range]:
    """Where a file is mapped in this process."""
    found = []
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.endswith(str(path)):
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            found.append(range(start, end))
    return found


def address(array: jax.Array) -> int:
    return array.unsafe_buffer_pointer()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells where a file is mapped")
@pytest.mark.parametrize("dtype", [np.float32, ml_dtypes.bfloat16])
def test_a_file_of_its_own_dialect_is_aliased(tmp_path: Path, dtype: Any) -> None:
    config = tiny_bert.config(hidden_size=64, intermediate_size=64, vocab_size=64, num_hidden_layers=1)
    FlaxBertModel(config, param_dtype=dtype).save_pretrained(tmp_path)
    model = FlaxBertModel.from_pretrained(tmp_path)
    places = mapped(tmp_path / "model.safetensors")
    for name, array in flatten(model.params):
        assert any(address(array) in place for place in places), name


def test_writing_to_parameters_never_reaches_the_file(checkpoint: Callable[..., Path], tmp_path: Path) -> None:
    FlaxBertModel.from_pretrained(checkpoint()).save_pretrained(tmp_path / "own")
    file = tmp_path / "own" / "model.safetensors"
    before = file.read_bytes()
    params = FlaxBertModel.from_pretrained(tmp_path / "own").params
    kernel = np.asarray(params["pooler"]["dense"]["kernel"])

    @partial(jax.jit, donate_argnums=0)
    def overwrite(params: Any) -> Any:
        return jax.tree.map(lambda array: array * 0 + 7, params)

    updated = jax.block_until_ready(overwrite(params))
    assert (updated["pooler"]["dense"]["kernel"] == 7).all()
    assert kernel.shape == (8, 8)
    assert file.read_bytes() == before
    again = FlaxBertModel.from_pretrained(tmp_path / "own").params
    np.testing.assert_array_equal(again["pooler"]["dense"]["kernel"], tiny_bert.weights()["bert.pooler.dense.weight"].T)


def test_saving_over_the_folder_a_model_was_loaded_from_is_safe(tmp_path: Path) -> None:
    FlaxBertModel(tiny_bert.config()).save_pretrained(tmp_path)
    model = FlaxBertModel.from_pretrained(tmp_path)
    expected = {name: np.array(array) for name, array in flatten(model.params)}
    FlaxBertModel(tiny_bert.config(), seed=1).save_pretrained(tmp_path)
    for name, array in flatten(model.params):
        np.testing.assert_array_equal(array, expected[name])
    model.save_pretrained(tmp_path)
    for name, array in flatten(FlaxBertModel.from_pretrained(tmp_path).params):
        np.testing.assert_array_equal(array, expected[name])


def host(array: np.ndarray[Any, Any], layout: Layout = Layout(), dtype: DType = DType.F32) -> HostTensor:  # noqa: B008
    return HostTensor("name", array, layout, dtype)


def aligned(array: np.ndarray[Any, Any], *, off: int = 0) -> np.ndarray[Any, Any]:
    """A copy that starts `off` bytes behind a multiple of 64."""
    room = empty_aligned((array.nbytes + 64,), np.dtype(np.uint8))
    found = room[off : off + array.nbytes].view(array.dtype).reshape(array.shape)
    found[...] = array
    return found


MATRIX = np.arange(12, dtype=np.float32).reshape(3, 4)
CASES = {
    "as it is": (MATRIX, Layout(), DType.F32),
    "transposed": (MATRIX, Layout((1, 0)), DType.F32),
    "cast": (MATRIX, Layout(), DType.BF16),
    "transposed and cast": (MATRIX, Layout((1, 0)), DType.F16),
    "axis in front": (MATRIX[0], Layout(None, 1), DType.F32),
    "axis dropped, transposed": (MATRIX[None], Layout((1, 0), -1), DType.F32),
    "convolution": (np.arange(24, dtype=np.float32).reshape(2, 3, 4), Layout((2, 1, 0)), DType.F32),
    "one number": (np.array(3, np.int32), Layout(), DType.I32),
    "strided": (MATRIX.T, Layout(), DType.F32),
    "bfloat16": (MATRIX.astype(ml_dtypes.bfloat16), Layout((1, 0)), DType.BF16),
    "float8": (MATRIX.astype(ml_dtypes.float8_e4m3fn), Layout(), DType.F8_E4M3),
    "nothing": (np.zeros((0, 4), np.float32), Layout((1, 0)), DType.F32),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("put", [place, partial(place_then_finish, placement=None)], ids=["host", "device"])
def test_every_way_of_placing_gives_the_same_array(case: Any, put: Callable[..., jax.Array]) -> None:
    array, layout, dtype = case
    found = put(host(array, layout, dtype))
    assert isinstance(found, jax.Array)
    expected = layout.view(array).astype(dtype.numpy)
    assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
    assert fetch(found).tobytes() == expected.tobytes()


def test_aligned_memory_is_aliased_and_other_memory_copied_into_aligned() -> None:
    ready, crooked = aligned(MATRIX), aligned(MATRIX, off=4)
    assert address(place(host(ready))) == ready.ctypes.data
    copied = place(host(crooked))
    assert address(copied) != crooked.ctypes.data
    assert is_aligned(fetch(copied))
    np.testing.assert_array_equal(copied, MATRIX)


def test_the_array_keeps_the_memory_alive() -> None:
    found = [place(host(aligned(MATRIX + number))) for number in range(50)]
    for number, array in enumerate(found):
        np.testing.assert_array_equal(array, MATRIX + number)


def test_places_on_the_device_that_is_named() -> None:
    device = jax.devices("cpu")[0]
    assert place(host(MATRIX), device).devices() == {device}
    sharding = jax.sharding.SingleDeviceSharding(device)
    assert place(host(MATRIX), sharding).sharding == sharding


@pytest.mark.parametrize("dtype", [DType.F64, DType.I64, DType.U64])
def test_refuses_to_narrow_64_bits_in_silence(dtype: DType) -> None:
    with pytest.raises(UnsupportedDTypeError, match="jax_enable_x64"):
        place(host(MATRIX.astype(dtype.numpy), dtype=dtype))
    with jax.enable_x64(True):
        assert place(host(MATRIX.astype(dtype.numpy), dtype=dtype)).dtype == dtype.numpy


def test_fetching_copies_nothing() -> None:
    array = jnp.arange(8.0)
    assert fetch(array).ctypes.data == address(array)


@pytest.fixture
def converted(minilm: Path, tmp_path: Path) -> Path:
    trivet.convert(minilm, tmp_path / "flax", to="flax")
    return tmp_path / "flax"


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells private memory apart")
def test_real_weights_in_its_own_dialect_take_no_memory_of_their_own(converted: Path) -> None:
    FlaxBertModel.from_pretrained(converted)  # whatever a first load sets up once
    before = anonymous()
    model, report = FlaxBertModel.from_pretrained(converted, output_loading_info=True)
    jax.block_until_ready(model.params)
    assert report.nbytes > 80_000_000
    assert anonymous() - before < 0.05 * report.nbytes


def anonymous() -> int:
    """Bytes of this process that no file backs."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Anonymous:"))
