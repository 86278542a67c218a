"""Writes a Keras `.h5` file that `transformers` 4 loads by layer name: through h5py, fetching one entry ahead."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from trivet.dtypes import DType
from trivet.errors import ConversionError
from trivet.formats.h5.reader import LAYERS, WEIGHTS
from trivet.formats.writing import fetched
from trivet.progress import Progress
from trivet.tensors.entry import ALIGNMENT, Entry

if TYPE_CHECKING:
    import h5py

# Keras assumes that a file without a version is of Keras 1, and transposes kernels; 2.15 is the last with this layout.
_KERAS = {"backend": "tensorflow", "keras_version": "2.15.0"}
_MODEL = "model"  # the model's own component of each variable path; readers drop it, whatever it is
_ATTRIBUTE_BYTES = 64_512  # of one attribute: HDF5's limit for an object header, less what Keras reserves for the rest
_STRUCTURE_BYTES = 512  # approximate size of HDF5's own structures for one tensor
_LINKED = "embeddings:0"
_SHARD = re.compile(r"-\d{5}-of-\d{5}\.")

_WRITABLE = frozenset(
    {DType.BOOL, DType.U8, DType.I8, DType.U16, DType.I16, DType.U32, DType.I32, DType.U64, DType.I64}
    | {DType.F16, DType.F32, DType.F64}
)


def write_weights(
    path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
) -> None:
    """Write one file and fsync it: grouped by layer, or flat if its name is that of a shard.

    Raises:
        ConversionError: HDF5 does not have a dtype, or names cannot be paths in one file.
    """
    places = place_entries(entries, flat=_SHARD.search(path.name) is not None)
    import h5py

    options = {
        "libver": "earliest",  # the layout that every version of HDF5 reads
        "alignment_threshold": ALIGNMENT,  # bytes; aligned tensors can be aliased instead of copied
        "alignment_interval": ALIGNMENT,
        # HDF5 allocates its own structures in blocks of this size; many small ones among aligned tensors are slow.
        "meta_block_size": min(1 << 20, max(1 << 11, _STRUCTURE_BYTES * len(entries))),
    }
    with h5py.File(path, "x", **options) as file, ThreadPoolExecutor(1) as ahead:
        for name, text in {**_KERAS, **metadata}.items():
            file.attrs[name] = text.encode()
        for (entry, data), (layer, variable) in zip(fetched(entries, ahead), places, strict=True):
            dataset = file.create_dataset(f"{layer}/{variable}" if layer else variable, entry.shape, entry.dtype.numpy)
            if entry.nbytes:
                dataset.write_direct(np.frombuffer(data, entry.dtype.numpy).reshape(entry.shape))
            del data  # before the next one is waited for: at most two are in memory
            progress(entry.nbytes, total)
        _write_lists(file, places)  # last: a group with long attributes is slow to add to
    with open(path, "rb+") as written:
        os.fsync(written.fileno())


def place_entries(entries: Sequence[Entry], *, flat: bool) -> list[tuple[str, str]]:
    """(layer, variable path) of each entry; the layer is empty in a flat file.

    Raises:
        ConversionError: HDF5 does not have a dtype, or names cannot be paths in one file.
    """
    for entry in entries:
        if entry.dtype not in _WRITABLE:
            reason = f"{entry.name}: h5 files cannot hold {entry.dtype.name}"
            raise ConversionError(f"{reason}; choose another dtype: fp32, which keeps every value, or fp16")
        if {"", "."} & set(entry.name.split("/")) or "\0" in entry.name:
            raise ConversionError(f"{entry.name!r} cannot be the path of a variable in an h5 file")
    places = [("", entry.name) if flat else _place(entry.name) for entry in entries]
    taken = {f"{layer}/{variable}" for layer, variable in places}
    if len(taken) != len(places):
        raise ConversionError("two of the tensors have the same name")
    for place, entry in zip(places, entries, strict=True):
        components = "/".join(place).split("/")
        inside = next(
            (each for stop in range(1, len(components)) if (each := "/".join(components[:stop])) in taken), None
        )
        if inside is not None:
            raise ConversionError(f"{entry.name!r} leads through another tensor, {inside!r}")
    return places


def _place(name: str) -> tuple[str, str]:
    """The inverse of `catalog_name`: names that it leaves whole get no model component."""
    first, slash, _ = name.partition("/")
    if not slash:
        return first.rpartition(":")[0] or first, name
    if "model." in name:
        return first.partition(".")[0] or first, name
    return first, f"{_MODEL}/{name}"


def _write_lists(file: h5py.File, places: Sequence[tuple[str, str]]) -> None:
    """Write the attributes that list layers and variables, and links to variables that layers may share.

    `transformers` 4 looks for every variable of a layer in the layer's own group. One that is missing there is accepted
    if some other group has it, except that a name in `embeddings:0` is then read as one in `weight:0` and reported as
    missing. So such variables are linked into every group; a hard link takes no space, and a superfluous one is
    harmless.
    """
    if not any(layer for layer, _ in places):
        _write_names(file, LAYERS, [variable for _, variable in places])
        return
    layers: dict[str, list[str]] = {}
    for layer, variable in places:
        layers.setdefault(layer, []).append(variable)
    _write_names(file, LAYERS, list(layers))
    shared = [(owner, variable) for owner, variable in places if variable.endswith(_LINKED)]
    for layer, variables in layers.items():
        others = [(owner, variable) for owner, variable in shared if owner != layer]
        for owner, variable in others:
            file[f"{layer}/{variable}"] = file[f"{owner}/{variable}"]
        _write_names(file[layer], WEIGHTS, [*variables, *(variable for _, variable in others)])


def _write_names(target: Any, name: str, names: Sequence[str]) -> None:
    """Write a list of names as one attribute, or as `name0`, `name1` and so on if it is too long for one."""
    array = np.array([each.encode() for each in names])
    most = max(1, _ATTRIBUTE_BYTES // max(1, array.itemsize))
    if len(array) <= most:
        target.attrs[name] = array
        return
    for number, start in enumerate(range(0, len(array), most)):
        target.attrs[f"{name}{number}"] = array[start : start + most]
