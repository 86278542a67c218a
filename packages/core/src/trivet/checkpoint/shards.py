"""Shards: the index that lists them (untrusted input), and how tensors are divided among them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from trivet.errors import CorruptFileError, MissingShardError, SourceNotFoundError, UnsafePathError
from trivet.formats.foreign_files import answer_of_a_server, not_json
from trivet.json_values import is_too_dense
from trivet.sizes import parse_size
from trivet.tensors import Catalog
from trivet.tensors.entry import Entry

_BYTES_PER_VALUE = 8  # of an index, at least: the name of a tensor and of its file


@dataclass(frozen=True, slots=True)
class ShardIndex:
    """A `*.index.json`.

    Attributes:
        path: the index file.
        weight_map: tensor name → shard file name, all plain names beside the index.
        metadata: as in the file; `total_size` is in bytes.
    """

    path: Path
    weight_map: Mapping[str, str]
    metadata: Mapping[str, Any]

    @property
    def files(self) -> tuple[Path, ...]:
        """The shards, each once, sorted by name."""
        return tuple(self.path.parent / name for name in sorted(set(self.weight_map.values())))

    def check(self, catalog: Catalog, spelt: Callable[[str], str] = str) -> None:
        """Check the index against the shards' own headers.

        Args:
            spelt: returns the catalog's spelling of a name that the index spells differently.

        Raises:
            CorruptFileError: a shard lacks a tensor that the index places in it, or holds one that the index lacks.
        """
        weight_map = {name if name in catalog else spelt(name): file for name, file in self.weight_map.items()}
        for name, file in weight_map.items():
            spec = catalog.get(name)
            if spec is None or os.path.basename(spec.file) != file:
                where = "no shard" if spec is None else os.path.basename(spec.file)
                raise CorruptFileError(self.path, f"placed in {file} by the index, but found in {where}", tensor=name)
        extra = next((name for name in catalog if name not in weight_map), None)
        if extra is not None:
            raise CorruptFileError(self.path, f"stored in {catalog[extra].file}, but not in the index", tensor=extra)


def read_index(path: Path, *, is_there: Callable[[Path], bool] = Path.is_file) -> ShardIndex:
    """Read and check a shard index.

    Args:
        is_there: whether a shard is available; it need not be beside the index yet.

    Raises:
        SourceNotFoundError: no such file.
        CorruptFileError: it is not JSON of the right form.
        UnsafePathError: a shard name is absolute or has a folder part.
        MissingShardError: it names files that do not exist.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceNotFoundError(path, "there is no such index.") from None
    if is_too_dense(data, _BYTES_PER_VALUE):
        raise CorruptFileError(path, "has more values than names of tensors and files need")
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CorruptFileError(path, not_json(data, error)) from None
    if answer := answer_of_a_server(document):
        raise CorruptFileError(path, answer)
    weight_map = document.get("weight_map") if isinstance(document, dict) else None
    if not isinstance(weight_map, dict) or not weight_map or not all(isinstance(f, str) for f in weight_map.values()):
        raise CorruptFileError(path, "has no 'weight_map' object of tensor names to file names")
    names = sorted(set(weight_map.values()))
    for name in names:
        _refuse_unsafe(path, name)
    missing = [name for name in names if not is_there(path.parent / name)]
    if missing:
        raise MissingShardError(path, missing)
    metadata = document.get("metadata")
    return ShardIndex(path, weight_map, metadata if isinstance(metadata, dict) else {})


def _refuse_unsafe(index: Path, name: str) -> None:
    for flavour in (PurePosixPath(name), PureWindowsPath(name)):
        plain = str(flavour) == name and len(flavour.parts) == 1  # "./x" and "x/" are other spellings of "x"
        if not plain or flavour.is_absolute() or flavour.drive or name in ("", ".", "..") or "\0" in name:
            raise UnsafePathError(index, name)


def plan_shards(entries: Sequence[Entry], max_shard_size: int | str) -> list[list[Entry]]:
    """Fill shards up to the limit, in the order of the entries. A tensor above the limit gets a shard of its own."""
    limit = parse_size(max_shard_size)
    shards: list[list[Entry]] = [[]]
    filled = 0
    for entry in entries:
        if shards[-1] and filled + entry.nbytes > limit:
            shards.append([])
            filled = 0
        shards[-1].append(entry)
        filled += entry.nbytes
    return shards


def shard_names(weights_name: str, count: int) -> list[str]:
    """`model.safetensors`, or `model-00001-of-00003.safetensors` and so on; a variant comes before the number."""
    if count == 1:
        return [weights_name]
    stem, _, suffix = weights_name.rpartition(".")
    return [f"{stem}-{number:05d}-of-{count:05d}.{suffix}" for number in range(1, count + 1)]


def encode_index(shards: Sequence[tuple[str, Sequence[Entry]]]) -> bytes:
    """The index of shards, each a (file name, entries)."""
    total = sum(entry.nbytes for _, entries in shards for entry in entries)
    weight_map = {entry.name: name for name, entries in shards for entry in entries}
    document = {"metadata": {"total_size": total}, "weight_map": dict(sorted(weight_map.items()))}
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
