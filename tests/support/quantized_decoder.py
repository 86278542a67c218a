"""A tiny Llama with weights of four bits, made of random codes: the checkpoint, and the values of its weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
from checkpoints import write_packed, write_sharded
from tiny_decoders import decoder_config

from trivet.families.registry import architecture

BLOCK = 64
NF4 = np.linspace(-1, 1, 16, dtype=np.float32)  # any sixteen values: the table is in the file
Arrays = dict[str, np.ndarray[Any, Any]]


def four_bits(name: str, shape: tuple[int, ...], seed: int) -> tuple[Arrays, np.ndarray[Any, Any]]:
    """The stored tensors of a weight of random codes, and its values, by the formula of bitsandbytes."""
    generator = np.random.default_rng(seed)
    size = int(np.prod(shape))
    codes = generator.integers(0, 256, (-(-size // 2), 1), np.uint8)
    scales = generator.random(-(-size // BLOCK), np.float32) / 4
    state = {"quant_type": "nf4", "blocksize": BLOCK, "dtype": "bfloat16", "shape": list(shape)}
    text = np.frombuffer(json.dumps(state).encode(), np.uint8)
    stored = {"": codes, ".absmax": scales, ".quant_map": NF4, ".quant_state.bitsandbytes__nf4": text}
    nibbles = np.stack([codes >> 4, codes & 15], -1).reshape(-1)[:size]
    values = NF4[nibbles] * np.repeat(scales, BLOCK)[:size]
    return {name + leaf: array for leaf, array in stored.items()}, values.astype(ml_dtypes.bfloat16).reshape(shape)


def write_decoder(folder: Path, *, sharded: bool = False, **fields: Any) -> Arrays:
    """Write the checkpoint; returns every parameter by canonical name."""
    family = architecture("llama")
    config = decoder_config("llama", hidden_size=16, torch_dtype="bfloat16", **fields)
    tensors, values = Arrays(), Arrays()
    generator = np.random.default_rng(0)
    for seed, param in enumerate(family.parameters(config, "LlamaForCausalLM")):
        if param.tied is not None or param.buffer:
            continue
        if ".layers." in param.name and param.name.endswith("_proj.weight"):
            stored, values[param.name] = four_bits(param.name, param.shape, seed)
            tensors |= stored
        else:
            plain = generator.standard_normal(param.shape).astype(ml_dtypes.bfloat16)
            tensors[param.name] = values[param.name] = plain
    if sharded:  # a weight's codes and its scales lie in different files
        names = sorted(tensors, key=lambda name: name.endswith(".absmax"))
        half = len(names) // 2
        write_sharded(folder, [{name: tensors[name] for name in part} for part in (names[:half], names[half:])])
    else:
        write_packed(folder / "model.safetensors", tensors)
    stated = {"quant_method": "bitsandbytes", "load_in_4bit": True, "bnb_4bit_quant_type": "nf4"}
    document = {**config.to_dict(), "architectures": ["LlamaForCausalLM"], "quantization_config": stated}
    (folder / "config.json").write_text(json.dumps(document))
    return values
