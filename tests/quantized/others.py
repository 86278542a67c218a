"""Cases of transformers' fp8, MXFP4, BitNet and MLX, of ModelOpt, torchao, quanto and HQQ."""

from __future__ import annotations

import json
from typing import Any

import torch
from references import Case, case, drawn


def _fp8(weight: torch.Tensor, block: tuple[int, int], dtype: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
    rows, columns = (-(-n // size) for n, size in zip(weight.shape, block, strict=True))
    scale = torch.zeros(rows, columns)
    codes = torch.zeros(weight.shape, dtype=torch.float8_e4m3fn)
    for i in range(rows):
        for j in range(columns):
            place = (slice(i * block[0], (i + 1) * block[0]), slice(j * block[1], (j + 1) * block[1]))
            value = (weight[place].float().abs().max() / 448).clamp(min=1e-6)
            scale[i, j] = 2.0 ** torch.ceil(torch.log2(value)) if dtype is torch.uint8 else value.to(dtype).float()
            codes[place] = (weight[place].float() / scale[i, j]).to(torch.float8_e4m3fn)
    return codes, (torch.log2(scale) + 127).to(torch.uint8) if dtype is torch.uint8 else scale.to(dtype)


@case("fp8-blocks", block=(4, 8), dtype=torch.float32)
@case("fp8-blocks-partial", block=(5, 7), dtype=torch.bfloat16)
@case("fp8-blocks-powers", block=(4, 8), dtype=torch.uint8)
@case("fp8-without-config", block=(4, 8), dtype=torch.float32, stated=False)
def blocks(*, block: tuple[int, int], dtype: torch.dtype, stated: bool = True) -> Case:
    """Scales of blocks, the last of which may be partial, which transformers does not read."""
    codes, scale = _fp8(drawn(12, 24), block, dtype)
    wide = torch.exp2(scale.float() - 127) if dtype is torch.uint8 else scale.float()
    grid = wide.repeat_interleave(block[0], 0)[:12].repeat_interleave(block[1], 1)[:, :24]
    config: dict[str, Any] = {"quant_method": "fp8", "weight_block_size": list(block)}
    tensors = {"a.weight": codes, "a.weight_scale_inv": scale}
    expected = {"a.weight": (codes.float() * grid).to(torch.bfloat16)}
    return Case(tensors, {"quantization_config": config} if stated else {}, expected)


@case("fbgemm-fp8")
def rows() -> Case:
    """A scale for each row."""
    codes, scale = _fp8(drawn(6, 10), (1, 10), torch.float32)
    tensors = {"a.weight": codes, "a.weight_scale": scale, "a.input_scale_ub": torch.tensor([1200.0])}
    config = {"quantization_config": {"quant_method": "fbgemm_fp8"}}
    return Case(tensors, config, {"a.weight": (codes.float() * scale).to(torch.bfloat16)})


@case("modelopt-fp8")
def modelopt() -> Case:
    """One scale for all."""
    codes, scale = _fp8(drawn(6, 10), (6, 10), torch.float32)
    tensors = {"a.weight": codes, "a.weight_scale": scale.reshape(()), "a.input_scale": torch.tensor(0.5)}
    config = {"quantization_config": {"quant_method": "modelopt", "quant_algo": "FP8"}}
    return Case(tensors, config, {"a.weight": (codes.float() * scale).to(torch.bfloat16)})


@case("modelopt-nvfp4")
def modelopt_four() -> Case:
    """The scale for all multiplies, where that of compressed-tensors divides."""
    generator = torch.Generator().manual_seed(0)
    codes = torch.randint(0, 256, (6, 16), generator=generator).to(torch.uint8)
    scale = (torch.rand(6, 2, generator=generator) * 400).to(torch.float8_e4m3fn)
    whole = torch.tensor(0.00123)
    table = torch.tensor([0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.0, -0.5, -1, -1.5, -2, -3, -4, -6])
    values = table[torch.stack([codes & 15, codes >> 4], -1).long()].reshape(6, 2, 16)
    expected = (values * (scale.float() * whole)[..., None]).reshape(6, 32).to(torch.bfloat16)
    tensors = {"a.weight": codes, "a.weight_scale": scale, "a.weight_scale_2": whole}
    config = {"quantization_config": {"quant_method": "modelopt", "quant_algo": "NVFP4", "group_size": 16}}
    return Case(tensors, config, {"a.weight": expected})


@case("mxfp4-experts")
def experts() -> Case:
    """Experts of gpt-oss."""
    from transformers.integrations.mxfp4 import convert_moe_packed_tensors

    generator = torch.Generator().manual_seed(0)
    blocks = torch.randint(0, 256, (2, 6, 2, 16), generator=generator).to(torch.uint8)
    scales = torch.randint(118, 130, (2, 6, 2), generator=generator).to(torch.uint8)
    expected = convert_moe_packed_tensors(blocks, scales, dtype=torch.bfloat16)
    tensors = {"mlp.experts.down_proj_blocks": blocks, "mlp.experts.down_proj_scales": scales}
    config = {"quantization_config": {"quant_method": "mxfp4"}}
    return Case(tensors, config, {"mlp.experts.down_proj": expected})


@case("mlx-4bit", bits=4, settings={})
@case("mlx-8bit-of-one-module", bits=8, settings={"bits": 4, "a": {"bits": 8, "group_size": 32}})
@case("mlx-2bit", bits=2, settings={})
def mlx(*, bits: int, settings: dict[str, Any]) -> Case:
    """Groups with scales and offsets."""
    from transformers.integrations.metal_quantization import _affine_dequantize_tensor

    generator = torch.Generator().manual_seed(0)
    codes = torch.randint(-(2**31), 2**31, (6, 64 * bits // 32), generator=generator).to(torch.int32)
    scales, offsets = (torch.randn(6, 2, generator=generator).to(torch.bfloat16) for _ in range(2))
    expected = _affine_dequantize_tensor(codes, scales, offsets, 32, bits).to(torch.bfloat16)
    tensors = {"a.weight": codes.view(torch.uint32), "a.scales": scales, "a.biases": offsets}
    config = {"quantization": {"group_size": 32, "bits": bits, **settings}}
    return Case(tensors, config, {"a.weight": expected})


@case("bitnet", linear_class="autobitlinear")
@case("bitnet-dividing", linear_class="bitlinear")
def bitnet(*, linear_class: str) -> Case:
    """Ternary weights."""
    from transformers.integrations.bitnet import pack_weights, unpack_weights

    generator = torch.Generator().manual_seed(0)
    packed = pack_weights(torch.randint(-1, 2, (8, 10), generator=generator).float())
    scale = torch.tensor([1.7], dtype=torch.bfloat16)
    values = unpack_weights(packed, torch.bfloat16).float()
    expected = values / scale.float() if linear_class == "bitlinear" else values * scale.float()
    config = {"quant_method": "bitnet", "linear_class": linear_class, "quantization_mode": "offline"}
    tensors = {"a.weight": packed, "a.weight_scale": scale}
    return Case(tensors, {"quantization_config": config}, {"a.weight": expected.to(torch.bfloat16)})


@case("torchao-int8", kind="int8")
@case("torchao-fp8", kind="fp8")
@case("torchao-int4-groups", kind="intx")
def torchao(*, kind: str) -> Case:
    """What torchao's own safetensors support writes."""
    from torchao.prototype.safetensors.safetensors_support import flatten_tensor_state_dict
    from torchao.quantization import Float8WeightOnlyConfig, Int8WeightOnlyConfig, IntxWeightOnlyConfig, quantize_
    from torchao.quantization.granularity import PerGroup

    intx = IntxWeightOnlyConfig(weight_dtype=torch.int4, granularity=PerGroup(32))
    configs = {"int8": Int8WeightOnlyConfig(version=2), "fp8": Float8WeightOnlyConfig(), "intx": intx}
    model = torch.nn.ModuleDict({"a": torch.nn.Linear(64, 6, bias=False, dtype=torch.bfloat16)})
    model["a"].weight.data = drawn(6, 64)
    quantize_(model, configs[kind])
    tensors, metadata = flatten_tensor_state_dict(model.state_dict())
    expected = {"a.weight": model["a"].weight.dequantize()}
    assert all(isinstance(each, str) for each in metadata.values()), json.dumps(metadata)
    config = {"quantization_config": {"quant_method": "torchao"}}
    return Case(dict(tensors), config, expected, {**metadata, "format": "pt"})


@case("quanto-int8", kind="qint8")
@case("quanto-fp8", kind="qfloat8")
def quanto(*, kind: str) -> Case:
    """Eight bits of quanto."""
    from optimum import quanto as package

    model = torch.nn.ModuleDict({"a": torch.nn.Linear(40, 6, bias=False, dtype=torch.bfloat16)})
    model["a"].weight.data = drawn(6, 40)
    package.quantize(model, weights=getattr(package, kind))
    package.freeze(model)
    expected = {"a.weight": model["a"].weight.dequantize().detach()}
    return Case(dict(model.state_dict()), {"quantization_config": {"quant_method": "quanto"}}, expected)


@case("hqq-8bit", bits=8)
@case("hqq-4bit", bits=4)
@case("hqq-3bit", bits=3)
@case("hqq-2bit", bits=2)
def hqq(*, bits: int) -> Case:
    """HQQ with groups within rows."""
    from hqq.core.quantize import BaseQuantizeConfig, HQQLinear

    layer = torch.nn.Linear(128, 10, bias=False)
    layer.weight.data = drawn(10, 128, dtype=torch.float32)
    settings = BaseQuantizeConfig(nbits=bits, group_size=64, axis=1)
    quantized = HQQLinear(layer, settings, compute_dtype=torch.float16, device="cpu")
    expected = {"a.weight": quantized.dequantize().detach()}
    tensors = {f"a.{name}": value for name, value in quantized.state_dict().items() if value is not None}
    return Case(tensors, {"quantization_config": {"quant_method": "hqq"}}, expected)
