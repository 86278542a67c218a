"""Weights in the formats of compressed-tensors (https://github.com/neuralmagic/compressed-tensors).

Which format a weight has is stated by group: a group names the modules that it is for, by class, name or expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from trivet.codecs.affine import ByRows
from trivet.codecs.bits import codes_of_rows
from trivet.codecs.dtypes import model_dtype
from trivet.codecs.floats import FLOAT8, Fours, Scaled
from trivet.codecs.modules import FLOATS, Module, modules, refusal, weight
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec

_BESIDE = ("input_scale", "input_zero_point", "output_scale", "output_zero_point", "input_global_scale", "k_scale")
_KEPT = (*_BESIDE, "v_scale", "q_scale", "k_zero_point", "v_zero_point")
_CODES = ("weight", "weight_packed")
_LEAVES = (*_CODES, "weight_scale", "weight_zero_point", "weight_shape", "weight_g_idx", "weight_global_scale", *_KEPT)
_LONG = 1000  # characters of an expression

Array = np.ndarray[Any, Any]


class CompressedTensors:
    """The codec of compressed-tensors."""

    name = "compressed-tensors"
    methods = ("compressed-tensors", "compressed_tensors")

    def finds(self, stored: Quantized) -> bool:
        """Never: the config states the bits of codes, and which modules have them."""
        return False

    def read(self, stored: Quantized) -> Reading:
        """
        Raises:
            CodecError: the config has no groups, or an expression is malformed.
        """
        groups = _groups(stored.settings)
        ignored = stored.settings.get("ignore") or []
        weights, problems, beside = list[TensorSpec](), list[str](), list[str]()
        for module in modules(stored.catalog, _LEAVES).values():
            beside += [spec.name for leaf, spec in module.tensors.items() if leaf in _KEPT]
            if "weight_scale" not in module:
                continue
            try:
                if _matches(module.name, ignored):
                    raise CodecError(f"{module.full('weight_scale')}: there, though the config ignores the module")
                spec = _weight(stored, module, _group(module, groups))
                weights.append(spec)
                used = {part.name for part in spec.coded.parts} if spec.coded else set()
                beside += [each.name for leaf, each in module.tensors.items() if each.name not in used]
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, beside, problems)


def _groups(settings: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The groups, each with the format that it or the config states."""
    stated = settings.get("config_groups")
    if not isinstance(stated, Mapping) or not stated:
        raise CodecError("quantization_config has no config_groups, which state how weights are stored")
    groups = list[Mapping[str, Any]]()
    for name, group in stated.items():
        weights = group.get("weights") if isinstance(group, Mapping) else None
        targets = group.get("targets") if isinstance(group, Mapping) else None
        if not isinstance(targets, list) or not isinstance(weights, Mapping | None):
            raise CodecError(f"quantization_config: config_groups.{name} is not a group of targets and weights")
        if weights is not None:
            groups.append({"format": settings.get("format"), **group, "weights": weights})
    return groups


def _group(module: Module, groups: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The group of a module: the first that names it, else the first that names its class."""
    named = [group for group in groups if _matches(module.name, group["targets"])]
    by_class = [group for group in groups if "Linear" in group["targets"]]
    if not named and not by_class:
        raise CodecError(f"{module.full('weight_scale')}: no group of the config has the module {module.name!r}")
    return (named or by_class)[0]


def _matches(name: str, patterns: Any) -> bool:
    """Whether a module is named, or matches an expression from its beginning on."""
    if not isinstance(patterns, list):
        raise CodecError(f"quantization_config: {patterns!r} is not a list of names")
    for each in patterns:
        if not isinstance(each, str) or len(each) > _LONG:
            raise CodecError(f"quantization_config: {str(each)[:80]!r} is not a name")
        try:
            if each == name or (each.startswith("re:") and re.match(each[3:], name)):
                return True
        except re.error as error:
            raise CodecError(f"quantization_config: the expression {each!r} is malformed: {error}") from error
    return False


def _weight(stored: Quantized, module: Module, group: Mapping[str, Any]) -> TensorSpec:
    stated, form = group["weights"], group["format"]
    if "weight_packed" in module:
        if stated.get("type") == "float":
            return _four(stored, module, stated)
        return _packed(stored, module, stated)
    codes = module.need("weight")
    if codes.dtype in FLOAT8 and stated.get("type") == "float":
        return _scaled(stored, module, stated)
    if codes.dtype is DType.I8 and stated.get("type") == "int":
        return _integers(stored, module, stated)
    raise refusal(codes, f"is {codes.dtype.name}; the config states {stated.get('type')!r} in the format {form!r}")


def _bits(stated: Mapping[str, Any], module: Module) -> int:
    bits = stated.get("num_bits")
    if type(bits) is not int or not 2 <= bits <= 8:
        raise CodecError(f"{module.full('weight_packed')}: num_bits is {bits!r} in the config; 2 to 8 are read")
    return bits


def _packed(stored: Quantized, module: Module, stated: Mapping[str, Any]) -> TensorSpec:
    """Integers of a few bits: each row one stream, stored with 2^(bits - 1) added."""
    bits, codes = _bits(stated, module), module.need("weight_packed", (DType.I32,))
    scales = module.need("weight_scale", FLOATS)
    if len(codes.shape) != 2:
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
    outputs, columns = codes.shape[0], _columns(stored, module, codes, bits)
    group = _group_size(stated, scales, outputs, columns)
    groups = -(-columns // group)
    parts, order = [codes, scales], module.get("weight_g_idx")
    if order is not None:
        raise refusal(order, "orders groups by activation, which newer versions of compressed-tensors do not read")
    zeros = None
    if "weight_zero_point" in module and not stated.get("symmetric", True):
        parts.append(module.need("weight_zero_point", (DType.I32,), [(-(-outputs * bits // 32), groups)]))
        zeros = partial(_packed_zeros, bits)
    elif not stated.get("symmetric", True):
        raise CodecError(f"{module.full('weight_zero_point')}: missing, and the config states asymmetric codes")
    dtype = _rounded(stored, scales)
    half = 1 << (bits - 1)
    decoder = ByRows(partial(_packed_codes, bits, columns, 0 if zeros else half), zeros, 1, group, dtype)
    kind = "asymmetric" if zeros else "symmetric"
    scheme = f"compressed-tensors int{bits}, {kind}, {_grouping(group, columns, scales)}"
    return weight(module.full("weight"), scheme, parts, decoder, dtype, (outputs, columns))


def _columns(stored: Quantized, module: Module, codes: TensorSpec, bits: int) -> int:
    """How many codes a row has: the tensor `weight_shape` says so; else it is full."""
    if "weight_shape" not in module:
        if codes.shape[1] * 32 % bits:
            raise CodecError(f"{module.full('weight_shape')}: missing, and rows of {bits} bits may be padded")
        return codes.shape[1] * 32 // bits
    stated = stored.values(module.full("weight_shape")).reshape(-1).tolist()
    if len(stated) != 2 or stated[0] != codes.shape[0] or -(-stated[1] * bits // 32) != codes.shape[1]:
        raise refusal(codes, f"has the shape {list(codes.shape)}, which {stated} in {bits} bits does not fill")
    return int(stated[1])


def _packed_codes(bits: int, columns: int, less: int, parts: Sequence[Array], first: int, end: int) -> Array:
    codes = codes_of_rows(parts[0][first:end], bits, columns)
    return codes if not less else codes.astype(np.int16) - np.int16(less)


def _packed_zeros(bits: int, parts: Sequence[Array], rows: slice) -> Array:
    """Zero points, which are packed along the rows; the half that is added to codes is added to them, too."""
    words = parts[2].view(np.uint32)
    columns = codes_of_rows(np.ascontiguousarray(words.T), bits, len(words) * 32 // bits)
    return columns.T[rows]


def _integers(stored: Quantized, module: Module, stated: Mapping[str, Any]) -> TensorSpec:
    """One code a byte."""
    codes, scales = module.need("weight"), module.need("weight_scale", FLOATS)
    if len(codes.shape) != 2:
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
    group = _group_size(stated, scales, *codes.shape)
    parts, zeros = [codes, scales], None
    if "weight_zero_point" in module:
        parts.append(module.need("weight_zero_point", (DType.I8,), [scales.shape]))
        zeros = partial(_plain_zeros, scales.shape == (1,))
    elif not stated.get("symmetric", True):
        raise CodecError(f"{module.full('weight_zero_point')}: missing, and the config states asymmetric codes")
    dtype = _rounded(stored, scales)
    decoder = ByRows(lambda parts, first, end: parts[0][first:end], zeros, 1, group, dtype)
    scheme = f"compressed-tensors int8, {_grouping(group, codes.shape[1], scales)}"
    return weight(module.full("weight"), scheme, parts, decoder, dtype, codes.shape)


def _plain_zeros(is_one: bool, parts: Sequence[Array], rows: slice) -> Array:
    return parts[2] if is_one else parts[2][rows]


def _scaled(stored: Quantized, module: Module, stated: Mapping[str, Any]) -> TensorSpec:
    """Floating point of eight bits."""
    codes = module.need("weight", FLOAT8)
    scales = module.need("weight_scale", (*FLOATS, DType.U8, DType.F8_E8M0))
    if len(codes.shape) != 2:
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
    outputs, columns = codes.shape
    if scales.shape in ((1,), (), (1, 1), (outputs,), (outputs, 1)):
        block, by = None, "one scale" if scales.size == 1 else "a scale a row"
    else:
        block = _block(stated, scales)
        if scales.shape != (-(-outputs // block[0]), -(-columns // block[1])):
            raise refusal(scales, f"has the shape {list(scales.shape)}, and blocks of {block} do not fit the codes")
        by = f"blocks of {block[0]}x{block[1]}"
    dtype = _rounded(stored, scales)
    scheme = f"compressed-tensors {codes.dtype.name}, {by}"
    return weight(module.full("weight"), scheme, [codes, scales], Scaled(block, dtype), dtype, codes.shape)


def _block(stated: Mapping[str, Any], scales: TensorSpec) -> tuple[int, int]:
    size = stated.get("block_structure")
    if isinstance(size, list) and len(size) == 2 and all(type(each) is int and each > 0 for each in size):
        return size[0], size[1]
    group = stated.get("group_size")
    if type(group) is int and group > 0:
        return 1, group
    raise refusal(scales, f"has the shape {list(scales.shape)}, and the config states no blocks")


def _four(stored: Quantized, module: Module, stated: Mapping[str, Any]) -> TensorSpec:
    """Floating point of four bits: NVFP4 with a scale for all, or MXFP4."""
    codes = module.need("weight_packed", (DType.U8,))
    if _bits(stated, module) != 4 or len(codes.shape) != 2:
        raise refusal(codes, f"is packed floating point of {stated.get('num_bits')} bits, which is not read")
    outputs, columns = codes.shape[0], 2 * codes.shape[1]
    group = stated.get("group_size")
    if type(group) is not int or group < 1 or columns % group:
        raise refusal(codes, f"has rows of {columns} values, and the config states {group!r} for a group")
    shape = [(outputs, columns // group)]
    dtype = model_dtype(stored, DType.BF16)
    if "weight_global_scale" in module:
        parts = [codes, module.need("weight_scale", FLOAT8, shape)]
        parts.append(module.need("weight_global_scale", (DType.F32,), [(), (1,)]))
        decoder, scheme = Fours(group, dtype, 2, True), f"compressed-tensors NVFP4, groups of {group}"
    else:
        parts = [codes, module.need("weight_scale", (DType.U8, DType.F8_E8M0), shape)]
        decoder, scheme = Fours(group, dtype), f"compressed-tensors MXFP4, groups of {group}"
    return weight(module.full("weight"), scheme, parts, decoder, dtype, (outputs, columns))


def _group_size(stated: Mapping[str, Any], scales: TensorSpec, outputs: int, columns: int) -> int:
    """How many values of a row share a scale."""
    if scales.shape in ((1,), (), (1, 1), (outputs,), (outputs, 1)):
        return columns
    group = stated.get("group_size")
    if type(group) is not int or group < 1 or scales.shape != (outputs, -(-columns // group)):
        raise refusal(scales, f"has the shape {list(scales.shape)}, and groups of {group!r} do not fit the codes")
    return group


def _grouping(group: int, columns: int, scales: TensorSpec) -> str:
    if scales.size == 1:
        return "one scale"
    return "a scale a row" if group >= columns else f"groups of {group}"


def _rounded(stored: Quantized, scales: TensorSpec) -> DType:
    """The dtype of the values: that of the scales; of the model if they are of higher precision."""
    return scales.dtype if scales.dtype in (DType.F16, DType.BF16) else model_dtype(stored, DType.F32)
