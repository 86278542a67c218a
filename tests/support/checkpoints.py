"""Checkpoint files for the tests, built and read byte by byte with nothing of trivet, so that they can judge it.

A file is an 8-byte length, a JSON header and the data, as https://huggingface.co/docs/safetensors says.
"""

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np

ALIGNMENT = 64

SAFETENSORS_NAMES = {
    np.dtype(name): code
    for name, code in {
        "bool": "BOOL",
        "uint8": "U8",
        "int8": "I8",
        "uint16": "U16",
        "int16": "I16",
        "uint32": "U32",
        "int32": "I32",
        "uint64": "U64",
        "int64": "I64",
        "float16": "F16",
        "float32": "F32",
        "float64": "F64",
        "complex64": "C64",
    }.items()
} | {
    np.dtype(ml_dtypes.bfloat16): "BF16",
    np.dtype(ml_dtypes.float8_e4m3fn): "F8_E4M3",
    np.dtype(ml_dtypes.float8_e5m2): "F8_E5M2",
    np.dtype(ml_dtypes.float8_e4m3fnuz): "F8_E4M3FNUZ",
    np.dtype(ml_dtypes.float8_e5m2fnuz): "F8_E5M2FNUZ",
    np.dtype(ml_dtypes.float8_e8m0fnu): "F8_E8M0",
}


@dataclass(frozen=True)
class Stored:
    """One tensor as a file has it; `start` is in bytes from the start of the file."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes
    start: int = -1

    @property
    def value(self) -> tuple[str, tuple[int, ...], bytes]:
        """All but the place, for comparisons."""
        return self.dtype, self.shape, self.data


def entry(dtype: object, shape: object, begin: object, end: object) -> dict[str, object]:
    """A header's entry for one tensor; offsets from the start of the data."""
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def raw_file(path: Path, header: object, data: bytes = b"", *, length: int | None = None) -> Path:
    """A file with that header (JSON is made of anything but bytes) and data; `length` lies about the header's."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text) if length is None else length) + text + data)
    return path


def packed(tensors: Mapping[str, np.ndarray[Any, Any]], metadata: Mapping[str, str] | None = None) -> bytes:
    """A valid file of the arrays, in the order given and without any padding."""
    header: dict[str, object] = {"__metadata__": dict(metadata)} if metadata else {}
    data = b""
    for name, array in tensors.items():
        content = np.asarray(array, order="C").tobytes()
        header[name] = entry(SAFETENSORS_NAMES[array.dtype], list(array.shape), len(data), len(data) + len(content))
        data += content
    text = json.dumps(header, ensure_ascii=False).encode()
    return struct.pack("<Q", len(text)) + text + data


def write_packed(
    path: Path, tensors: Mapping[str, np.ndarray[Any, Any]], metadata: Mapping[str, str] | None = None
) -> Path:
    """`packed` on disk; makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(tensors, metadata))
    return path


def write_sharded(folder: Path, shards: Iterable[Mapping[str, np.ndarray[Any, Any]]], **metadata: str) -> Path:
    """Shards and the index that lists them, which is returned."""
    shards = list(shards)
    weight_map = {}
    for number, tensors in enumerate(shards, start=1):
        name = f"model-{number:05d}-of-{len(shards):05d}.safetensors"
        write_packed(folder / name, tensors, metadata or None)
        weight_map |= dict.fromkeys(tensors, name)
    return write_index(folder, weight_map)


def write_index(folder: Path, weight_map: object) -> Path:
    """A shard index that says what it is told to."""
    path = folder / "model.safetensors.index.json"
    path.write_text(json.dumps({"metadata": {"total_size": 0}, "weight_map": weight_map}))
    return path


def read_header(path: Path) -> dict[str, Any]:
    """The JSON header of a file."""
    content = path.read_bytes()
    return json.loads(content[8 : 8 + struct.unpack("<Q", content[:8])[0]])


def read_file(path: Path) -> dict[str, Stored]:
    """Every tensor of one file, in the header's order."""
    content = path.read_bytes()
    data = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:data])
    header.pop("__metadata__", None)
    found = {}
    for name, fields in header.items():
        begin, end = (data + offset for offset in fields["data_offsets"])
        found[name] = Stored(fields["dtype"], tuple(fields["shape"]), content[begin:end], begin)
    return found


def read_folder(folder: Path) -> dict[str, Stored]:
    """Every tensor of a folder's safetensors checkpoint, single or sharded."""
    index = folder / "model.safetensors.index.json"
    if not index.exists():
        return read_file(folder / "model.safetensors")
    files = sorted(set(json.loads(index.read_text())["weight_map"].values()))
    return {name: tensor for file in files for name, tensor in read_file(folder / file).items()}


def values(tensors: Mapping[str, Stored]) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    """Name → dtype, shape and bytes: two checkpoints with equal values hold the same, whatever the order."""
    return {name: tensor.value for name, tensor in tensors.items()}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by relative name, with its bytes."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def leftovers(folder: Path) -> list[Path]:
    """Temporary files and staging folders below a folder; a save must leave none."""
    return [path for path in folder.rglob("*") if "trivet" in path.name]
