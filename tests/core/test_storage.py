"""Storage: mapped views of files, private to the process, and refusals when a file is not what its header said."""

import os
from collections.abc import Callable
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
from checkpoints import entry, raw_file, write_packed

from trivet.dtypes import DType
from trivet.errors import CorruptFileError, SourceNotFoundError, UnsupportedDTypeError
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.tensors import Extent, TensorSpec


@pytest.fixture
def file(tmp_path: Path) -> Path:
    arrays = {
        "floats": np.arange(20, dtype=np.float32).reshape(4, 5),
        "halves": np.arange(6).astype(ml_dtypes.bfloat16),
        "odd": np.arange(3, dtype=np.uint8),
        "misaligned": np.arange(4, dtype=np.float64),
        "empty": np.zeros((0, 3), np.float32),
        "scalar": np.array(7, np.int64),
    }
    return write_packed(tmp_path / "x.safetensors", arrays)


def test_arrays_are_views_of_one_map(file: Path) -> None:
    storage, catalog = Storage(), SafetensorsFormat().open(file)
    whole = storage.bytes_of(next(iter(catalog.values())))
    for spec in catalog.values():
        array = storage.array(spec)
        assert array.shape == spec.shape
        assert array.dtype == spec.dtype.numpy
        assert np.shares_memory(array, whole) or spec.nbytes == 0
    assert storage.array(catalog["floats"]).tolist() == np.arange(20).reshape(4, 5).tolist()
    assert storage.array(catalog["misaligned"]).tolist() == [0, 1, 2, 3]
    assert storage.array(catalog["scalar"]) == 7


def test_writing_to_a_view_never_changes_the_file(file: Path) -> None:
    before = file.read_bytes()
    catalog = SafetensorsFormat().open(file)
    array = Storage().array(catalog["floats"])
    array[:] = -1
    assert (array == -1).all()
    assert file.read_bytes() == before
    assert Storage().array(catalog["floats"])[0, 1] == 1


def test_arrays_outlive_their_storage_and_the_files_name(file: Path) -> None:
    array = Storage().array(SafetensorsFormat().open(file)["floats"])
    file.unlink()
    assert array.sum() == 190


def test_opens_each_file_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    real = os.open

    def counting(path: str, *arguments: int, **options: int) -> int:
        opened.append(os.fspath(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(os, "open", counting)
    storage, catalog = Storage(), SafetensorsFormat().open(file)
    for spec in catalog.values():
        storage.array(spec)
    assert opened.count(str(file)) == 1


@pytest.mark.parametrize("size", [0, 8, 100, 300])
def test_refuses_file_that_shrank_after_its_header_was_read(size: int, file: Path) -> None:
    spec = SafetensorsFormat().open(file)["misaligned"]
    content = file.read_bytes()[:size]
    assert size < spec.offset + spec.nbytes
    file.write_bytes(content)
    with pytest.raises(CorruptFileError) as caught:
        Storage().array(spec)
    assert str(caught.value) == (
        f"{file}: tensor 'misaligned': its bytes end at {spec.extents[0].end}, the file now has {size}"
    )


def test_empty_tensor_needs_no_file(tmp_path: Path) -> None:
    spec = TensorSpec("e", DType.F32, (0, 2), str(tmp_path / "nothing"), ())
    assert Storage().array(spec).shape == (0, 2)


def test_file_whose_name_is_gone_is_still_read(file: Path) -> None:
    spec = SafetensorsFormat().open(file)["floats"]
    file.unlink()
    assert Storage().array(spec).sum() == 190


def test_refuses_file_that_disappeared_and_is_not_held_open(file: Path) -> None:
    catalog = SafetensorsFormat().open(file)
    for source in catalog.sources:
        source.let_go()
    file.unlink()
    with pytest.raises(SourceNotFoundError, match=r"the file has disappeared since its header was read\.$"):
        Storage().array(catalog["floats"])


def test_tensor_in_several_runs_is_put_together(tmp_path: Path) -> None:
    (tmp_path / "runs").write_bytes(bytes(range(12)))
    spec = TensorSpec("t", DType.U8, (2, 3), str(tmp_path / "runs"), (Extent(8, 4), Extent(1, 2)))
    assert Storage().array(spec).tolist() == [[8, 9, 10], [11, 1, 2]]
    outside = TensorSpec("t", DType.U8, (6,), str(tmp_path / "runs"), (Extent(9, 4), Extent(1, 2)))
    with pytest.raises(CorruptFileError, match="its bytes end at 13, the file now has 12"):
        Storage().array(outside)


def test_strides_of_the_file_are_followed(tmp_path: Path) -> None:
    (tmp_path / "strided").write_bytes(np.arange(6, dtype=np.int32).tobytes())
    spec = TensorSpec("t", DType.I32, (2, 3), str(tmp_path / "strided"), (Extent(0, 24),), strides=(1, 2))
    assert Storage().array(spec).tolist() == [[0, 2, 4], [1, 3, 5]]


def test_refuses_to_view_elements_below_a_byte(tmp_path: Path) -> None:
    path = raw_file(tmp_path / "x.safetensors", {"a": entry("F4", [4], 0, 2)}, b"ab")
    spec = SafetensorsFormat().open(path)["a"]
    assert Storage().raw(spec).tobytes() == b"ab"
    with pytest.raises(UnsupportedDTypeError):
        Storage().array(spec)


def test_tensors_that_do_not_lie_in_the_file_as_they_are_come_from_their_format(provide: Callable[..., None]) -> None:
    class Squeezed(SafetensorsFormat):
        name = "squeezed"

        def read(self, spec: TensorSpec) -> np.ndarray:
            return np.frombuffer(np.array([1, 2, 3], np.int16).tobytes(), np.uint8)

    provide("trivet.formats", "squeezed", Squeezed)
    spec = TensorSpec("t", DType.I16, (3, 1), "a file that is not opened", (Extent(0, 2),), via="squeezed")
    assert Storage().array(spec).tolist() == [[1], [2], [3]]
    assert Storage().raw(spec).tobytes() == b"\x01\0\x02\0\x03\0"


def test_raw_bytes_of_a_strided_tensor_are_in_c_order(tmp_path: Path) -> None:
    (tmp_path / "strided").write_bytes(np.arange(6, dtype=np.int32).tobytes())
    spec = TensorSpec("t", DType.I32, (2, 3), str(tmp_path / "strided"), (Extent(0, 24),), strides=(1, 2))
    assert np.frombuffer(Storage().raw(spec).tobytes(), np.int32).tolist() == [0, 2, 4, 1, 3, 5]
