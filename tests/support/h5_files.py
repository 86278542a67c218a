"""Keras weights files made with h5py, and the loader of `transformers` 4 in a few lines of h5py, to judge ours by."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np

Layers = Mapping[str, Mapping[str, Any]]
"""Layer → variable path → array, or the keyword arguments of h5py's `create_dataset`."""


def keras_file(path: Path, layers: Layers, **options: Any) -> Path:
    """A weights file as Keras 2 lays it out; `options` go to `h5py.File`."""
    with h5py.File(path, "w", **{"libver": "earliest", **options}) as file:
        file.attrs["layer_names"] = names_attribute(layers)
        for layer, variables in layers.items():
            group = file.create_group(layer)
            group.attrs["weight_names"] = names_attribute(variables)
            for name, value in variables.items():
                group.create_dataset(name, **(value if isinstance(value, dict) else {"data": value}))
    return path


def names_attribute(names: Iterable[str]) -> Any:
    """A list of names as Keras stores it: variable-length text, or an empty list of floats."""
    return [name.encode() for name in names] or np.array([])


def names_in(holder: Any, attribute: str) -> list[str]:
    """The list of names in an attribute, or spread over numbered ones, as Keras reads it."""
    if attribute in holder.attrs:
        parts = [holder.attrs[attribute]]
    else:
        parts = []
        while f"{attribute}{len(parts)}" in holder.attrs:
            parts.append(holder.attrs[f"{attribute}{len(parts)}"])
    return [name.decode() if isinstance(name, bytes) else str(name) for part in parts for name in part]


def variables_by_layer(path: Path) -> dict[str, dict[str, np.ndarray]]:
    """Layer → variable path without the model's component → value: what `transformers` 4 sees in `tf_model.h5`."""
    found = {}
    with h5py.File(path) as file:
        for layer in names_in(file, "layer_names"):
            names = names_in(file[layer], "weight_names")
            found[layer] = {"/".join(name.split("/")[1:]): file[layer][name][()] for name in names}
    return found


def load_by_name(path: Path, model: Mapping[str, Iterable[str]]) -> tuple[dict[str, np.ndarray], set[str], set[str]]:
    """(values, missing, unexpected) as `transformers` 4.37 finds them for a model with those variables in its layers.

    A name in `embeddings:0` that its own layer's group has not is looked for as one in `weight:0`.
    """
    stored = variables_by_layer(path)
    values: dict[str, np.ndarray] = {}
    wanted: set[str] = set()
    for layer, variables in model.items():
        for variable in variables if layer in stored else ():
            name = variable
            if name not in stored[layer] and name.endswith("embeddings:0"):
                name = name.removesuffix("embeddings:0") + "weight:0"
            wanted.add(name)
            if name in stored[layer]:
                values[variable] = stored[layer][name]
    held = {name for variables in stored.values() for name in variables}
    missing = set(model) - set(stored) | (wanted - held)
    return values, missing, (set(stored) - set(model)) | (held - wanted)


def flat_datasets(path: Path) -> dict[str, np.ndarray]:
    """Name → value of what the file's `layer_names` lists: what `transformers` 4 sees in a shard."""
    with h5py.File(path) as file:
        return {name: file[name][()] for name in names_in(file, "layer_names")}


def offset_of(path: Path, name: str) -> int:
    """Where HDF5 says that a dataset's bytes begin."""
    with h5py.File(path) as file:
        return int(file[name].id.get_offset())
