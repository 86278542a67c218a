"""The table of dtypes: total, and found by every name that users and frameworks give them."""

import math
from types import SimpleNamespace

import ml_dtypes
import numpy as np
import pytest
from checkpoints import SAFETENSORS_NAMES

from trivet.dtypes import DType, parse_dtype
from trivet.errors import TrivetError, UnknownDTypeError, UnsupportedDTypeError

SUB_BYTE = {DType.F4, DType.F6_E2M3, DType.F6_E3M2}


def test_every_dtype_has_a_numpy_dtype_of_its_width_or_is_below_a_byte() -> None:
    for dtype in DType:
        assert dtype.is_sub_byte == (dtype in SUB_BYTE)
        if dtype not in SUB_BYTE:
            assert dtype.numpy.itemsize * 8 == dtype.bits
            assert SAFETENSORS_NAMES[dtype.numpy] == dtype.name
    assert set(SAFETENSORS_NAMES.values()) | {dtype.name for dtype in SUB_BYTE} == set(DType.__members__)


@pytest.mark.parametrize("dtype", SUB_BYTE, ids=str)
def test_refuses_numpy_dtype_below_a_byte(dtype: DType) -> None:
    with pytest.raises(UnsupportedDTypeError) as caught:
        _ = dtype.numpy
    assert str(caught.value) == (f"dtype {dtype.name}: packed below a byte: it can be inspected and copied, not viewed")
    assert isinstance(caught.value, TypeError)


def test_value_is_name_bits_and_numpy_name() -> None:
    for dtype in DType:
        name, bits, numpy_name = dtype.value
        assert (name, bits, numpy_name) == (dtype.name, dtype.bits, dtype.numpy_name)


def test_floating_dtypes_are_those_that_numpy_can_take_the_limits_of() -> None:
    for dtype in set(DType) - SUB_BYTE:
        is_real = dtype.numpy.kind == "f" or hasattr(ml_dtypes, dtype.numpy.name)
        assert dtype.is_floating == is_real
    assert all(dtype.is_floating for dtype in SUB_BYTE)


@pytest.mark.parametrize(("dtype", "count", "nbytes"), [(DType.F32, 3, 12), (DType.F4, 6, 3), (DType.F6_E2M3, 4, 3)])
def test_counts_bytes(dtype: DType, count: int, nbytes: int) -> None:
    assert dtype.nbytes(count) == nbytes
    assert dtype.nbytes(0) == 0


@pytest.mark.parametrize(("dtype", "count"), [(DType.F4, 5), (DType.F6_E3M2, 3)])
def test_refuses_counts_that_do_not_fill_bytes(dtype: DType, count: int) -> None:
    with pytest.raises(UnsupportedDTypeError) as caught:
        dtype.nbytes(count)
    assert str(caught.value) == (f"dtype {dtype.name}: {count} elements of {dtype.bits} bits do not fill whole bytes")


@pytest.mark.parametrize("dtype", DType, ids=str)
def test_every_dtype_is_found_by_its_names(dtype: DType) -> None:
    names = {dtype.name, dtype.name.lower(), dtype.numpy_name or dtype.name}
    assert {parse_dtype(name) for name in names} == {dtype}
    assert parse_dtype(dtype) is dtype
    if dtype.numpy_name is not None:
        assert parse_dtype(f"torch.{dtype.numpy_name}") is dtype
        assert parse_dtype(SimpleNamespace(name=dtype.numpy_name)) is dtype  # as tensorflow's dtypes
        assert parse_dtype(dtype.numpy) is dtype
        assert parse_dtype(dtype.numpy.type) is dtype


@pytest.mark.parametrize(
    ("alias", "dtype"),
    [
        ("fp32", DType.F32),
        ("fp16", DType.F16),
        ("bf16", DType.BF16),
        ("fp64", DType.F64),
        ("half", DType.F16),
        ("float", DType.F32),
        ("double", DType.F64),
        ("Float32", DType.F32),
        ("jax.numpy.bfloat16", DType.BF16),
        (np.bool_, DType.BOOL),
        (bool, DType.BOOL),
    ],
)
def test_usual_aliases(alias: object, dtype: DType) -> None:
    assert parse_dtype(alias) is dtype


@pytest.mark.parametrize("name", ["float33", "", "torch.", "str", None, 32, int, object(), ["F32"]])
def test_refuses_unknown_dtypes(name: object) -> None:
    with pytest.raises(UnknownDTypeError) as caught:
        parse_dtype(name)
    assert isinstance(caught.value, (TrivetError, ValueError))
    assert caught.value.dtype == name
    known = ", ".join(dtype.name for dtype in DType)
    assert str(caught.value) == f"unknown dtype {name!r}. Known: {known}."


def test_bits_of_a_number_survive_the_numpy_dtype() -> None:
    value = np.array([math.pi, -0.0, math.inf], np.float32).astype(DType.BF16.numpy)
    assert value.view(np.uint16).tolist() == [0x4049, 0x8000, 0x7F80]
