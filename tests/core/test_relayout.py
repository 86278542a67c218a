"""Relayout: what numpy would make of a strided view, in aligned memory, in one piece or in many."""

import mmap
import os
import warnings
from itertools import count

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trivet.layout import DIALECTS, ParamSpec
from trivet.layout.kinds import LEAVES
from trivet.tensors.relayout import HugePages, empty_aligned, is_aligned, relayout

WIDTHS = [np.dtype(name) for name in ("bool", "uint8", "int16", "float16", "float32", "int64", "float64", "complex64")]
WIDTHS += [np.dtype(ml_dtypes.bfloat16), np.dtype(ml_dtypes.float8_e4m3fn)]


def random_bits(shape: tuple[int, ...], dtype: np.dtype, seed: int = 0) -> np.ndarray:
    count = int(np.prod(shape)) * dtype.itemsize
    raw = np.random.default_rng(seed).integers(0, 2 if dtype == np.dtype(bool) else 256, count, dtype=np.uint8)
    return raw.view(dtype).reshape(shape)


@st.composite
def views(draw: st.DrawFn) -> np.ndarray:
    """A view of any strides: axes permuted, cut, reversed, stepped over, broadcast."""
    shape = tuple(draw(st.lists(st.integers(0, 40), max_size=4).filter(lambda shape: np.prod(shape) < 20_000)))
    array = random_bits(shape, draw(st.sampled_from(WIDTHS)), draw(st.integers(0, 9)))
    array = array.transpose(draw(st.permutations(range(len(shape)))))
    steps = [draw(st.sampled_from([1, 1, 1, 2, -1, -3])) for _ in shape]
    array = array[(*(slice(None, None, step) for step in steps), ...)]
    if draw(st.booleans()):
        array = np.broadcast_to(array, (draw(st.integers(1, 3)), *array.shape))
    return array


@settings(max_examples=200)
@given(view=views(), threads=st.sampled_from([None, 1, 3]))
def test_same_dtype_keeps_every_bit(view: np.ndarray, threads: int | None) -> None:
    copy = relayout(view, view.dtype, threads=threads)
    assert copy.dtype == view.dtype
    assert copy.shape == view.shape
    assert is_aligned(copy)
    assert copy.tobytes() == view.tobytes()
    assert not np.shares_memory(copy, view)


@given(view=views().filter(lambda view: view.dtype.kind != "c"), target=st.sampled_from(WIDTHS))
def test_casts_are_numpys(view: np.ndarray, target: np.dtype) -> None:
    with np.errstate(all="ignore"):
        copy = relayout(view, target)
        if target == ml_dtypes.float8_e4m3fn != view.dtype:  # which saturates
            view = np.clip(view.astype(np.float32), -448, 448)
        expected = view.astype(target)
    assert copy.dtype == target
    assert copy.tobytes() == expected.tobytes()


@pytest.mark.parametrize("dtype", WIDTHS, ids=str)
@pytest.mark.parametrize(
    "shape", [(1500, 700), (1100, 1536), (1029, 1001), (1, 1_100_000), (700_001, 3), (2, 1030, 300)], ids=str
)
def test_large_transposes_in_threads_keep_every_bit(shape: tuple[int, ...], dtype: np.dtype) -> None:
    array = random_bits(shape, dtype)
    view = array.transpose((*range(len(shape) - 2), len(shape) - 1, len(shape) - 2))
    assert np.array_equal(relayout(view, dtype, threads=2).view(np.uint8), np.ascontiguousarray(view).view(np.uint8))


@pytest.mark.parametrize("dialect", ["tensorflow", "flax"])
def test_every_layout_of_the_table(dialect: str) -> None:
    for kind, leaves in LEAVES.items():
        for name, leaf in leaves.items():
            layout = DIALECTS[dialect].layout(ParamSpec(f"m.{name}", (), kind))
            shape = tuple(range(3, 3 + len(layout.axes or (0,))))
            array = random_bits(shape, np.dtype(np.float32))
            view = layout.view(array)
            assert relayout(view, view.dtype).tobytes() == view.tobytes(), leaf


@pytest.mark.parametrize("shape", [(), (0,), (1,), (3, 5), (1025, 1025), (0, 3, 2)], ids=str)
@pytest.mark.parametrize("dtype", WIDTHS, ids=str)
def test_new_arrays_are_aligned(shape: tuple[int, ...], dtype: np.dtype) -> None:
    array = empty_aligned(shape, dtype)
    assert array.shape == shape
    assert array.dtype == dtype
    assert array.flags.writeable
    assert is_aligned(array)
    array[...] = np.zeros(shape).astype(dtype)


@pytest.mark.skipif(not hasattr(mmap, "MADV_HUGEPAGE"), reason="the system has no huge pages to ask for")
@pytest.mark.parametrize(("seconds", "asked"), [(0.0001, 3), (0.01, 1)], ids=["quick", "slow"])
def test_asks_for_huge_pages_until_one_comes_slowly(seconds: float, asked: int) -> None:
    ticks = count()
    pages = HugePages(lambda: next(ticks) * seconds)
    for _ in range(3):
        memory = pages.memory(5 * 1024 * 1024)
        assert memory[:] == bytes(len(memory))
        memory[-1] = 1
    assert pages.are_slow is (asked == 1)
    assert next(ticks) == 2 * asked


def test_writes_into_out() -> None:
    source = random_bits((30, 20), np.dtype(np.float32))
    out = np.empty((20, 30), np.float32)
    assert relayout(source.T, out.dtype, out=out) is out
    assert out.tobytes() == source.T.tobytes()


def test_knows_what_is_aligned() -> None:
    array = empty_aligned((64,), np.dtype(np.uint8))
    assert is_aligned(array)
    assert not is_aligned(array[1:])
    assert not is_aligned(empty_aligned((4, 4), np.dtype(np.uint8)).T)


def test_failure_in_a_thread_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(jobs: object) -> None:
        raise MemoryError

    monkeypatch.setattr("trivet.tensors.relayout._run", fail)
    view = np.zeros((2000, 1000), np.float32).T
    with pytest.raises(MemoryError):
        relayout(view, view.dtype, threads=2)
    monkeypatch.undo()
    assert not relayout(view, view.dtype, threads=2).any()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_what_a_forked_child_writes_stays_its_own() -> None:
    large = relayout(np.zeros((2048, 4096), np.float32).T, np.dtype(np.float32))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads of the test run do not matter here
        child = os.fork()
    if child == 0:
        large[:] = 123
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert not large.any()
