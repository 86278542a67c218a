"""Cases of bitsandbytes."""

from __future__ import annotations

import torch
from bitsandbytes import functional
from references import Case, case, drawn

_CONFIG = {"quant_method": "bitsandbytes", "load_in_4bit": True}


@case("bnb-nf4", kind="nf4", nested=False)
@case("bnb-nf4-nested", kind="nf4", nested=True)
@case("bnb-fp4", kind="fp4", nested=False)
@case("bnb-fp4-nested-fp16", kind="fp4", nested=True, dtype=torch.float16)
@case("bnb-nf4-odd", kind="nf4", nested=False, shape=(7, 13), dtype=torch.float32)
@case("bnb-nf4-storage", kind="nf4", nested=False, storage=torch.bfloat16)
def four_bits(
    *,
    kind: str,
    nested: bool,
    shape: tuple[int, int] = (3, 128),
    dtype: torch.dtype = torch.bfloat16,
    storage: torch.dtype = torch.uint8,
) -> Case:
    """Codes of four bits with their state.

    bitsandbytes decodes wrongly on a CPU where an even row is not whole blocks; where it is odd, rightly.
    """
    result = Case(config={"quantization_config": {**_CONFIG, "bnb_4bit_quant_type": kind}})
    for number, name in enumerate(("a.weight", "b.weight")):
        weight = drawn(*shape, dtype=dtype, seed=number)
        packed, state = functional.quantize_4bit(
            weight, quant_type=kind, compress_statistics=nested, quant_storage=storage, blocksize=64
        )
        result.tensors[name] = packed
        result.tensors |= {f"{name}.{key}": value for key, value in state.as_dict(packed=True).items()}
        result.expected[name] = functional.dequantize_4bit(packed, state)
    return result


@case("bnb-int8")
def eight_bits() -> Case:
    """Signed bytes with scales of rows."""
    weight = drawn(6, 10, dtype=torch.float16)
    codes, scales, _ = functional.int8_vectorwise_quant(weight)
    tensors = {"a.weight": codes, "a.SCB": scales, "a.weight_format": torch.tensor(0, dtype=torch.uint8)}
    expected = functional.int8_vectorwise_dequant(codes, scales).to(torch.float16)
    config = {"torch_dtype": "float16", "quantization_config": {"quant_method": "bitsandbytes", "load_in_8bit": True}}
    return Case(tensors, config, {"a.weight": expected})
