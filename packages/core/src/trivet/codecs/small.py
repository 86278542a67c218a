"""Weights of two layouts that fit a page: MLX's affine groups, and BitNet's ternary planes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from trivet.codecs.affine import ByRows
from trivet.codecs.bits import codes_of_rows
from trivet.codecs.dtypes import model_dtype
from trivet.codecs.modules import FLOATS, Module, modules, refusal, weight
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec
from trivet.tensors.decoding import store

Array = np.ndarray[Any, Any]


class Mlx:
    """The codec of MLX, whose config states bits and groups, for some modules others (https://ml-explore.github.io)."""

    name = "mlx"
    methods = ("mlx", "metal")

    def finds(self, stored: Quantized) -> bool:
        """Never: the config states the bits."""
        return False

    def read(self, stored: Quantized) -> Reading:
        """Every weight of words with scales and offsets."""
        weights, problems = list[TensorSpec](), list[str]()
        for module in modules(stored.catalog, ("weight", "scales", "biases", "qbiases")).values():
            if "scales" not in module:
                continue
            try:
                weights.append(_affine(stored, module))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, (), problems)


def _affine(stored: Quantized, module: Module) -> TensorSpec:
    own = stored.settings.get(module.name)
    settings = {**stored.settings, **own} if isinstance(own, dict) else stored.settings
    bits, group = settings.get("bits"), settings.get("group_size")
    if bits not in (2, 3, 4, 5, 6, 8) or type(group) is not int or group < 1:
        raise CodecError(f"{module.full('weight')}: bits {bits!r} in groups of {group!r} are not read")
    if settings.get("mode", "affine") != "affine":
        raise CodecError(f"{module.full('weight')}: the mode {settings['mode']!r} of MLX is not read, only affine")
    codes = module.need("weight", (DType.U32, DType.I32))
    if len(codes.shape) != 2 or codes.shape[1] * 32 % (bits * group):
        raise refusal(codes, f"of the shape {list(codes.shape)} does not hold {bits} bits in groups of {group}")
    rows, columns = codes.shape[0], codes.shape[1] * 32 // bits
    shape = [(rows, columns // group)]
    scales = module.need("scales", FLOATS, shape)
    offsets = module.need("biases" if "biases" in module else "qbiases", (scales.dtype,), shape)
    decoder = ByRows(
        partial(_codes, bits, columns), lambda parts, which: parts[2][which], 1, group, scales.dtype, is_offset=True
    )
    parts = [codes, scales, offsets]
    name, scheme = module.full("weight"), f"MLX, {bits} bits, groups of {group}"
    return weight(name, scheme, parts, decoder, scales.dtype, (rows, columns))


def _codes(bits: int, columns: int, parts: Sequence[Array], first: int, end: int) -> Array:
    return codes_of_rows(parts[0][first:end], bits, columns)


class BitNet:
    """The codec of BitNet (https://arxiv.org/abs/2402.17764): four rows of -1, 0 and 1 in a row of bytes."""

    name = "bitnet"
    methods = ("bitnet",)

    def finds(self, stored: Quantized) -> bool:
        """Never: the config states whether scales multiply or divide."""
        return False

    def read(self, stored: Quantized) -> Reading:
        """Every weight of bytes with a scale.

        Raises:
            CodecError: the config is of a linear class that is not known.
        """
        kind = stored.settings.get("linear_class", "bitlinear")
        if kind not in ("bitlinear", "autobitlinear"):
            raise CodecError(f"linear_class {kind!r} of BitNet is not known: does its scale multiply or divide?")
        weights, problems = list[TensorSpec](), list[str]()
        for module in modules(stored.catalog, ("weight", "weight_scale")).values():
            if "weight_scale" not in module:
                continue
            try:
                codes = module.need("weight", (DType.U8,))
                if len(codes.shape) != 2:
                    raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
                scale = module.need("weight_scale", FLOATS, [(), (1,)])
                dtype = model_dtype(stored, DType.BF16)
                decoder, shape = _Planes(kind == "bitlinear", dtype), (4 * codes.shape[0], codes.shape[1])
                parts = [codes, scale]
                weights.append(weight(module.full("weight"), "BitNet, ternary", parts, decoder, dtype, shape))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, (), problems)


@dataclass(frozen=True, slots=True)
class _Planes:
    """Rows in planes of two bits: those of the lowest come first."""

    divides: bool
    dtype: DType

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        rows = np.arange(first, first + len(out))
        codes = parts[0][rows % len(parts[0])] >> (2 * (rows // len(parts[0])))[:, None].astype(np.uint8)
        codes &= 3
        if codes.size and codes.max() > 2:
            raise ValueError("a code of BitNet is 3, and only -1, 0 and 1 have one")
        values = codes.astype(np.float32)
        values -= 1
        scale = parts[1].reshape(()).astype(np.float32)
        values = values / scale if self.divides else values * scale
        store(values, self.dtype.numpy, out)
