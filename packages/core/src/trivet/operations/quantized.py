"""Quantizing the weights of a conversion: the entries of codes and scales in place of those of plain weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from trivet.codecs.encoding import SCHEMES, Error, Quantizer, Scheme, quantization_config
from trivet.dtypes import DType
from trivet.errors import ConversionError, nearest
from trivet.layout import TORCH, Dialect, Kind, ParamSpec
from trivet.planning.skeleton import Skeleton
from trivet.tensors.entry import Entry
from trivet.transfer.items import Item, stored_name

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Quantized:
    """The tensors to write, quantized.

    Attributes:
        entries: of codes and scales, and of what stays plain.
        errors: name of a weight → how far its values are; complete when all entries were written.
        config: the field `quantization_config`.
    """

    entries: list[Entry]
    errors: dict[str, Error]
    config: dict[str, Any]


def scheme_named(name: str, dialect: Dialect, container: str) -> Scheme:
    """
    Raises:
        ConversionError: there is no such scheme, or it is not for that dialect and container.
    """
    if dialect is not TORCH or container != "safetensors":
        raise ConversionError('quantize= writes safetensors of PyTorch names: to="torch", container="safetensors"')
    if name not in SCHEMES:
        raise ConversionError(f"quantize={name!r} is not one of {', '.join(SCHEMES)}{nearest(name, SCHEMES)}")
    return SCHEMES[name]


def quantized_entries(entries: Sequence[Entry], items: Sequence[Item], skeleton: Skeleton, scheme: Scheme) -> Quantized:
    """Replace the entries of weights of linear layers in repeated blocks. Nothing is fetched yet.

    Args:
        items: what the entries hold.
        skeleton: determines the names.

    Raises:
        ConversionError: no weight can be quantized.
    """
    params: dict[str, ParamSpec] = {stored_name(item.param, skeleton, TORCH): item.param for item in items}
    written, errors, plain = list[Entry](), dict[str, Error](), list[str]()
    for entry in entries:
        param = params.get(entry.name)
        module, _, leaf = entry.name.rpartition(".")
        is_linear = leaf == "weight" and len(entry.shape) == 2 and entry.dtype.is_floating
        if param is None or param.kind is not Kind.LINEAR or not is_linear or entry.view is None:
            written.append(entry)
            continue
        if param.block is None or scheme.problem(entry.shape):
            plain.append(module)
            written.append(entry)
            continue
        error = errors[entry.name] = Error()
        written += _parts(entry, module, scheme, error)
    if not errors:
        raise ConversionError("no weight can be quantized: none is of a linear layer in a block and of a fitting shape")
    return Quantized(written, errors, quantization_config(scheme, plain))


def _parts(entry: Entry, module: str, scheme: Scheme, error: Error) -> list[Entry]:
    assert entry.view is not None
    dtype = entry.dtype if entry.dtype in (DType.F16, DType.BF16) else DType.BF16
    shape = (entry.shape[0], entry.shape[1])
    quantizer = Quantizer(scheme, shape, entry.view, dtype, error)
    return [
        Entry(f"{module}.{leaf}", kind, size, partial(_bytes_of, make))
        for leaf, kind, size, make in quantizer.tensors()
    ]


def _bytes_of(make: Callable[[], Array]) -> Array:
    return np.ascontiguousarray(make()).reshape(-1).view(np.uint8)
