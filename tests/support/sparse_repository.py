"""Repositories of any size that take no memory: safetensors files of which only the headers are there."""

from __future__ import annotations

import json
import struct
from typing import Any


class Sparse(bytes):
    """A safetensors file of which only the header is there: as long as it says, and zero where nobody looks."""

    length: int

    def __new__(cls, header: bytes, length: int) -> Sparse:
        made = super().__new__(cls, header)
        made.length = length
        return made

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, key: Any) -> bytes:
        start, stop, _ = key.indices(self.length)
        found = super().__getitem__(slice(start, stop))
        return found + bytes(stop - start - len(found))


def shards(count: int, tensors: int, nbytes: int) -> dict[str, bytes]:
    """A repository of so many shards, tensors in all, and bytes in all."""
    each = nbytes // tensors // 2 * 2
    files: dict[str, bytes] = {}
    weight_map = {}
    for number in range(count):
        file = f"model-{number + 1:05d}-of-{count:05d}.safetensors"
        names = [f"model.layers.{n}.mlp.weight" for n in range(number, tensors, count)]
        spans = enumerate(names)
        entries = {
            name: {"dtype": "BF16", "shape": [each // 2], "data_offsets": [n * each, (n + 1) * each]}
            for n, name in spans
        }
        header = json.dumps(entries).encode()
        files[file] = Sparse(struct.pack("<Q", len(header)) + header, 8 + len(header) + each * len(names))
        weight_map |= dict.fromkeys(names, file)
    files["model.safetensors.index.json"] = json.dumps({"weight_map": weight_map}).encode()
    return files
