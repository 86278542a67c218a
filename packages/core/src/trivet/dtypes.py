"""The one table of dtypes: safetensors names, widths and numpy names. Knows no framework and imports numpy late.

Names and widths are those of the safetensors format (https://huggingface.co/docs/safetensors, `Dtype`).
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from trivet.errors import UnknownDTypeError, UnsupportedDTypeError

if TYPE_CHECKING:
    import numpy as np


class DType(Enum):
    """An element type. The value is (safetensors name, bits per element, numpy or ml_dtypes name).

    Attributes:
        bits: per element.
        numpy_name: what numpy or ml_dtypes, and the frameworks, call it; None for sub-byte dtypes.
    """

    BOOL = ("BOOL", 8, "bool")
    U8 = ("U8", 8, "uint8")
    I8 = ("I8", 8, "int8")
    U16 = ("U16", 16, "uint16")
    I16 = ("I16", 16, "int16")
    U32 = ("U32", 32, "uint32")
    I32 = ("I32", 32, "int32")
    U64 = ("U64", 64, "uint64")
    I64 = ("I64", 64, "int64")
    F16 = ("F16", 16, "float16")
    BF16 = ("BF16", 16, "bfloat16")
    F32 = ("F32", 32, "float32")
    F64 = ("F64", 64, "float64")
    C64 = ("C64", 64, "complex64")
    F8_E4M3 = ("F8_E4M3", 8, "float8_e4m3fn")
    F8_E5M2 = ("F8_E5M2", 8, "float8_e5m2")
    F8_E4M3FNUZ = ("F8_E4M3FNUZ", 8, "float8_e4m3fnuz")
    F8_E5M2FNUZ = ("F8_E5M2FNUZ", 8, "float8_e5m2fnuz")
    F8_E8M0 = ("F8_E8M0", 8, "float8_e8m0fnu")
    F4 = ("F4", 4, None)
    F6_E2M3 = ("F6_E2M3", 6, None)
    F6_E3M2 = ("F6_E3M2", 6, None)

    def __init__(self, _: str, bits: int, numpy_name: str | None) -> None:
        self.bits = bits  # type: ignore[misc]  # mypy takes every attribute of an Enum for a member
        self.numpy_name = numpy_name

    @property
    def is_floating(self) -> bool:
        """Whether a dtype policy may cast it (real floating point of any width)."""
        return self.name[0] == "F" or self is DType.BF16

    @property
    def is_sub_byte(self) -> bool:
        """Whether elements are packed below a byte. Such tensors can be listed and copied, never viewed or cast."""
        return self.bits < 8

    def nbytes(self, count: int) -> int:
        """Bytes that `count` elements take.

        Raises:
            UnsupportedDTypeError: the count of a sub-byte dtype does not fill whole bytes.
        """
        bits = self.bits * count
        if bits % 8:
            raise UnsupportedDTypeError(self.name, f"{count} elements of {self.bits} bits do not fill whole bytes")
        return bits // 8

    @property
    def numpy(self) -> np.dtype[Any]:
        """The numpy dtype (little-endian; bf16 and fp8 through ml_dtypes).

        Raises:
            UnsupportedDTypeError: the dtype is sub-byte.
        """
        return _numpy_dtype(self)


@cache
def _numpy_dtype(dtype: DType) -> np.dtype[Any]:
    import ml_dtypes  # also registers its types with numpy
    import numpy as np

    if dtype.numpy_name is None:
        raise UnsupportedDTypeError(dtype.name, "packed below a byte: it can be inspected and copied, not viewed")
    return np.dtype(getattr(ml_dtypes, dtype.numpy_name, dtype.numpy_name))


_ALIASES = {
    **{dtype.name.lower(): dtype for dtype in DType},
    **{dtype.numpy_name: dtype for dtype in DType if dtype.numpy_name},
    "fp32": DType.F32,
    "fp16": DType.F16,
    "fp64": DType.F64,
    "float": DType.F32,
    "half": DType.F16,
    "double": DType.F64,
    "bool_": DType.BOOL,
}


def parse_dtype(value: object) -> DType:
    """The DType for a name (`bf16`, `torch.bfloat16`, `float32`, `F8_E4M3`), a numpy or a framework's dtype.

    Framework objects are recognised by their printed name, so that no framework is imported.

    Raises:
        UnknownDTypeError: no known dtype has that name.
    """
    if isinstance(value, DType):
        return value
    label = getattr(value, "name", None) or getattr(value, "__name__", None) or value
    dtype = _ALIASES.get(str(label).rpartition(".")[2].lower())
    if dtype is None:
        raise UnknownDTypeError(value, [each.name for each in DType])
    return dtype
