"""The dtype policy: which dtype each tensor gets. Resolved once, inside the plan; lower layers only apply it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from trivet.dtypes import DType, parse_dtype
from trivet.errors import UnsupportedDTypeError
from trivet.tensors import Catalog


@dataclass(frozen=True, slots=True)
class DTypePolicy:
    """What floating-point tensors become; all others keep their dtype.

    Attributes:
        dtype: the requested dtype, or None to keep each tensor's own.
        keep_in_fp32: patterns of canonical names that stay (or become) float32 whatever `dtype` says: a module or
            parameter path component (`wo`), or a shell pattern over the whole name (`*.LayerNorm.*`).
    """

    dtype: DType | None = None
    keep_in_fp32: Sequence[str] = ()

    def resolve(self, name: str, dtype: DType) -> DType:
        """The dtype in which the tensor `name`, stored as `dtype`, is loaded."""
        if self.dtype is None or not dtype.is_floating or dtype.is_sub_byte:
            return dtype
        return DType.F32 if self._kept(name) else self.dtype

    def _kept(self, name: str) -> bool:
        components = name.split(".")
        return any(pattern in components or fnmatchcase(name, pattern) for pattern in self.keep_in_fp32)


KEEP_DTYPES = DTypePolicy()


def dtype_of_request(request: object, config: Mapping[str, Any], catalog: Catalog) -> DType | None:
    """What a user's `dtype=` means: a dtype, None (keep), or `"auto"`: the config's, else the first floating weight's.

    Raises:
        UnknownDTypeError: the request, or the config's `torch_dtype`, is not a known dtype.
        UnsupportedDTypeError: weights cannot be cast to it.
    """
    if request is None:
        return None
    if request != "auto":
        return _castable(parse_dtype(request))
    stated = config.get("torch_dtype") or config.get("dtype")
    if stated not in (None, "auto"):
        return _castable(parse_dtype(stated))
    dtypes = (spec.dtype for spec in catalog.values())
    return next((dtype for dtype in dtypes if dtype.is_floating and not dtype.is_sub_byte), None)


def one_dtype(dtype: Any, torch_dtype: Any) -> Any:
    """The dtype that a user passed as `dtype=` or under its older name `torch_dtype=`.

    Raises:
        ValueError: both are passed, and differ.
    """
    if dtype is None or torch_dtype is None or dtype == torch_dtype:
        return torch_dtype if dtype is None else dtype
    if "auto" in (dtype, torch_dtype) or parse_dtype(dtype) is not parse_dtype(torch_dtype):
        raise ValueError(f"dtype={dtype} and torch_dtype={torch_dtype} disagree; pass one of them")
    return dtype


def _castable(dtype: DType) -> DType:
    if not dtype.is_floating:
        raise UnsupportedDTypeError(dtype.name, "weights can be cast to floating-point dtypes only")
    if dtype.is_sub_byte:
        raise UnsupportedDTypeError(dtype.name, "weights cannot be cast to elements packed below a byte")
    return dtype
