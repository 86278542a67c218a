"""Cases of compressed-tensors."""

from __future__ import annotations

from typing import Any

import torch
from compressed_tensors.compressors.base import BaseCompressor
from compressed_tensors.quantization import QuantizationArgs, QuantizationScheme
from references import Case, case, drawn


def _scales(weight: torch.Tensor, args: QuantizationArgs, dtype: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
    """Scales and zero points by rounding to nearest."""
    rows, columns = weight.shape
    group = args.group_size or columns
    parted = weight.float().reshape(rows, -1, group)
    low, high = parted.amin(-1).clamp(max=0), parted.amax(-1).clamp(min=0)
    half = 2 ** (args.num_bits - 1)
    if args.symmetric:
        scale = torch.maximum(-low, high) / (half - 0.5)
        return scale.clamp(min=1e-5).to(dtype), torch.zeros_like(scale, dtype=torch.int8)
    scale = ((high - low) / (2 * half - 1)).clamp(min=1e-5).to(dtype)
    zero = torch.round(-half - low / scale.float()).clamp(-half, half - 1)
    return scale, zero.to(torch.int8)


def _config(form: str, args: QuantizationArgs) -> dict[str, Any]:
    weights = args.model_dump(mode="json", exclude_none=True)
    group = {"targets": ["Linear"], "weights": weights, "input_activations": None}
    stated = {"quant_method": "compressed-tensors", "format": form, "ignore": ["lm_head", "re:.*gate$"]}
    return {"torch_dtype": "bfloat16", "quantization_config": {**stated, "config_groups": {"group_0": group}}}


def _case(form: str, args: QuantizationArgs, state: dict[str, torch.Tensor]) -> Case:
    compressor = BaseCompressor.get_value_from_registry(form)
    scheme = QuantizationScheme(targets=["Linear"], weights=args)
    stored = compressor.compress(state, scheme)
    expected = compressor.decompress(dict(stored), scheme)["weight"]
    tensors = {f"a.{name}": value for name, value in stored.items() if value is not None}
    return Case(tensors, _config(form, args), {"a.weight": expected.to(torch.bfloat16)})


@case("ct-int3-group", bits=3)
@case("ct-int4-group", bits=4)
@case("ct-int4-asymmetric", bits=4, symmetric=False)
@case("ct-int5-asymmetric", bits=5, symmetric=False)
@case("ct-int6-group", bits=6)
@case("ct-int7-channel", bits=7, group=None)
@case("ct-int8-group", bits=8)
@case("ct-int4-fp16", bits=4, dtype=torch.float16)
def packed(*, bits: int, symmetric: bool = True, group: int | None = 16, dtype: torch.dtype = torch.bfloat16) -> Case:
    """Integers packed into words."""
    weight = drawn(10, 48 if group else 45, dtype=dtype)
    strategy = "group" if group else "channel"
    args = QuantizationArgs(num_bits=bits, type="int", symmetric=symmetric, strategy=strategy, group_size=group)
    scale, zero = _scales(weight, args, dtype)
    state = {"weight": weight, "weight_scale": scale}
    if not symmetric:
        state["weight_zero_point"] = zero
    result = _case("pack-quantized", args, state)
    if dtype is torch.float16:
        result.expected = {name: values.to(dtype) for name, values in result.expected.items()}
        result.config["torch_dtype"] = "float16"
        compressor = BaseCompressor.get_value_from_registry("pack-quantized")
        stored = {name.removeprefix("a."): value for name, value in result.tensors.items()}
        values = compressor.decompress(stored, QuantizationScheme(targets=["Linear"], weights=args))["weight"]
        result.expected = {"a.weight": values}
    return result


@case("ct-int8-channel", form="int-quantized")
@case("ct-int8-naive", form="naive-quantized")
def integers(*, form: str) -> Case:
    """Integers, one a byte."""
    weight = drawn(7, 33)
    args = QuantizationArgs(num_bits=8, type="int", symmetric=True, strategy="channel")
    return _case(form, args, {"weight": weight, "weight_scale": _scales(weight, args, torch.bfloat16)[0]})


@case("ct-fp8-tensor", strategy="tensor")
@case("ct-fp8-channel", strategy="channel")
@case("ct-fp8-block", strategy="block")
def floats(*, strategy: str) -> Case:
    """Floating point of eight bits."""
    weight = drawn(12, 36)
    size = {"tensor": weight.abs().max()[None], "channel": weight.abs().amax(1, keepdim=True)}
    more: dict[str, Any] = {}
    if strategy == "block":
        more = {"block_structure": [4, 12]}
        size["block"] = weight.reshape(3, 4, 3, 12).abs().amax((1, 3))
    scale = (size[strategy].float() / 448).to(torch.bfloat16)
    args = QuantizationArgs(num_bits=8, type="float", symmetric=True, strategy=strategy, **more)
    return _case("float-quantized", args, {"weight": weight, "weight_scale": scale})


@case("ct-nvfp4")
def nvfp4() -> Case:
    """NVFP4 with a scale for all scales."""
    weight = drawn(6, 64)
    whole = 448 * 6 / weight.abs().max().float()
    scale = (weight.float().reshape(6, -1, 16).abs().amax(-1) / 6 * whole).clamp(1e-3, 448).to(torch.float8_e4m3fn)
    args = QuantizationArgs(num_bits=4, type="float", symmetric=True, strategy="tensor_group", group_size=16)
    state = {"weight": weight, "weight_scale": scale.float(), "weight_global_scale": whole[None]}
    return _case("nvfp4-pack-quantized", args, state)


@case("ct-mxfp4", form="mxfp4-pack-quantized", bits=4)
@case("ct-mxfp8", form="mxfp8-quantized", bits=8)
def microscaled(*, form: str, bits: int) -> Case:
    """Groups of 32 with powers of two as scales."""
    weight = drawn(5, 64)
    largest = {4: 6, 8: 448}[bits]
    exponent = torch.ceil(torch.log2(weight.float().reshape(5, -1, 32).abs().amax(-1) / largest))
    scale = torch.exp2(exponent).to(torch.bfloat16)
    args = QuantizationArgs(num_bits=bits, type="float", symmetric=True, strategy="group", group_size=32)
    return _case(form, args, {"weight": weight, "weight_scale": scale})
