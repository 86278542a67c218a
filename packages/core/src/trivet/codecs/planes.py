"""Weights of HQQ and quanto, whose bytes hold codes of rows that lie far apart: one plane of rows after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from trivet.codecs.dtypes import dtype_named
from trivet.codecs.floats import FLOAT8, Scaled
from trivet.codecs.modules import FLOATS, Module, count, modules, refusal, weight
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec
from trivet.tensors.decoding import store

_META = (
    *("nbits", "group_size", "shape", "axis", "packing", "unpack_view_dtype", "view_as_float", "quant_scale"),
    *("quant_zero", "compute_dtype", "offload_meta", "encoded_state_dict", "stores_quant_config", "channel_wise"),
    *("optimize", "round_zero"),
)
_PACKINGS = {"8bit_u8": (8, 1, DType.U8), "4bit_u8": (4, 2, DType.U8), "3bit_32": (3, 10, DType.I32)}
_PACKINGS |= {"2bit_u8": (2, 4, DType.U8), "1bit_u8": (1, 8, DType.U8)}
"""Name → bits, planes, dtype."""

Array = np.ndarray[Any, Any]


class Hqq:
    """The codec of HQQ (https://github.com/mobiusml/hqq): each module says how it is stored, in small tensors."""

    name = "hqq"
    methods = ("hqq",)

    def finds(self, stored: Quantized) -> bool:
        """Whether some module has codes under HQQ's name."""
        return any(name.endswith(".W_q") for name in stored.catalog)

    def read(self, stored: Quantized) -> Reading:
        """Every module with codes."""
        weights, problems, beside = list[TensorSpec](), list[str](), list[str]()
        for module in modules(stored.catalog, ("W_q", "scale", "zero", *_META)).values():
            if "W_q" not in module:
                continue
            beside += [spec.name for leaf, spec in module.tensors.items() if leaf in _META]
            try:
                weights.append(_hqq(stored, module))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, beside, problems)


def _hqq(stored: Quantized, module: Module) -> TensorSpec:
    packing = _text(stored, module, "packing")
    if packing not in _PACKINGS:
        raise CodecError(f"{module.full('packing')}: {packing!r} is not read, only {', '.join(_PACKINGS)}")
    bits, planes, dtype = _PACKINGS[packing]
    shape = tuple(int(n) for n in stored.values(module.need("shape").name).reshape(-1))
    size, axis = _one(stored, module, "group_size"), _one(stored, module, "axis")
    if _one(stored, module, "nbits") != bits or len(shape) != 2 or min(shape) < 1:
        raise CodecError(f"{module.full('nbits')}: does not belong to {packing} and the shape {list(shape)}")
    if axis != 1 or size < 1 or shape[1] % size or _one(stored, module, "view_as_float"):
        raise CodecError(f"{module.full('W_q')}: groups of {size} on axis {axis} are not read, only those within rows")
    groups = count(shape) // size
    codes = module.need("W_q", (dtype,), [(-(-groups // planes), size)])
    scales, zeros = (module.need(leaf, FLOATS, [(groups, 1)]) for leaf in ("scale", "zero"))
    rounded = dtype_named(_text(stored, module, "compute_dtype"), module.full("compute_dtype"))
    decoder = Planes(bits, planes, rounded, size, high_first=True, shift_first=True)
    scheme = f"HQQ, {bits} bits, groups of {size}"
    return weight(module.full("weight"), scheme, [codes, scales, zeros], decoder, rounded, shape)


def _text(stored: Quantized, module: Module, leaf: str) -> str:
    return stored.values(module.need(leaf).name).astype(np.uint8).tobytes().decode("ascii", "replace")


def _one(stored: Quantized, module: Module, leaf: str) -> int:
    values = stored.values(module.need(leaf).name).reshape(-1)
    if values.size != 1 or values.dtype.kind not in "iub":
        raise CodecError(f"{module.full(leaf)}: is not one integer")
    return int(values[0])


@dataclass(frozen=True, slots=True)
class Planes:
    """Groups as rows, in planes of bits: each group has a scale and a shift.

    Attributes:
        bits, planes: of a code; how many codes an integer holds.
        group: how many values are a group; a row of the weight is whole groups.
        high_first: whether the first rows are in the highest bits.
        shift_first: whether the shift is subtracted before scaling, rather than after.
    """

    bits: int
    planes: int
    dtype: DType
    group: int
    high_first: bool
    shift_first: bool

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`: rounded after each of the two steps, as the packages do."""
        each = out.shape[1] // self.group
        rows = np.arange(first * each, (first + len(out)) * each)
        plane, place = rows // len(parts[0]), rows % len(parts[0])
        order = self.planes - 1 - plane if self.high_first else plane
        codes = parts[0].view(np.dtype(f"u{parts[0].itemsize}"))[place]
        codes = codes >> (self.bits * order)[:, None].astype(codes.dtype)
        codes &= codes.dtype.type((1 << self.bits) - 1)
        rounded = self.dtype.numpy
        values, scales, shifts = codes.astype(np.float32), *(part[rows].astype(np.float32) for part in parts[1:3])
        if self.shift_first:
            values = (values - shifts).astype(rounded).astype(np.float32) * scales
        else:
            values = (values * scales).astype(rounded).astype(np.float32) - shifts
        store(values.reshape(out.shape), rounded, out)


class Quanto:
    """The codec of optimum-quanto (https://github.com/huggingface/optimum-quanto)."""

    name = "quanto"
    methods = ("quanto",)

    def finds(self, stored: Quantized) -> bool:
        """Whether some weight has codes under quanto's name."""
        return any(name.endswith(("weight._data", "weight._data._data")) for name in stored.catalog)

    def read(self, stored: Quantized) -> Reading:
        """Every weight with codes of eight bits.

        Codes of fewer bits lie in groups of one length, and nothing in the file says how many make a row.
        """
        weights, problems, beside = list[TensorSpec](), list[str](), list[str]()
        leaves = ("weight._data", "weight._scale", "weight._data._data", "weight._shift", "input_scale", "output_scale")
        for module in modules(stored.catalog, leaves).values():
            beside += [module.tensors[leaf].name for leaf in ("input_scale", "output_scale") if leaf in module]
            try:
                if "weight._data._data" in module:
                    raise refusal(module.tensors["weight._data._data"], "has no shape stored: save it as qint8")
                if "weight._data" in module:
                    weights.append(_quanto(module))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, beside, problems)


def _quanto(module: Module) -> TensorSpec:
    codes = module.need("weight._data", (DType.I8, *FLOAT8))
    rows = codes.shape[0] if len(codes.shape) == 2 else 0
    scales = module.need("weight._scale", FLOATS, [(), (1,), (rows, 1)])
    scheme = f"quanto {codes.dtype.name}, {'one scale' if scales.size == 1 else 'a scale a row'}"
    decoder, parts = Scaled(None, scales.dtype), [codes, scales]
    return weight(module.full("weight"), scheme, parts, decoder, scales.dtype, codes.shape)
