"""Writing in bands: the bytes are those of the whole tensor, wherever it is cut, and a failure ends every thread."""

import errno
import fcntl
import mmap
import os
import threading
import time
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trivet.dtypes import DType, parse_dtype
from trivet.formats import writing
from trivet.formats.writing import write_file
from trivet.progress import silent
from trivet.tensors.entry import Entry

DTYPES = [np.dtype(np.float32), np.dtype(np.float16), np.dtype(ml_dtypes.bfloat16), np.dtype(np.uint8)]


def never() -> np.ndarray:
    raise AssertionError("a tensor that has a view is not fetched whole")


@st.composite
def tensors(draw: st.DrawFn) -> tuple[np.ndarray, np.dtype]:
    """A view of permuted axes, and the dtype that it is to be written in."""
    shape = tuple(draw(st.lists(st.integers(0, 30), max_size=3)))
    array = np.random.default_rng(draw(st.integers(0, 5))).integers(0, 200, shape).astype(draw(st.sampled_from(DTYPES)))
    target = draw(st.sampled_from(DTYPES)) if array.dtype != np.uint8 else array.dtype
    return array.transpose(draw(st.permutations(range(len(shape))))), target


@settings(max_examples=60, deadline=None)
@given(found=st.lists(tensors(), max_size=4), window=st.sampled_from([4, 16, 100, 4096]), header=st.integers(0, 70))
def test_bands_are_the_whole(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[np.ndarray, np.dtype]], window: int, header: int
) -> None:
    entries = [
        Entry(str(number), parse_dtype(dtype), view.shape, never, lambda view=view: view)
        for number, (view, dtype) in enumerate(found)
    ]
    path = tmp_path_factory.mktemp("bands") / "file"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "WINDOW", window)
        write_file(path, b"h" * header, entries, total=0, progress=silent)
    expected = [np.asarray(view.astype(dtype), order="C").tobytes() for view, dtype in found]
    assert path.read_bytes() == b"h" * header + b"".join(expected)


@pytest.mark.parametrize("nbytes", [4096, 3 * 4096, 3 * 4096 + 1, 100_003])
@pytest.mark.parametrize("refused_after", [None, 0, 2])
def test_past_the_page_cache_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbytes: int, refused_after: int | None
) -> None:
    """With the last block cut short, and where a file system refuses such writes at once or after a while."""
    monkeypatch.setattr(writing, "DIRECT_FROM", 0)
    monkeypatch.setattr(writing, "WINDOW", 4096)
    monkeypatch.setattr(writing, "empty_aligned", lambda shape, dtype: np.frombuffer(mmap.mmap(-1, *shape), dtype))
    real, calls = os.pwrite, []

    def pwrite(handle: int, data: memoryview, offset: int) -> int:
        calls.append(direct := bool(fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_DIRECT))
        if direct and refused_after is not None and len(calls) > refused_after:
            raise OSError(errno.EINVAL, "Invalid argument")
        return real(handle, data, offset)

    monkeypatch.setattr(os, "pwrite", pwrite)
    array = np.random.default_rng(0).integers(0, 255, nbytes).astype(np.uint8)
    entry = Entry("a", DType.U8, (nbytes,), never, lambda: array)
    write_file(tmp_path / "x", b"", [entry], total=nbytes, progress=silent)
    assert (tmp_path / "x").read_bytes() == array.tobytes()
    assert calls[0]


def test_refuses_a_view_of_another_shape_than_declared(tmp_path: Path) -> None:
    array = np.zeros((2, 3), np.float32)
    wrong = Entry("a", DType.F32, (3, 2), never, lambda: array)
    with pytest.raises(ValueError, match=r"^a: its view is \[2, 3\], declared \[3, 2\]$"):
        write_file(tmp_path / "x", b"", [wrong], total=24, progress=silent)
    write_file(tmp_path / "y", b"", [Entry("a", DType.F32, (2, 3), never, lambda: array)], total=24, progress=silent)


def test_a_failure_ends_the_other_threads(tmp_path: Path) -> None:
    taken = []

    def view(number: int) -> np.ndarray:
        taken.append(time.sleep(0.002))
        if number == 3:
            raise MemoryError
        return np.zeros(8, np.uint8)

    entries = [Entry(str(n), DType.U8, (8,), never, lambda n=n: view(n)) for n in range(300)]
    before = threading.active_count()
    with pytest.raises(MemoryError):
        write_file(tmp_path / "x", b"", entries, total=2400, progress=silent)
    assert len(taken) < 20
    assert threading.active_count() == before
