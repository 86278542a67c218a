"""Repositories of any size that take no memory: files of which only the headers are there."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import torch_files as made


class Sparse(bytes):
    """A file of which only the start and the end are there: as long as it says, and zero where nobody looks."""

    length: int
    tail: bytes

    def __new__(cls, header: bytes, length: int, tail: bytes = b"") -> Sparse:
        found = super().__new__(cls, header)
        found.length, found.tail = length, tail
        return found

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, key: Any) -> bytes:
        start, stop, _ = key.indices(self.length)
        head = super().__getitem__(slice(start, stop))
        last = self.length - len(self.tail)
        end = self.tail[max(0, start - last) : max(0, stop - last)]
        return head + bytes(stop - start - len(head) - len(end)) + end


def torch_file(folder: Path, tensors: int, nbytes: int) -> Sparse:
    """A `.bin` file of so many tensors and bytes in all, with neither the tensors nor the headers before them."""
    each = nbytes // tensors // 4
    state = {f"model.layers.{n}.mlp.weight": made.tensor(str(n), each) for n in range(tensors)}
    path = made.zip64_file(folder / "sparse.bin", state, {str(n): each * 4 for n in range(tensors)})
    with path.open("rb") as file:
        head = file.read(len(made.pickled(state)) + 100)
        file.seek(-120 * tensors, 2)
        found = Sparse(head, path.stat().st_size, file.read())
    path.unlink()
    return found


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
