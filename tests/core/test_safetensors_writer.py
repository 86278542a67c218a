"""What the safetensors writer promises: aligned data, right bytes from any array, the same bytes every time."""

import errno
import itertools
import json
import os
import struct
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from checkpoints import ALIGNMENT, read_file, read_header
from hypothesis import given
from hypothesis import strategies as st

from trivet.dtypes import DType
from trivet.errors import ConversionError
from trivet.formats import writing
from trivet.formats.safetensors import SafetensorsFormat, encode_header, layout_entries
from trivet.formats.writing import write_file
from trivet.layout import TORCH, Kind, ParamSpec
from trivet.planning.skeleton import Skeleton
from trivet.progress import silent
from trivet.tensors.entry import Entry
from trivet.transfer.items import Item
from trivet.transfer.saving import plan_entries, write_checkpoint


def write(path: Path, entries: Sequence[Entry], **metadata: str) -> Path:
    SafetensorsFormat().write(path, entries, metadata=metadata, total=0, progress=silent)
    return path


def zeros(name: str, nbytes: int) -> Entry:
    return Entry(name, DType.U8, (nbytes,), lambda: np.zeros(nbytes, np.uint8))


def starts(entries: Sequence[Entry]) -> list[int]:
    """Where each entry's bytes begin, from the start of the data."""
    return [0, *itertools.accumulate(entry.nbytes for entry in entries)][: len(entries)]


sizes = st.lists(st.sampled_from([0, 1, 2, 3, 4, 8, 16, 24, 32, 48, 60, 64, 100, 128, 192, 640]), max_size=7)


@given(sizes=sizes, name=st.text(max_size=90))
def test_data_starts_at_a_multiple_of_64_bytes(sizes: list[int], name: str) -> None:
    entries = [zeros(f"{name}{number}", size) for number, size in enumerate(sizes)]
    header = encode_header(entries, {"format": "pt"})
    assert len(header) % ALIGNMENT == 0
    assert struct.unpack("<Q", header[:8])[0] == len(header) - 8


@given(sizes=sizes)
def test_every_tensor_of_whole_64_bytes_and_the_next_is_aligned(sizes: list[int]) -> None:
    """No order can promise more: the format has no holes, so what follows an odd size starts at an odd place."""
    ordered = layout_entries([zeros(str(number), size) for number, size in enumerate(sizes)])
    whole = sum(size % ALIGNMENT == 0 for size in sizes)
    assert all(start % ALIGNMENT == 0 for start in starts(ordered)[: whole + 1])


@given(sizes=sizes)
def test_every_tensor_is_aligned_to_its_own_elements(sizes: list[int]) -> None:
    entries = [
        Entry(f"{number}{dtype.name}", dtype, (size,), lambda: np.zeros(0, np.uint8))
        for number, size in enumerate(sizes)
        for dtype in (DType.U8, DType.BF16, DType.F32, DType.F64)
    ]
    ordered = layout_entries(entries)
    assert sorted(entry.name for entry in ordered) == sorted(entry.name for entry in entries)
    for entry, start in zip(ordered, starts(ordered), strict=True):
        assert start % (entry.dtype.bits // 8) == 0


def test_order_within_a_class_is_the_callers() -> None:
    entries = [zeros("c", 64), zeros("odd", 3), zeros("a", 128), zeros("b", 64)]
    assert [entry.name for entry in layout_entries(entries)] == ["c", "a", "b", "odd"]


def test_file_says_where_its_aligned_tensors_are(tmp_path: Path) -> None:
    path = write(tmp_path / "x.safetensors", [zeros("odd", 3), zeros("a", 64), zeros("b", 128)])
    header = read_file(path)
    assert list(header) == ["a", "b", "odd"]
    assert all(tensor.start % ALIGNMENT == 0 for tensor in header.values())


BASE = np.arange(24, dtype=np.float32).reshape(4, 6)
VIEWS: dict[str, Callable[[], np.ndarray]] = {
    "plain": lambda: BASE,
    "transposed": lambda: BASE.T,
    "reversed": lambda: BASE[::-1],
    "reversed both": lambda: BASE[::-1, ::-1],
    "strided": lambda: BASE[::2, ::3],
    "broadcast": lambda: np.broadcast_to(BASE[0], (5, 6)),
    "fortran": lambda: np.asfortranarray(BASE),
    "row of a transpose": lambda: BASE.T[2],
    "scalar": lambda: np.array(3.5, np.float32),
    "empty": lambda: BASE[:0].T,
    "three axes": lambda: np.arange(24, dtype=np.float32).reshape(2, 3, 4).transpose(2, 0, 1),
}


@pytest.mark.parametrize("name", VIEWS)
def test_arrays_of_any_strides_are_written_right(name: str, tmp_path: Path) -> None:
    array = VIEWS[name]()
    item = Item(ParamSpec("t", array.shape, Kind.RAW), DType.F32, lambda: array)
    write_checkpoint(plan_entries([item], Skeleton(TORCH, ()), TORCH), tmp_path, dialect=TORCH)
    stored = safetensors.numpy.load_file(tmp_path / "model.safetensors")["t"]
    assert stored.shape == array.shape
    assert np.array_equal(stored, array)


def test_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    entries = [zeros("b", 64), zeros("a", 3), zeros("c", 5)]
    one = write(tmp_path / "one.safetensors", entries, format="pt", author="me")
    other = write(tmp_path / "other.safetensors", entries, author="me", format="pt")
    assert one.read_bytes() == other.read_bytes()
    assert list(read_header(one)) == ["__metadata__", "b", "a", "c"]


def test_header_without_metadata_has_none(tmp_path: Path) -> None:
    assert list(read_header(write(tmp_path / "x.safetensors", [zeros("a", 1)]))) == ["a"]


@pytest.mark.parametrize("fetched", [0, 7, 9, 8000])
def test_refuses_bytes_of_another_size_than_declared(fetched: int, tmp_path: Path) -> None:
    wrong = Entry("a", DType.F32, (2,), lambda: np.zeros(fetched, np.uint8))
    with pytest.raises(ValueError, match=rf"^a: fetched {fetched} bytes, declared 8$"):
        write(tmp_path / "x.safetensors", [wrong])
    write(tmp_path / "y.safetensors", [Entry("a", DType.F32, (2,), lambda: np.zeros(8, np.uint8))])


def test_refuses_to_overwrite_a_file_in_place(tmp_path: Path) -> None:
    path = write(tmp_path / "x.safetensors", [zeros("a", 1)])
    with pytest.raises(FileExistsError):
        write(path, [zeros("a", 1)])


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["a", "b", "a"], "two tensors would be stored as 'a'"),
        (["__metadata__"], "'__metadata__' cannot name a tensor: the format reserves it for the file's metadata"),
        (["half \ud800"], r"'half \ud800' cannot name a tensor: it is not Unicode"),
    ],
)
def test_refuses_names_that_a_file_cannot_hold(names: list[str], message: str) -> None:
    with pytest.raises(ConversionError) as caught:
        encode_header([zeros(name, 1) for name in names], {})
    assert str(caught.value) == message
    assert encode_header([zeros("a", 1), zeros("b", 1)], {})


def test_writes_that_take_only_a_part_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda handle, data, offset: real(handle, data[:7], offset))
    data = np.arange(50, dtype=np.uint8)
    path = write(tmp_path / "x.safetensors", [Entry("a", DType.U8, (50,), lambda: data)])
    monkeypatch.undo()
    assert read_file(path)["a"].data == data.tobytes()


def test_full_disk_is_the_systems_own_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, data: memoryview, offset: int) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "x.safetensors", [zeros("a", 1)])


@pytest.mark.parametrize("header", [0, 70])
def test_progress_adds_up_to_the_total(header: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WINDOW", 32)
    seen: list[tuple[int, int]] = []
    entries = [zeros("a", 64), zeros("b", 3)]
    write_file(
        tmp_path / "x", b"h" * header, entries, total=67, progress=lambda nbytes, total: seen.append((nbytes, total))
    )
    assert sum(nbytes for nbytes, _ in seen) == 67
    assert {total for _, total in seen} == {67}
    assert len(seen) > 2


def test_few_tensors_are_in_memory_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = 0
    most = 0
    monkeypatch.setattr(writing, "WINDOW", 64)

    def gone() -> None:
        nonlocal alive
        alive -= 1

    def fetch() -> np.ndarray:
        nonlocal alive, most
        alive += 1
        most = max(most, alive)
        array = np.zeros(64, np.uint8)
        weakref.finalize(array, gone)
        return array

    write(tmp_path / "x.safetensors", [Entry(str(number), DType.U8, (64,), fetch) for number in range(30)])
    assert most <= writing.WORKERS + 1
    assert alive == 0


def test_header_is_json_that_starts_with_a_brace(tmp_path: Path) -> None:
    content = write(tmp_path / "x.safetensors", [zeros("重み", 1)], format="pt").read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    assert content[8:9] == b"{"
    assert json.loads(content[8 : 8 + length].decode())["重み"]["shape"] == [1]
