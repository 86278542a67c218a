"""Weights in floating point of eight bits with scales of blocks, rows or tensors: DeepSeek's, Qwen's, FBGEMM's files.

Also the experts of gpt-oss in MXFP4, whose inputs and outputs are stored the other way round than they are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.codecs.dtypes import model_dtype
from trivet.codecs.floats import FLOAT8, Fours, Scaled
from trivet.codecs.modules import FLOATS, Module, modules, refusal, weight
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec

_SCALES = ("weight_scale_inv", "weight_scale", "qscale_weight", "scale")  # each multiplies the codes
_EXPERTS = ("gate_up_proj", "down_proj", "gate_proj", "up_proj")
_STACKED = {f"{name}_scale_inv": name for name in _EXPERTS}
_BESIDE = ("input_scale", "activation_scale", "qscale_act", "k_scale", "v_scale", "output_scale", "input_scale_ub")
_POWERS = (DType.U8, DType.F8_E8M0)


class Fp8:
    """The codec of fp8 with scales: `fp8` (fine-grained) and `fbgemm_fp8`."""

    name = "fp8"
    methods = ("fp8", "fbgemm_fp8")

    def finds(self, stored: Quantized) -> bool:
        """Whether there are scales of blocks beside fp8."""
        return any(
            name.endswith(".weight_scale_inv")
            and len(spec.shape) > 1
            and (codes := stored.catalog.get(name.removesuffix("_scale_inv"))) is not None
            and codes.dtype in FLOAT8
            for name, spec in stored.catalog.items()
        )

    def read(self, stored: Quantized) -> Reading:
        """Every weight of fp8 that has a scale."""
        weights, problems, beside = list[TensorSpec](), list[str](), list[str]()
        leaves = ("weight", *_SCALES, *_EXPERTS, *_STACKED, *_BESIDE)
        for module in modules(stored.catalog, leaves).values():
            beside += [spec.name for leaf, spec in module.tensors.items() if leaf in _BESIDE]
            pairs = [("weight", leaf) for leaf in _SCALES if leaf in module and _is_fp8(module.get("weight"))][:1]
            pairs += [(name, leaf) for leaf, name in _STACKED.items() if leaf in module]
            for name, leaf in pairs:
                try:
                    weights.append(_scaled(stored, module, name, leaf))
                except CodecError as error:
                    problems.append(str(error))
        return Reading(weights, beside, problems)


def _is_fp8(spec: TensorSpec | None) -> bool:
    return spec is not None and spec.dtype in FLOAT8


def _scaled(stored: Quantized, module: Module, name: str, leaf: str) -> TensorSpec:
    codes, scales = module.need(name, FLOAT8), module.need(leaf, (*FLOATS, *_POWERS))
    if len(codes.shape) not in (2, 3):
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix or of stacked ones")
    *stack, outputs, _ = codes.shape
    dtype = model_dtype(stored, DType.BF16)
    if not stack and scales.shape in ((), (1,), (1, 1), (outputs,), (outputs, 1)) and scales.dtype not in _POWERS:
        how = "one scale" if scales.size == 1 else "a scale a row"
        decoder = Scaled(None, dtype)
    else:
        block = _block(stored.settings, codes, scales)
        decoder, how = Scaled(block, dtype, outputs), f"blocks of {block[0]}x{block[1]}"
    scheme = f"{codes.dtype.name}, {how}"
    return weight(module.full(name), scheme, [codes, scales], decoder, dtype, codes.shape)


def _block(settings: Mapping[str, Any], codes: TensorSpec, scales: TensorSpec) -> tuple[int, int]:
    """The size of blocks: that of the config if it gives the grid of the scales, else that which the grid divides into.

    Raises:
        CodecError: neither fits.
    """
    *stack, outputs, columns = codes.shape
    grid = scales.shape
    if len(grid) != len(codes.shape) or list(grid[:-2]) != stack or 0 in grid:
        raise refusal(scales, f"has the shape {list(grid)}, which is no grid over {list(codes.shape)}")
    stated = settings.get("weight_block_size")
    size = stated if isinstance(stated, list) and all(type(each) is int and each > 0 for each in stated) else []
    if len(size) == 2 and (-(-outputs // size[0]), -(-columns // size[1])) == grid[-2:]:
        return size[0], size[1]
    if outputs % grid[-2] or columns % grid[-1]:
        raise refusal(scales, f"has the shape {list(grid)}: blocks of {stated} do not make that of {list(codes.shape)}")
    return outputs // grid[-2], columns // grid[-1]


class Mxfp4:
    """The codec of gpt-oss: experts in pairs of four bits."""

    name = "mxfp4"
    methods = ("mxfp4",)

    def finds(self, stored: Quantized) -> bool:
        """Whether there are blocks of experts beside their scales."""
        return any(name.endswith("_blocks") and f"{name[:-7]}_scales" in stored.catalog for name in stored.catalog)

    def read(self, stored: Quantized) -> Reading:
        """Every tensor of blocks."""
        weights, problems = list[TensorSpec](), list[str]()
        for name in stored.catalog:
            if not name.endswith("_blocks"):
                continue
            try:
                weights.append(_blocks(stored, name.removesuffix("_blocks")))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, (), problems)


def _blocks(stored: Quantized, name: str) -> TensorSpec:
    codes = stored.catalog[f"{name}_blocks"]
    if codes.dtype is not DType.U8 or len(codes.shape) < 3:
        raise refusal(codes, f"is {codes.dtype.name} of the shape {list(codes.shape)}, not blocks of bytes")
    *rows, groups, octets = codes.shape
    scales = Module(name, stored.catalog).need(f"{name}_scales", _POWERS, [(*rows, groups)])
    shape = (*rows, 2 * groups * octets)
    dtype, group = model_dtype(stored, DType.BF16), 2 * octets
    axes = (*range(len(shape) - 2), len(shape) - 1, len(shape) - 2) if len(shape) > 2 else None
    return weight(name, f"MXFP4, groups of {group}", [codes, scales], Fours(group, dtype), dtype, shape, axes=axes)
