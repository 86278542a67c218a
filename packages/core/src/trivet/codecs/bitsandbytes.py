"""Weights that bitsandbytes quantized: NF4 and FP4 with nested scales or without, and LLM.int8.

Formats: https://github.com/bitsandbytes-foundation/bitsandbytes, `QuantState` and `Linear8bitLt`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from trivet.codecs.dtypes import dtype_named, model_dtype
from trivet.codecs.modules import Module, count, modules, refusal, weight
from trivet.codecs.numbers import look_up, pair_table
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec
from trivet.tensors.decoding import store

_STATE = "weight.quant_state.bitsandbytes__"
_KINDS = ("nf4", "fp4")
_NESTED = ("weight.nested_absmax", "weight.nested_quant_map")
_FOUR = ("weight", "weight.absmax", "weight.quant_map", *_NESTED, *(_STATE + kind for kind in _KINDS))
_EIGHT = ("weight", "SCB", "weight_format")
_LARGEST = 2**48  # elements; a state that claims more is wrong
_BY_127 = np.float32(7.874015718698502e-3)  # as bitsandbytes has it

Array = np.ndarray[Any, Any]


class BitsAndBytes:
    """The codec of bitsandbytes."""

    name = "bitsandbytes"
    methods = ("bitsandbytes",)

    def finds(self, stored: Quantized) -> bool:
        """Whether some tensor says how another is quantized, or is a scale of LLM.int8."""
        return any(f".{_STATE}" in name or name.endswith(".SCB") for name in stored.catalog)

    def read(self, stored: Quantized) -> Reading:
        """Every weight with a state, or with a scale of LLM.int8."""
        weights, problems, beside = list[TensorSpec](), list[str](), list[str]()
        for module in modules(stored.catalog, {*_FOUR, *_EIGHT}).values():
            try:
                if any(leaf.startswith("weight.") for leaf in module.tensors):
                    weights.append(_four_bits(stored, module))
                    beside += [spec.name for leaf, spec in module.tensors.items() if leaf.startswith(_STATE)]
                elif "SCB" in module:
                    weights.append(_eight_bits(stored, module))
                    beside += [module.tensors["weight_format"].name] if "weight_format" in module else []
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, beside, problems)


def _four_bits(stored: Quantized, module: Module) -> TensorSpec:
    kinds = [kind for kind in _KINDS if _STATE + kind in module]
    if len(kinds) != 1:
        raise CodecError(f"{module.full('weight')}: has {len(kinds)} quantization states, not one of {_KINDS}")
    state = stored.json(module.full(_STATE + kinds[0]))
    where = module.full(_STATE + kinds[0])
    if state.get("quant_type", kinds[0]) != kinds[0]:
        raise CodecError(f"{where}: states {state['quant_type']!r} under the name of {kinds[0]}")
    shape, block, dtype = (
        _shape(state, where),
        _block(state, "blocksize", where),
        dtype_named(state.get("dtype"), where),
    )
    codes = module.need("weight")
    size = count(shape)
    if codes.nbytes * 8 < 4 * size or codes.nbytes > -(-size // 2) + 8:
        raise refusal(codes, f"has {codes.nbytes:,} bytes, and {-(-size // 2):,} hold the {list(shape)} of its state")
    blocks = -(-size // block)
    table = module.need("weight.quant_map", (DType.F32,), [(16,)])
    parts, nested = [codes, module.need("weight.absmax", (), [(blocks,), (blocks, 1)]), table], None
    if "nested_blocksize" in state or _NESTED[0] in module:
        inner = _block(state, "nested_blocksize", where)
        if parts[1].dtype is not DType.U8:
            raise refusal(parts[1], f"is {parts[1].dtype.name}; nested scales are U8")
        parts.append(module.need(_NESTED[0], (DType.F32,), [(-(-blocks // inner),)]))
        parts.append(module.need(_NESTED[1], (DType.F32,), [(256,)]))
        nested = _Nested(inner, np.float32(_number(state, "nested_offset", where)))
    elif parts[1].dtype is not DType.F32:
        raise refusal(parts[1], f"is {parts[1].dtype.name}, not F32, and its state has no nested scales")
    scheme = f"bitsandbytes {kinds[0]}, blocks of {block}{', nested scales' if nested else ''}"
    return weight(module.full("weight"), scheme, parts, FourBits(block, dtype, nested, size), dtype, shape)


def _eight_bits(stored: Quantized, module: Module) -> TensorSpec:
    codes = module.need("weight", (DType.I8,))
    if len(codes.shape) != 2:
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
    scales = module.need("SCB", (DType.F32,), [(codes.shape[0],)])
    if "weight_format" in module:
        stated = stored.values(module.full("weight_format"))
        if stated.size != 1 or int(stated.reshape(-1)[0]) != 0:
            raise CodecError(
                f"{module.full('weight')}: is stored in an order of a graphics processor (weight_format "
                f"{stated.reshape(-1)[:1].tolist()}); bitsandbytes saves it by rows if it is loaded and saved on a CPU"
            )
    dtype = model_dtype(stored)
    return weight(module.full("weight"), "bitsandbytes int8, by rows", [codes, scales], Rows(dtype), dtype, codes.shape)


@dataclass(frozen=True, slots=True)
class _Nested:
    """Scales that are codes themselves.

    Attributes:
        block: how many scales share one of their own.
        offset: is added to each scale.
    """

    block: int
    offset: np.float32


@dataclass(frozen=True, slots=True)
class FourBits:
    """Codes of four bits, the upper nibble of a byte first; `block` values that follow each other share a scale."""

    block: int
    dtype: DType
    nested: _Nested | None
    size: int

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        begin = first * out.shape[1]
        end = begin + out.size
        lead = begin % self.block
        blocks = slice(begin // self.block, -(-end // self.block))
        start = begin - lead  # whole blocks; an even number of values, unless blocks are odd
        start -= start % 2
        codes = parts[0].reshape(-1).view(np.uint8)[start // 2 : -(-end // 2)]
        values = look_up(pair_table(parts[2], high_first=True), codes).view(np.float32)
        scales = self._scales(parts, blocks)
        if start == blocks.start * self.block:
            whole = values.size // self.block * self.block
            np.multiply(values[:whole].reshape(-1, self.block), scales[: whole // self.block, None],
                        out=values[:whole].reshape(-1, self.block))  # fmt: skip
            if whole < values.size:
                values[whole:] *= scales[whole // self.block]
        else:
            values *= scales[(np.arange(start, start + values.size) // self.block - blocks.start).clip(0)]
        wanted = values[begin - start : end - start]
        store(wanted.reshape(out.shape), self.dtype.numpy, out)

    def _scales(self, parts: Sequence[Array], blocks: slice) -> Array:
        stored = parts[1].reshape(-1)[blocks]
        if self.nested is None:
            return stored
        outer = parts[3][np.arange(blocks.start, blocks.start + len(stored)) // self.nested.block]
        scales: Array = parts[4][stored] * outer + self.nested.offset
        return scales


@dataclass(frozen=True, slots=True)
class Rows:
    """Signed bytes with a scale for each row, which is the magnitude of 127."""

    dtype: DType

    def decode(self, parts: Sequence[Array], first: int, out: Array) -> None:
        """As for `Decoder`."""
        values = parts[0][first : first + len(out)].astype(np.float32)
        values *= parts[1][first : first + len(out), None]
        values *= _BY_127
        store(values, self.dtype.numpy, out)


def _shape(state: Mapping[str, Any], where: str) -> tuple[int, ...]:
    shape = state.get("shape")
    if not isinstance(shape, list) or not shape or not all(type(n) is int and n > 0 for n in shape):
        raise CodecError(f"{where}: states no shape ({shape!r})")
    if count(shape) > _LARGEST:
        raise CodecError(f"{where}: states the shape {shape}, which no weight has")
    return tuple(shape)


def _block(state: Mapping[str, Any], field: str, where: str) -> int:
    block = state.get(field)
    if type(block) is not int or not 0 < block <= 2**20:
        raise CodecError(f"{where}: {field} is {block!r}, not a number of values that share a scale")
    return block


def _number(state: Mapping[str, Any], field: str, where: str) -> float:
    number = state.get(field)
    if type(number) not in (int, float):
        raise CodecError(f"{where}: {field} is {number!r}, not a number")
    return float(number)  # type: ignore[arg-type]
