"""Orbax checkpoints of params trees as a container: read through TensorStore, written through Orbax itself.

Such a checkpoint is a folder, identified by its file `_METADATA`: JSON that names every leaf of the tree
(https://orbax.readthedocs.io). Imports neither JAX nor Orbax until a tensor is read.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trivet.dtypes import parse_dtype
from trivet.errors import ConversionError, CorruptFileError
from trivet.progress import Progress
from trivet.tensors import Catalog, TensorSpec
from trivet.tensors.entry import Entry, refuse_duplicate_names
from trivet.tensors.source_files import SourceFile
from trivet_flax.extras.orbax_arrays import checked_array
from trivet_flax.extras.orbax_folders import checkpoint_within
from trivet_flax.extras.orbax_stores import FAILURES, Store, first_line, spec_of, store_of

_METADATA = "_METADATA"
_TREE = "tree_metadata"
_ARRAYS = ("jax.Array", "np.ndarray", "scalar")
_VARIABLE = ("value", "raw_value")  # nnx's names for the array of a variable
_PARAMS = "params"  # the key of parameters in train states and Linen's variables
_CHUNK = 4 * 1024 * 1024  # bytes; small enough for one device of many to read little more than it needs


class OrbaxFormat:
    """Reads and writes Orbax checkpoints. One written here can be restored with any of Orbax's own checkpointers."""

    name = "orbax"
    suffixes: Sequence[str] = (_METADATA,)
    weights_name = _METADATA
    dialect: str | None = "flax"
    parts_of_folder: Sequence[str] = (
        "_CHECKPOINT_METADATA",
        "_sharding",
        "array_metadatas",
        "commit_success.txt",
        "d",
        "descriptor",
        "manifest.ocdbt",
        "ocdbt.process_*",
    )

    def find(self, folder: Path) -> Path | None:
        """As `NestedFormat.find`: in the latest step of a training run, or in the item of a step.

        Raises:
            SourceNotFoundError: as for `checkpoint_within`.
        """
        return checkpoint_within(folder, _METADATA)

    def sniff(self, path: Path) -> bool:
        """Whether the file is the JSON of a tree."""
        with path.open("rb") as file:
            return file.read(64).lstrip().startswith(b'{"' + _TREE.encode())

    def open(self, path: Path) -> Catalog:
        """The leaves that are arrays, by dotted path; those of a tree's `params` without that word before them.

        Raises:
            SourceNotFoundError: the file does not exist.
            CorruptFileError: the folder contradicts its metadata.
        """
        source = SourceFile(path)
        tree = source.header = _tree_of(source)
        # The arrays are in other files, which TensorStore opens by path.
        source.is_reopened = True
        specs = []
        for name, key in tree.keys.items():
            stored, array = checked_array(tree.store, tree.header, key), _opened(path, tree.header, key)
            if stored.shape != array.shape:
                raise CorruptFileError(path, "its metadata changed while they were read", tensor=key)
            dtype = parse_dtype(array.dtype.numpy_dtype)
            specs.append(TensorSpec(name, dtype, stored.shape, str(path), (), via=self.name, source=source))
        return Catalog(specs, files=[str(path)], metadata={"format": "flax"}, sources=[source])

    def index_name(self, name: str) -> str:
        """The name, unchanged."""
        return name

    def read(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The elements of one tensor as uint8 [nbytes].

        Raises:
            CorruptFileError: the elements are missing.
        """
        array = _array(spec)
        try:
            elements = array.read().result()
        except FAILURES as error:
            raise _unreadable(spec, error) from error
        return np.asarray(elements, order="C").reshape(-1).view(np.uint8)

    def parts(self, spec: TensorSpec, indices: Sequence[tuple[Any, ...]]) -> tuple[Sequence[np.ndarray[Any, Any]], int]:
        """Some parts of a tensor, and how many bytes were decoded for them, which are those of their chunks.

        Raises:
            CorruptFileError: the elements are missing.
        """
        array = _array(spec)
        chunk = array.chunk_layout.read_chunk.shape or ()  # None for a scalar
        covers = [_chunk_bounds(index, spec.shape, chunk) for index in indices]
        decoded = [_size(cover) * array.dtype.numpy_dtype.itemsize for cover in covers]
        try:
            if sum(decoded) >= spec.nbytes:  # parts that share chunks: each is decoded once, with the rest
                whole = np.asarray(array.read().result())
                return [whole[index] for index in indices], spec.nbytes
            reads = [array[index].read() for index in indices]
            return [np.asarray(each.result(), order="C") for each in reads], sum(decoded)
        except FAILURES as error:
            raise _unreadable(spec, error) from error

    def write(
        self, path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
    ) -> None:
        """Write a tree of arrays into the folder of `path`. Orbax needs the whole tree: all arrays that need
        conversion are in memory at once.

        Raises:
            ConversionError: the weights were split: one checkpoint is one tree.
        """
        if path.name != _METADATA:
            raise ConversionError(
                'an Orbax checkpoint is one tree and has no shards: pass a max_shard_size that holds all, such as "1TB"'
            )
        refuse_duplicate_names(entries)
        import jax
        import orbax.checkpoint as ocp  # type: ignore[import-untyped]

        from trivet_flax.model.params import nest

        tree = nest({entry.name: entry.fetch().view(entry.dtype.numpy).reshape(entry.shape) for entry in entries})
        folder = path.parent / "orbax"
        # Only this process writes; without saying so, Orbax waits for all of a distributed program.
        alone = ocp.options.MultiprocessingOptions(
            primary_host=jax.process_index(), active_processes={jax.process_index()}, barrier_sync_key_prefix="trivet"
        )
        with ocp.StandardCheckpointer(multiprocessing_options=alone) as checkpointer:
            chunked = jax.tree.map(lambda _: ocp.SaveArgs(chunk_byte_size=_CHUNK), tree)
            checkpointer.save(folder.absolute(), tree, save_args=chunked)
        for each in folder.iterdir():
            shutil.move(each, path.parent / each.name)
        folder.rmdir()
        for entry in entries:
            progress(entry.nbytes, total)


@dataclass(frozen=True, slots=True)
class _Tree:
    """The content of a `_METADATA`.

    Attributes:
        header: the JSON.
        keys: catalog name → the name under which the array is stored.
        store: the store of the arrays.
    """

    header: Mapping[str, Any]
    keys: Mapping[str, str]
    store: Store


def _tree_of(source: SourceFile) -> _Tree:
    """
    Raises:
        CorruptFileError: as for `_names` and `store_of`, or the file is not the JSON of a tree.
    """
    path = source.path
    try:
        header = json.loads(source.read(0, source.size))
    except (ValueError, RecursionError) as error:
        raise CorruptFileError(path, f"is not valid JSON ({error})") from None
    if not isinstance(header, dict) or not isinstance(header.get(_TREE), dict):
        raise CorruptFileError(path, f"has no {_TREE!r}, so it is not of an Orbax checkpoint")
    return _Tree(header, _names(header, path), store_of(path, header))


def _names(header: Mapping[str, Any], path: Path) -> dict[str, str]:
    """Catalog name → the name under which the array is stored, for every leaf that is an array.

    Raises:
        CorruptFileError: the tree is malformed, has no arrays, or a name that leaves the folder.
    """
    keys: list[tuple[str, ...]] = []
    for leaf in header[_TREE].values():
        try:
            key = tuple(str(part["key"]) for part in leaf["key_metadata"])
            kind = leaf["value_metadata"]["value_type"]
        except (TypeError, KeyError) as error:
            raise CorruptFileError(path, f"malformed {_TREE} ({error!r})") from None
        if kind in _ARRAYS:
            keys.append(key)
            _require_within(path, key)
    if not keys:
        raise CorruptFileError(path, f"its {_TREE} names no array, so it holds no weights")
    names: dict[str, str] = {}
    for key, own in zip(keys, _own_names(keys), strict=True):
        name = ".".join(own)
        if name in names:
            raise CorruptFileError(path, "two leaves of the tree have this name", tensor=name)
        names[name] = ".".join(key)
    return names


def _require_within(path: Path, key: tuple[str, ...]) -> None:
    """
    Raises:
        CorruptFileError: the array would be outside the checkpoint's folder.
    """
    stored = ".".join(key)
    if any(part in ("", ".", "..") for part in stored.split("/")) or set(stored) & {"\\", "\0"}:
        raise CorruptFileError(path, f"a leaf of the tree is called {stored!r}, which leaves the folder")


def _own_names(keys: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Each leaf's path within the params: without prefixes, and without the key of an nnx variable's value."""
    own = []
    for key in keys:
        first = next((place for place, part in enumerate(key[:-1]) if part != _PARAMS), len(key) - 1)
        own.append(key[first:])
    inner = [path for path, key in zip(own, keys, strict=True) if len(path) < len(key)] or own
    if all(len(path) > 1 and path[-1] in _VARIABLE for path in inner):  # as in `nnx.state`
        own = [path[:-1] if len(path) > 1 and path[-1] in _VARIABLE else path for path in own]
    return own


def _array(spec: TensorSpec) -> Any:
    """The TensorStore of one tensor of a catalog.

    Raises:
        CorruptFileError: the array no longer exists.
    """
    path = Path(spec.file)
    # A catalog that was not created here does not keep the header.
    kept: _Tree | None = None if spec.source is None else spec.source.header
    tree = _tree_of(SourceFile(path)) if kept is None else kept
    header, key = tree.header, tree.keys.get(spec.name)
    if key is None:
        raise CorruptFileError(path, "is no longer in it", tensor=spec.name)
    if not header.get("use_ocdbt"):  # a database is checked once; TensorStore reports missing values
        checked_array(tree.store, header, key)
    return _opened(path, header, key)


def _opened(path: Path, header: Mapping[str, Any], key: str) -> Any:
    """The TensorStore of one leaf; its values are not read yet."""
    import tensorstore

    driver = "zarr3" if header.get("use_zarr3") else "zarr"
    try:
        stored = {"driver": driver, "kvstore": spec_of(path, header, key)}
        return tensorstore.open(stored, open=True, read=True).result()
    except FAILURES as error:
        raise CorruptFileError(path, f"cannot be opened ({first_line(error)})", tensor=key) from error


def _unreadable(spec: TensorSpec, error: Exception) -> CorruptFileError:
    return CorruptFileError(Path(spec.file), f"cannot be read ({first_line(error)})", tensor=spec.name)


def _chunk_bounds(index: tuple[Any, ...], shape: tuple[int, ...], chunk: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and end index, on each axis, of the chunks of a part."""
    bounds = []
    for place, (length, step) in enumerate(zip(shape, chunk, strict=True)):
        each = index[place] if place < len(index) else ...
        first, end = (0, length) if each is ... else each.indices(length)[:2]
        bounds.append((first // step * step, min(length, -(-end // step) * step)))
    return bounds


def _size(bounds: list[tuple[int, int]]) -> int:
    return math.prod(end - first for first, end in bounds)
