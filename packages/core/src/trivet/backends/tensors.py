"""Arrays of the installed frameworks, made of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from trivet.backends.registry import backend
from trivet.dtypes import parse_dtype
from trivet.errors import InvalidInputError
from trivet.layout import IDENTITY
from trivet.layout.host import HostTensor

TENSORS: Mapping[str, str] = {"np": "", "pt": "torch", "tf": "tensorflow", "jax": "flax"}
"""What `return_tensors` may be → the backend that makes such tensors."""

_INT32 = ("tensorflow", "flax")  # whose own integers have 32 bits; PyTorch's and NumPy's have 64


def as_tensors(values: Any, kind: str, *, uneven: str = "rows differ in their lengths and make no tensor") -> Any:
    """Nested lists of numbers, or arrays of one shape, as one array of a framework.

    Args:
        kind: a key of `TENSORS`.
        uneven: what to say if they make no array.

    Raises:
        ValueError: there is no such kind.
        BackendNotInstalledError: the framework's backend is not installed.
        InvalidInputError: rows differ in their lengths.
    """
    kind = str(getattr(kind, "value", kind))
    if kind not in TENSORS:
        raise ValueError(f"return_tensors is {kind!r}; it may be {', '.join(TENSORS)}")
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise InvalidInputError(uneven) from error
    if array.dtype == object:
        raise InvalidInputError(uneven)
    if not TENSORS[kind]:
        return array
    owner = backend(TENSORS[kind])
    if owner.name in _INT32 and array.dtype == np.int64:
        array = array.astype(np.int32)
    return owner.place(HostTensor("", array, IDENTITY, parse_dtype(array.dtype)), None)
