"""Weights that torchao quantized, as its safetensors store them: the file's metadata says what each weight is.

Format: https://github.com/pytorch/ao, `torchao.prototype.safetensors`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from trivet.codecs.affine import ByRows
from trivet.codecs.dtypes import dtype_named
from trivet.codecs.floats import FLOAT8, eight_bits
from trivet.codecs.modules import FLOATS, Module, refusal, weight
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec

_KINDS = {"Int8Tensor": (DType.I8,), "IntxUnpackedToInt8Tensor": (DType.I8,), "Float8Tensor": FLOAT8}

Array = np.ndarray[Any, Any]


class TorchAo:
    """The codec of torchao."""

    name = "torchao"
    methods = ("torchao",)

    def finds(self, stored: Quantized) -> bool:
        """Whether the metadata describe tensors."""
        return "tensor_names" in stored.catalog.metadata

    def read(self, stored: Quantized) -> Reading:
        """Every weight that the metadata say is quantized."""
        weights, problems = list[TensorSpec](), list[str]()
        for name, text in stored.catalog.metadata.items():
            try:
                stated = json.loads(text) if text.startswith("{") else None
            except (ValueError, RecursionError):
                continue
            if not isinstance(stated, dict) or stated.get("_type") in (None, "Tensor"):
                continue
            try:
                weights.append(_weight(stored, name, stated))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, (), problems)


def _weight(stored: Quantized, name: str, stated: Mapping[str, Any]) -> TensorSpec:
    kind, data = stated.get("_type"), stated.get("_data")
    if kind not in _KINDS or not isinstance(data, Mapping):
        raise CodecError(f"{name}: torchao's {kind} is not read, only {', '.join(_KINDS)}: save it as one of these")
    path, _, leaf = name.rpartition(".")
    start = f"{path}._{leaf}_" if path else f"_{leaf}_"
    module = Module(
        "", {each.removeprefix(start): spec for each, spec in stored.catalog.items() if each.startswith(start)}
    )
    dtype_field = data.get("dtype")
    dtype = dtype_named(dtype_field.get("_data") if isinstance(dtype_field, Mapping) else dtype_field, name)
    codes = module.need("qdata", _KINDS[kind])
    if len(codes.shape) != 2:
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
    block = data.get("block_size")
    if not isinstance(block, list) or len(block) != 2 or not all(type(n) is int and n > 0 for n in block):
        raise CodecError(f"{name}: block_size is {block!r}, not the shape of what shares a scale")
    rows, columns = codes.shape
    if block[0] not in (1, rows) or (block[0] == rows > 1 and block[1] != columns) or columns % block[1]:
        raise CodecError(f"{name}: blocks of {block} are not read, only those within rows, or one for all")
    grid = (rows // block[0], columns // block[1])
    shapes = [grid] if grid[1] > 1 else [grid, (grid[0],), *([()] if grid[0] == 1 else [])]
    extra = sorted(set(module.tensors) - {"qdata", "scale", "zero_point"})
    if extra:
        raise refusal(module.tensors[extra[0]], "also scales the weight or its inputs, which is not read here")
    parts = [codes, module.need("scale", FLOATS, shapes)]
    zeros = None
    if "zero_point" in module:
        parts.append(module.need("zero_point", (DType.I8, *FLOATS), shapes))
        zeros = _zeros
    decoder = ByRows(partial(_codes, kind == "Float8Tensor"), zeros, 1, block[1], dtype)
    grouping = f"groups of {block[1]}" if grid[1] > 1 else ("one scale" if grid[0] == 1 else "a scale a row")
    return weight(name, f"torchao {kind}, {grouping}", parts, decoder, dtype, codes.shape)


def _codes(is_float: bool, parts: Sequence[Array], first: int, end: int) -> Array:
    return eight_bits(parts[0][first:end]) if is_float else parts[0][first:end]


def _zeros(parts: Sequence[Array], rows: slice) -> Array:
    return parts[2] if parts[2].size == 1 else parts[2][rows]
