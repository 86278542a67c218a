"""The safetensors container against the format's own library: each reads what the other wrote, to the byte."""

import json
import re
import struct
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
import safetensors
import safetensors.numpy
from checkpoints import SAFETENSORS_NAMES, packed, raw_file
from checkpoints import entry as header_entry

from trivet.dtypes import DType
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.progress import silent
from trivet.tensors.entry import Entry

BY_LIBRARY = [
    *map(
        np.dtype,
        [
            "bool",
            "uint8",
            "int8",
            "uint16",
            "int16",
            "uint32",
            "int32",
            "uint64",
            "int64",
            "float16",
            "float32",
            "float64",
        ],
    )
]
BY_LIBRARY += [np.dtype("complex64"), np.dtype(ml_dtypes.bfloat16)]
SHAPES = [(), (0,), (1,), (5,), (3, 4), (2, 0, 3), (2, 1, 3, 2)]


def filled(dtype: np.dtype, shape: tuple[int, ...], seed: int = 7) -> np.ndarray:
    """Random bits, so that NaNs, infinities and denormals are among them; 0 and 1 for bool."""
    generator = np.random.default_rng(seed)
    count = int(np.prod(shape))
    if dtype == np.dtype(bool):
        return generator.integers(0, 2, count).astype(bool).reshape(shape)
    raw = generator.integers(0, 256, count * dtype.itemsize, dtype=np.uint8)
    return raw.view(dtype).reshape(shape)


def entry_of(name: str, array: np.ndarray) -> Entry:
    dtype = DType[SAFETENSORS_NAMES[array.dtype]]
    return Entry(name, dtype, array.shape, lambda: np.asarray(array, order="C").reshape(-1).view(np.uint8))


def write(path: Path, arrays: dict[str, np.ndarray], metadata: dict[str, str] | None = None) -> Path:
    entries = [entry_of(name, array) for name, array in arrays.items()]
    SafetensorsFormat().write(path, entries, metadata=metadata or {}, total=0, progress=silent)
    return path


def read(path: Path) -> dict[str, np.ndarray]:
    storage = Storage()
    return {name: storage.array(spec) for name, spec in SafetensorsFormat().open(path).items()}


def assert_same(actual: np.ndarray, expected: np.ndarray) -> None:
    assert actual.dtype == expected.dtype
    assert actual.shape == expected.shape
    assert actual.tobytes() == expected.tobytes()


@pytest.mark.parametrize("dtype", BY_LIBRARY, ids=str)
def test_reads_every_dtype_and_shape_that_the_library_writes(dtype: np.dtype, tmp_path: Path) -> None:
    arrays = {f"t{shape}": filled(dtype, shape) for shape in SHAPES}
    safetensors.numpy.save_file(arrays, tmp_path / "theirs.safetensors")
    actual = read(tmp_path / "theirs.safetensors")
    assert actual.keys() == arrays.keys()
    for name, array in arrays.items():
        assert_same(actual[name], array)


@pytest.mark.parametrize("dtype", BY_LIBRARY, ids=str)
def test_library_reads_every_dtype_and_shape_that_we_write(dtype: np.dtype, tmp_path: Path) -> None:
    arrays = {f"t{shape}": filled(dtype, shape) for shape in SHAPES}
    actual = safetensors.numpy.load_file(write(tmp_path / "ours.safetensors", arrays))
    assert actual.keys() == arrays.keys()
    for name, array in arrays.items():
        assert_same(actual[name], array)


@pytest.mark.parametrize("dtype", sorted(SAFETENSORS_NAMES, key=str), ids=str)
def test_library_finds_the_bytes_of_every_dtype_we_write(dtype: np.dtype, tmp_path: Path) -> None:
    array = filled(dtype, (3, 2))
    content = write(tmp_path / "ours.safetensors", {"t": array}).read_bytes()
    ((name, stored),) = safetensors.deserialize(content)
    assert (name, stored["dtype"], stored["shape"]) == ("t", SAFETENSORS_NAMES[dtype], [3, 2])
    assert bytes(stored["data"]) == array.tobytes()
    assert_same(read(tmp_path / "ours.safetensors")["t"], array)


def test_names_and_metadata_in_any_script_pass_both_ways(tmp_path: Path) -> None:
    names = ["", "ordinary.weight", "слой.0", "重み", "🦙/kernel:0", "with space", 'quote"\\', "tab\t", "e\u0301"]
    arrays = {name: np.full(2, number, np.float32) for number, name in enumerate(names)}
    metadata = {"format": "pt", "ключ": "値 🦙"}
    safetensors.numpy.save_file(arrays, tmp_path / "theirs.safetensors", metadata=metadata)
    theirs = SafetensorsFormat().open(tmp_path / "theirs.safetensors")
    assert set(theirs) == set(names)
    assert theirs.metadata == metadata
    ours = write(tmp_path / "ours.safetensors", arrays, metadata)
    with safetensors.safe_open(ours, "np") as file:
        assert set(file.keys()) == set(names)
        assert file.metadata() == metadata
        assert all(file.get_tensor(name).tobytes() == arrays[name].tobytes() for name in names)


@pytest.mark.parametrize("arrays", [{}, {"only": np.zeros((0, 4), np.float32)}], ids=["no tensors", "no bytes"])
def test_files_without_data_pass_both_ways(arrays: dict[str, np.ndarray], tmp_path: Path) -> None:
    safetensors.numpy.save_file(arrays, tmp_path / "theirs.safetensors")
    assert read(tmp_path / "theirs.safetensors").keys() == arrays.keys()
    ours = write(tmp_path / "ours.safetensors", arrays)
    assert safetensors.numpy.load_file(ours).keys() == arrays.keys()


def test_order_is_that_of_the_bytes_not_of_the_header(tmp_path: Path) -> None:
    header = {"last": header_entry("U8", [1], 2, 3), "first": header_entry("U8", [2], 0, 2)}
    catalog = SafetensorsFormat().open(raw_file(tmp_path / "x.safetensors", header, b"abc"))
    assert list(catalog) == ["first", "last"]


def test_offsets_are_from_the_start_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(packed({"a": np.arange(4, dtype=np.int16), "b": np.arange(3, dtype=np.uint8)}))
    spec = SafetensorsFormat().open(path)["b"]
    assert path.read_bytes()[spec.offset : spec.offset + spec.nbytes] == b"\x00\x01\x02"


def test_header_may_be_padded_with_spaces(tmp_path: Path) -> None:
    text = json.dumps({"a": header_entry("U8", [1], 0, 1)}).encode() + b" " * 100
    assert list(read(raw_file(tmp_path / "x.safetensors", text, b"\x07"))) == ["a"]


def test_dtypes_are_those_that_the_library_names() -> None:
    header = json.dumps({"a": header_entry("NONE", [1], 0, 1)}).encode()
    with pytest.raises(safetensors.SafetensorError) as caught:
        safetensors.deserialize(struct.pack("<Q", len(header)) + header + b"0")
    named = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", str(caught.value))) - {"NONE"}
    assert "BF16" in named
    assert named == {dtype.name for dtype in DType}


@pytest.mark.parametrize(("dtype", "count", "nbytes"), [("F4", 6, 3), ("F6_E2M3", 4, 3), ("F6_E3M2", 8, 6)])
def test_tensors_packed_below_a_byte_are_listed(dtype: str, count: int, nbytes: int, tmp_path: Path) -> None:
    header = {"packed": header_entry(dtype, [count], 0, nbytes), "plain": header_entry("U8", [1], nbytes, nbytes + 1)}
    path = raw_file(tmp_path / "x.safetensors", header, bytes(range(nbytes + 1)))
    catalog = SafetensorsFormat().open(path)
    assert (catalog["packed"].nbytes, catalog["packed"].shape) == (nbytes, (count,))
    assert Storage().raw(catalog["packed"]).tobytes() == bytes(range(nbytes))
    safetensors.deserialize(path.read_bytes())
