"""Weights in the layouts of AutoAWQ (https://arxiv.org/abs/2306.00978): `gemm` and `gemv`, codes of four bits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from trivet.codecs.affine import ByColumns, ByRows
from trivet.codecs.bits import codes_of_rows
from trivet.codecs.modules import FLOATS, Module, modules, refusal, weight
from trivet.codecs.numbers import nibbles
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec

_LEAVES = ("qweight", "qzeros", "scales")

Array = np.ndarray[Any, Any]


class Awq:
    """The codec of AWQ."""

    name = "awq"
    methods = ("awq",)

    def finds(self, stored: Quantized) -> bool:
        """Never: GPTQ's files have the same names."""
        return False

    def read(self, stored: Quantized) -> Reading:
        """
        Raises:
            CodecError: the config states another layout, or not four bits.
        """
        settings = stored.settings
        version = str(settings.get("version") or settings.get("format") or "gemm").lower()
        if version not in ("gemm", "gemv"):
            raise CodecError(f"the AWQ layout {version!r} is not read, only gemm and gemv: AutoAWQ writes those")
        bits = settings.get("bits", settings.get("w_bit"))
        if bits != 4:
            raise CodecError(f"AWQ has codes of 4 bits, and the config states {bits!r}")
        group = settings.get("group_size", settings.get("q_group_size"))
        weights, problems = list[TensorSpec](), list[str]()
        for module in modules(stored.catalog, _LEAVES).values():
            if "qweight" not in module:
                continue
            try:
                weights.append(_by_columns(module, group) if version == "gemm" else _by_rows(module, group))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, (), problems)


def _by_columns(module: Module, group: Any) -> TensorSpec:
    codes = module.need("qweight", (DType.I32,))
    if len(codes.shape) != 2:
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
    inputs, words = codes.shape
    size = inputs if group == -1 else group
    if type(size) is not int or size < 1 or inputs % size:
        raise refusal(codes, f"has {inputs} inputs, and the config states {group!r} for a group")
    groups = inputs // size
    scales = module.need("scales", FLOATS, [(groups, 8 * words)])
    zeros = module.need("qzeros", (DType.I32,), [(groups, words)])
    decoder = ByColumns(
        lambda parts, first, end: _turned(parts[0][first:end]),
        lambda parts, which: _turned(parts[2][which]),
        *(1, size, None, scales.dtype),
        bits=4,
    )
    scheme = f"AWQ gemm, 4 bits, groups of {size}"
    parts, shape = [codes, scales, zeros], (inputs, 8 * words)
    return weight(module.full("weight"), scheme, parts, decoder, scales.dtype, shape, axes=(1, 0), unit=size)


def _turned(words: Array) -> Array:
    """The codes of words, in the order of the outputs: nibbles 0, 4, 1, 5, 2, 6, 3, 7."""
    stored = words.view(np.uint32)
    bytes_turned = (stored & 0xFF0000FF) | (stored & 0x00FF0000) >> 8 | (stored & 0x0000FF00) << 8
    turned = (bytes_turned & 0xF00FF00F) | (bytes_turned & 0x0F000F00) >> 4 | (bytes_turned & 0x00F000F0) << 4
    return nibbles(turned.view(np.uint8))


def _by_rows(module: Module, group: Any) -> TensorSpec:
    codes = module.need("qweight", (DType.I32,))
    if len(codes.shape) != 2:
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
    outputs, inputs = codes.shape[0], codes.shape[1] * 8
    size = inputs if group == -1 else group
    if type(size) is not int or size < 1 or inputs % size:
        raise refusal(codes, f"has {inputs} inputs, and the config states {group!r} for a group")
    scales, zeros = module.need("scales", FLOATS), module.need("qzeros", (DType.I32,))
    groups = inputs // size
    for each, least in ((scales, groups), (zeros, -(-groups // 8))):  # both are padded
        if len(each.shape) != 2 or each.shape[0] != outputs or each.shape[1] < least:
            raise refusal(each, f"has the shape {list(each.shape)}, and [{outputs}, {least}] or more fits the codes")
    decoder = ByRows(
        lambda parts, first, end: codes_of_rows(parts[0][first:end], 4, inputs),
        partial(_row_zeros, groups),
        *(1, size, scales.dtype),
    )
    parts = [codes, scales, zeros]
    scheme = f"AWQ gemv, 4 bits, groups of {size}"
    return weight(module.full("weight"), scheme, parts, decoder, scales.dtype, (outputs, inputs))


def _row_zeros(groups: int, parts: Sequence[Array], rows: slice) -> Array:
    return codes_of_rows(parts[2][rows], 4, groups)
