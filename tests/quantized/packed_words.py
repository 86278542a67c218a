"""Cases of GPTQ and AWQ: packed and decoded by the formulas of GPTQModel and AutoAWQ, written in PyTorch."""

from __future__ import annotations

from typing import Any

import torch
from references import Case, case

_AWQ = [0, 2, 4, 6, 1, 3, 5, 7]  # the output that each nibble of a word holds


def _pack(codes: torch.Tensor, bits: int) -> torch.Tensor:
    """Rows of words that hold the codes of columns: [n, columns] → int32 [n · bits / 32, columns]."""
    stream = torch.stack([codes.long() >> bit & 1 for bit in range(bits)], 1).reshape(-1, 32, codes.shape[1])
    words = sum(stream[:, bit] << bit for bit in range(32))
    return torch.where(words >= 2**31, words - 2**32, words).to(torch.int32)


@case("gptq-4bit", bits=4)
@case("gptq-2bit", bits=2)
@case("gptq-3bit", bits=3)
@case("gptq-8bit", bits=8)
@case("gptq-4bit-v2", bits=4, version="gptq_v2")
@case("gptq-4bit-act-order", bits=4, act_order=True)
@case("gptq-4bit-no-index", bits=4, index=False)
@case("gptq-4bit-one-group", bits=4, group=-1)
@case("gptq-auto-round", bits=4, method="auto-round")
def gptq(
    *,
    bits: int,
    version: str = "gptq",
    act_order: bool = False,
    index: bool = True,
    group: int = 32,
    method: str = "gptq",
) -> Case:
    """Codes of the inputs of an output in words; version 1 stores zero points less one."""
    generator = torch.Generator().manual_seed(bits)
    inputs, outputs = 64, 32
    size = inputs if group == -1 else group
    codes = torch.randint(0, 2**bits, (inputs, outputs), generator=generator)
    zeros = torch.randint(1, 2**bits, (inputs // size, outputs), generator=generator)
    scales = (torch.rand(inputs // size, outputs, generator=generator) / 10 + 1e-3).half()
    order = torch.arange(inputs) // size
    if act_order:
        order = order[torch.randperm(inputs, generator=generator)]
    stored = zeros - 1 if version == "gptq" else zeros
    tensors = {"a.qweight": _pack(codes, bits), "a.scales": scales, "a.bias": torch.zeros(outputs).half()}
    tensors["a.qzeros"] = _pack(stored.T, bits).T
    if index:
        tensors["a.g_idx"] = order.to(torch.int32)
    expected = scales[order] * (codes - zeros[order]).half()
    config: dict[str, Any] = {"quant_method": method, "bits": bits, "group_size": group, "sym": False}
    if method == "gptq":
        config["checkpoint_format"] = version
    else:
        config["packing_format"] = "auto_round:auto_gptq"
    return Case(tensors, {"quantization_config": config}, {"a.weight": expected.T})


@case("awq-gemm")
@case("awq-gemv", version="gemv")
def awq(*, version: str = "gemm") -> Case:
    """Four bits; `gemm` has the outputs of a word in an order of their own."""
    generator = torch.Generator().manual_seed(1)
    inputs, outputs, group = 64, 16, 32
    codes = torch.randint(0, 16, (inputs, outputs), generator=generator)
    zeros = torch.randint(0, 16, (inputs // group, outputs), generator=generator)
    scales = (torch.rand(inputs // group, outputs, generator=generator) / 10 + 1e-3).half()
    order = torch.arange(inputs) // group
    expected = ((codes - zeros[order]).half() * scales[order]).T
    if version == "gemm":
        turned = [value.reshape(len(value), -1, 8)[:, :, _AWQ].reshape(value.shape) for value in (codes, zeros)]
        packed = {"qweight": _pack(turned[0].T, 4).T, "qzeros": _pack(turned[1].T, 4).T, "scales": scales}
    else:
        padded = torch.zeros(64, outputs)
        padded[: len(zeros)] = zeros
        wide = torch.zeros(outputs, 64).half()
        wide[:, : len(scales)] = scales.T
        packed = {"qweight": _pack(codes, 4).T, "qzeros": _pack(padded, 4).T, "scales": wide}
    config = {"quant_method": "awq", "bits": 4, "group_size": group, "zero_point": True, "version": version}
    tensors = {f"a.{name}": value for name, value in packed.items()}
    return Case(tensors, {"quantization_config": config}, {"a.weight": expected})
