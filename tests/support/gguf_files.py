"""GGUF files for the tests, written byte by byte with nothing of trivet, as the specification says."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

KINDS = {"float32": 0, "float16": 1, "bfloat16": 30}
ELEMENTS = {2: (32, 18), 3: (32, 20), 8: (32, 34), 12: (256, 144)}  # block type → values, bytes


def text(value: str) -> bytes:
    """A text with its length."""
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + text(value)
    if isinstance(value, np.ndarray):
        kinds = {"float32": 6, "int32": 5}
        return struct.pack("<IIQ", 9, kinds[value.dtype.name], len(value)) + value.tobytes()
    return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(text(each) for each in value)


def gguf(
    fields: Mapping[str, Any], tensors: Mapping[str, tuple[tuple[int, ...], int, bytes]], *, version: int = 3
) -> bytes:
    """A file.

    Args:
        tensors: name → shape, outermost axis first; number of the element type; bytes.
    """
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(fields))
    head += b"".join(text(key) + _value(value) for key, value in fields.items())
    data = b""
    for name, (shape, kind, content) in tensors.items():
        head += text(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape[::-1])
        head += struct.pack("<IQ", kind, len(data))
        data += content + b"\0" * (-len(content) % 32)
    return head + b"\0" * (-len(head) % 32) + data


def plain(array: np.ndarray[Any, Any]) -> tuple[tuple[int, ...], int, bytes]:
    """A tensor of plain elements."""
    return array.shape, KINDS[array.dtype.name], np.ascontiguousarray(array).tobytes()


def blocks(
    shape: tuple[int, ...], kind: int, seed: int
) -> tuple[tuple[tuple[int, ...], int, bytes], np.ndarray[Any, Any]]:
    """A tensor of random blocks of Q8_0 or Q4_0, and its values by the formula."""
    generator = np.random.default_rng(seed)
    elements, nbytes = ELEMENTS[kind]
    number = int(np.prod(shape)) // elements
    scales = (generator.random((number, 1)) / 50).astype(np.float16)
    codes = generator.integers(0, 256, (number, nbytes - 2), np.uint8)
    if kind == 8:
        values = codes.view(np.int8).astype(np.float32)
    else:
        values = np.concatenate([codes & 15, codes >> 4], 1).astype(np.float32) - 8
    values *= scales.astype(np.float32)
    stored = np.concatenate([scales.view(np.uint8), codes], 1).tobytes()
    return (shape, kind, stored), values.reshape(shape)


FIELDS = {
    "general.architecture": "llama",
    "llama.block_count": 2,
    "llama.context_length": 64,
    "llama.embedding_length": 32,
    "llama.feed_forward_length": 64,
    "llama.attention.head_count": 4,
    "llama.attention.head_count_kv": 2,
    "llama.attention.layer_norm_rms_epsilon": 1e-5,
    "llama.rope.freq_base": 10000.0,
    "tokenizer.ggml.bos_token_id": 1,
    "tokenizer.ggml.eos_token_id": 2,
}


def paired(array: np.ndarray[Any, Any], heads: int) -> np.ndarray[Any, Any]:
    """Rows as a file has them: the two of a rotary pair are adjacent."""
    half = array.shape[0] // heads // 2
    return array.reshape(heads, 2, half, *array.shape[1:]).swapaxes(1, 2).reshape(array.shape)


def unpaired(array: np.ndarray[Any, Any], heads: int) -> np.ndarray[Any, Any]:
    """Rows as a model has them."""
    half = array.shape[0] // heads // 2
    return array.reshape(heads, half, 2, *array.shape[1:]).swapaxes(1, 2).reshape(array.shape)


def write_llama(path: Path, *, version: int = 3, **fields: Any) -> dict[str, np.ndarray[Any, Any]]:
    """Write a tiny Llama of Q8_0, Q4_0, F16 and F32; returns its parameters by canonical name."""
    generator = np.random.default_rng(0)
    tensors: dict[str, Any] = {}
    values: dict[str, np.ndarray[Any, Any]] = {}

    def add(name: str, canonical: str, shape: tuple[int, ...], kind: int, heads: int = 0) -> None:
        if kind in ELEMENTS:
            tensors[name], stored = blocks(shape, kind, len(tensors))
        else:
            stored = generator.standard_normal(shape).astype({0: np.float32, 1: np.float16}[kind])
            tensors[name] = plain(stored)
        values[canonical] = unpaired(stored, heads) if heads else stored

    add("token_embd.weight", "model.embed_tokens.weight", (48, 32), 8)
    add("output_norm.weight", "model.norm.weight", (32,), 0)
    for layer in range(2):
        old, new = f"blk.{layer}", f"model.layers.{layer}"
        add(f"{old}.attn_norm.weight", f"{new}.input_layernorm.weight", (32,), 0)
        add(f"{old}.attn_q.weight", f"{new}.self_attn.q_proj.weight", (32, 32), 2, 4)
        add(f"{old}.attn_k.weight", f"{new}.self_attn.k_proj.weight", (16, 32), 1, 2)
        add(f"{old}.attn_v.weight", f"{new}.self_attn.v_proj.weight", (16, 32), 8)
        add(f"{old}.attn_output.weight", f"{new}.self_attn.o_proj.weight", (32, 32), 2)
        add(f"{old}.ffn_norm.weight", f"{new}.post_attention_layernorm.weight", (32,), 0)
        add(f"{old}.ffn_gate.weight", f"{new}.mlp.gate_proj.weight", (64, 32), 2)
        add(f"{old}.ffn_up.weight", f"{new}.mlp.up_proj.weight", (64, 32), 8)
        add(f"{old}.ffn_down.weight", f"{new}.mlp.down_proj.weight", (32, 64), 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gguf({**FIELDS, **fields}, tensors, version=version))
    return values
