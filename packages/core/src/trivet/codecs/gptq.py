"""Weights in the layout of GPTQ (https://arxiv.org/abs/2210.17323): GPTQModel's and AutoGPTQ's files, versions 1 and 2.

Words of 32 bits hold the codes of one output; version 1 stores zero points less one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from trivet.codecs.affine import ByColumns
from trivet.codecs.bits import codes_of_columns, codes_of_rows, rows_together
from trivet.codecs.modules import FLOATS, Module, modules, refusal, weight
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec

_LEAVES = ("qweight", "qzeros", "scales", "g_idx")
_BITS = (2, 3, 4, 8)
_VERSIONS = {"gptq": 1, "gptq_v2": 2}

Array = np.ndarray[Any, Any]


class Gptq:
    """The codec of GPTQ, and of AutoRound's files that are packed in the same way."""

    name = "gptq"
    methods = ("gptq", "auto-round", "auto_round", "intel/auto-round")

    def finds(self, stored: Quantized) -> bool:
        """Never: without a config neither bits nor version are known."""
        return False

    def read(self, stored: Quantized) -> Reading:
        """
        Raises:
            CodecError: the config is of a packing that is not read, or states no bits.
        """
        settings = stored.settings
        packing = settings.get("packing_format", settings.get("backend", "auto_round:auto_gptq"))
        if settings["quant_method"] not in ("gptq", "GPTQ"):
            if "awq" in str(packing):
                from trivet.codecs.awq import Awq

                return Awq().read(stored)
            if "gptq" not in str(packing):
                raise CodecError(f"AutoRound's packing {packing!r} is not read: export it as auto_gptq or auto_awq")
        version = _version(settings)
        weights, problems = list[TensorSpec](), list[str]()
        for module in modules(stored.catalog, _LEAVES).values():
            if "qweight" not in module:
                continue
            try:
                weights.append(_weight(module, settings, version))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, (), problems)


def _version(settings: Mapping[str, Any]) -> int:
    stated = settings.get("checkpoint_format") or settings.get("format") or "gptq"
    if stated not in _VERSIONS:
        raise CodecError(f"the GPTQ format {stated!r} is not read, only {', '.join(_VERSIONS)}: GPTQModel writes those")
    return _VERSIONS[stated]


def _weight(module: Module, settings: Mapping[str, Any], version: int) -> TensorSpec:
    codes = module.need("qweight", (DType.I32,))
    scales = module.need("scales", FLOATS)
    if len(codes.shape) != 2 or len(scales.shape) != 2 or scales.shape[1] != codes.shape[1]:
        raise refusal(scales, f"has the shape {list(scales.shape)}, and the codes {list(codes.shape)}")
    words, outputs = codes.shape
    groups, order = scales.shape[0], module.get("g_idx")
    bits = _bits(module, settings, words)
    if words * 32 % bits or bits not in _BITS:
        raise refusal(codes, f"holds no whole codes of {bits} bits in {words} words; {_BITS} are read")
    inputs = words * 32 // bits
    if outputs * bits % 32:
        raise refusal(codes, f"has {outputs} outputs, whose zero points of {bits} bits do not fill whole words")
    zeros = module.need("qzeros", (DType.I32,), [(groups, outputs * bits // 32)])
    parts = [codes, scales, zeros]
    stated = settings.get("group_size")
    group = -(-inputs // groups)
    if order is not None:
        parts.append(module.need("g_idx", (DType.I32, DType.I64), [(inputs,)]))
    elif type(stated) is int and stated > 0 and -(-inputs // stated) == groups:
        group = stated
    elif inputs % groups:
        raise refusal(scales, f"has {groups} groups for {inputs} inputs, and the config states {stated!r} for a group")
    decoder = ByColumns(
        *(partial(_codes, bits), partial(_zeros, bits, version), 1, group, 3 if order else None, scales.dtype),
        bits=bits,
    )
    unit = rows_together(bits)
    unit = group if order is None and group % unit == 0 else unit
    name = module.full("weight")
    scheme = f"GPTQ v{version}, {bits} bits, {'groups of ' + str(group) if groups > 1 else 'a scale an output'}"
    return weight(name, scheme, parts, decoder, scales.dtype, (inputs, outputs), axes=(1, 0), unit=unit)


def _bits(module: Module, settings: Mapping[str, Any], words: int) -> int:
    """The bits of a module's codes: those of the config, unless it says that they differ by module."""
    stated, order = settings.get("bits"), module.get("g_idx")
    differ = bool(settings.get("dynamic") or settings.get("extra_config"))
    if order is not None and len(order.shape) == 1 and order.shape[0] and words * 32 % order.shape[0] == 0:
        counted = words * 32 // order.shape[0]
        if counted == stated or differ:
            return counted
        raise CodecError(f"{module.full('qweight')}: holds codes of {counted} bits, and the config states {stated!r}")
    if type(stated) is not int or differ:
        raise CodecError(f"{module.full('qweight')}: nothing states how many bits a code has (bits is {stated!r})")
    return stated


def _codes(bits: int, parts: Sequence[Array], first: int, end: int) -> Array:
    words = parts[0].view(np.uint32)[first * bits // 32 : -(-end * bits // 32)]
    return codes_of_columns(words, bits)[: end - first]


def _zeros(bits: int, version: int, parts: Sequence[Array], groups: Any) -> Array:
    words = parts[2].view(np.uint32)[groups]
    if version == 1 and bits != 3:  # as GPTQModel turns version 1 into 2: in the word, where a carry goes on
        words = words + np.uint32(sum(1 << place for place in range(0, 32, bits)))
    zeros = codes_of_rows(words, bits, words.shape[1] * 32 // bits)
    return zeros + 1 if version == 1 and bits == 3 else zeros
