"""Placing host bytes as torch tensors and fetching them back: exact, in place where that can be, one copy elsewhere."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from trivet.dtypes import DType
from trivet.errors import UnsupportedDTypeError
from trivet.layout import IDENTITY, Layout
from trivet.layout.host import HostTensor
from trivet_torch.backend import BACKEND
from trivet_torch.load.tensors import fetch, place, torch_dtype

WHOLE = [dtype for dtype in DType if not dtype.is_sub_byte]
LAYOUTS = [
    (IDENTITY, (3, 5)),
    (Layout((1, 0)), (3, 5)),
    (Layout((2, 1, 0)), (3, 5, 2)),
    (Layout((2, 3, 1, 0)), (3, 5, 2, 4)),
    (Layout(None, 1), (7,)),
    (Layout(None, -1), (1, 7)),
    (Layout((1, 0), -1), (1, 3, 5)),
    (IDENTITY, ()),
    (IDENTITY, (0, 4)),
]


def host_array(dtype: DType, shape: tuple[int, ...], seed: int = 0) -> np.ndarray[Any, Any]:
    """Random bits, so that every pattern of a dtype turns up, not-a-numbers and all; booleans are 0 or 1."""
    count = dtype.nbytes(int(np.prod(shape)))
    bits = np.random.default_rng(seed).integers(0, 2 if dtype is DType.BOOL else 256, count, np.uint8)
    return bits.view(dtype.numpy).reshape(shape)


def placed(array: np.ndarray[Any, Any], dtype: DType, layout: Layout = IDENTITY) -> torch.Tensor:
    return place(HostTensor("name", array, layout, dtype), None)


@pytest.mark.parametrize("dtype", WHOLE, ids=lambda dtype: dtype.name)
@pytest.mark.parametrize(("layout", "shape"), LAYOUTS, ids=str)
def test_every_dtype_and_layout_arrives_exactly(dtype: DType, layout: Layout, shape: tuple[int, ...]) -> None:
    array = host_array(dtype, shape)
    tensor = placed(array, dtype, layout)
    assert tensor.dtype == torch_dtype(dtype)
    assert tuple(tensor.shape) == layout.shape(shape)
    assert tensor.is_contiguous()
    found = BACKEND.fetch(tensor)
    assert found.dtype == dtype.numpy
    assert found.tobytes() == np.ascontiguousarray(layout.view(array)).tobytes()


@pytest.mark.parametrize("dtype", WHOLE, ids=lambda dtype: dtype.name)
def test_what_is_ready_is_not_copied(dtype: DType) -> None:
    array = host_array(dtype, (4, 8))
    tensor = placed(array, dtype)
    assert tensor.data_ptr() == array.ctypes.data
    assert fetch(tensor).ctypes.data == array.ctypes.data
    assert placed(array, dtype, Layout(None, 1)).data_ptr() == array.ctypes.data


def test_a_transposed_row_is_not_copied() -> None:
    array = host_array(DType.F32, (1, 8))
    assert placed(array, DType.F32, Layout((1, 0))).data_ptr() == array.ctypes.data
    wide = host_array(DType.F32, (2, 8))
    assert placed(wide, DType.F32, Layout((1, 0))).data_ptr() != wide.ctypes.data


@pytest.mark.parametrize("readonly", [True, False])
def test_what_torch_could_not_use_is_copied(readonly: bool) -> None:
    raw = np.arange(1, 34, dtype=np.uint8)
    array = raw[1:].view(np.float32)  # not at a multiple of four bytes
    if readonly:
        array = np.arange(8, dtype=np.float32)
        array.flags.writeable = False
    tensor = placed(array, DType.F32)
    assert tensor.data_ptr() != array.ctypes.data
    assert tensor.data_ptr() % 4 == 0
    assert fetch(tensor).tobytes() == array.tobytes()


@pytest.mark.parametrize("source", [DType.F16, DType.BF16, DType.F32, DType.F64, DType.F8_E4M3, DType.F8_E5M2])
@pytest.mark.parametrize("target", [DType.F16, DType.BF16, DType.F32, DType.F64])
@pytest.mark.parametrize("layout", [IDENTITY, Layout((1, 0))])
def test_casting_rounds_to_the_nearest(source: DType, target: DType, layout: Layout) -> None:
    array = np.random.default_rng(0).normal(0, 3, (5, 7)).astype(source.numpy)
    tensor = placed(array, target, layout)
    assert tensor.dtype == torch_dtype(target)
    expected = layout.view(array.astype(np.float64)).astype(target.numpy)
    assert fetch(tensor).tobytes() == expected.tobytes()


@settings(max_examples=60, deadline=None)
@given(
    dtype=st.sampled_from(WHOLE),
    axes=st.integers(0, 4).flatmap(lambda n: st.permutations(range(n))),
    lengths=st.lists(st.integers(0, 5), min_size=4, max_size=4),
    seed=st.integers(0, 99),
)
def test_any_permutation_arrives_exactly(dtype: DType, axes: list[int], lengths: list[int], seed: int) -> None:
    array = host_array(dtype, tuple(lengths[: len(axes)]), seed)
    tensor = placed(array, dtype, Layout(tuple(axes)))
    assert fetch(tensor).tobytes() == array.transpose(axes).tobytes()


def test_fetch_gives_strided_and_negated_tensors_as_they_are() -> None:
    tensor = torch.arange(6, dtype=torch.bfloat16).reshape(2, 3).t()
    assert np.array_equal(fetch(tensor), np.arange(6, dtype=ml_dtypes.bfloat16).reshape(2, 3).T)
    assert fetch(tensor).ctypes.data == tensor.data_ptr()
    conjugate = torch.tensor([1 + 2j], dtype=torch.complex64).conj()
    assert fetch(conjugate).tolist() == [1 - 2j]
    assert fetch(conjugate.imag).tolist() == [-2.0]


def test_refuses_a_dtype_that_pytorch_lacks() -> None:
    assert torch_dtype(DType.BF16) is torch.bfloat16
    with pytest.raises(UnsupportedDTypeError, match=r"F4: PyTorch .* has no such dtype"):
        torch_dtype(DType.F4)


def test_a_device_gets_layout_and_dtype() -> None:
    array = host_array(DType.F16, (3, 5))
    tensor = place(HostTensor("name", array, Layout((1, 0)), DType.F32), "meta")
    assert (tensor.device.type, tensor.dtype, tuple(tensor.shape)) == ("meta", torch.float32, (5, 3))
    assert tensor.is_contiguous()
