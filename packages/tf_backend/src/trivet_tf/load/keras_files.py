"""Names of a live model's variables in Keras's own files, which identify them by position instead of by name.

`.weights.h5` and `.keras` number the variables of each layer, along the attributes that Keras walks. A whole model in
`.h5` lists layers and their variables in the model's order, under names that count what the writing process had built.
Private names of Keras are used here and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from trivet.tensors import Catalog
from trivet_tf.framework import keras

_NUMBERED = "vars"  # the group of a layer's own variables
_LAYERS, _OLD_LAYERS = "layers", "_layer_checkpoint_dependencies"  # of a model, in files since and before Keras 2.13


def stored_names(
    model: keras.layers.Layer, variables: Mapping[str, keras.Variable], catalog: Catalog
) -> dict[str, str]:
    """Own name → stored name, for a catalog whose names are positional; empty for any other catalog.

    Args:
        variables: the model's weights by their own names.
    """
    if any(name.split("/")[-2:-1] == [_NUMBERED] for name in catalog):
        return _by_path(model, variables, catalog)
    if "layers" in catalog.metadata and getattr(model, "config", None) is None:
        return _by_order(model, variables, catalog)
    return {}


def _by_path(model: keras.layers.Layer, variables: Mapping[str, keras.Variable], catalog: Catalog) -> dict[str, str]:
    is_old = any(name.startswith(f"{_OLD_LAYERS}/") for name in catalog)
    paths: dict[int, list[str]] = {}
    for path, variable in _numbered(model):
        paths.setdefault(id(variable), []).append(path.replace(_LAYERS, _OLD_LAYERS) if is_old else path)
    # a variable of several layers is stored for each of them
    return {name: paths[id(each)].pop(0) for name, each in variables.items() if paths.get(id(each))}


def _numbered(model: keras.layers.Layer) -> Iterator[tuple[str, Any]]:
    """Path and variable, as `save_weights` would store them, without the optimizer's."""
    from keras.src.saving import saving_lib

    class Recorder(saving_lib.NpzIOStore):
        """Receives variables like a file, and stores nothing."""

        def __init__(self) -> None:
            self.contents: dict[str, dict[str, Any]] = {}

        def make(self, path: str, metadata: Any = None) -> dict[str, Any]:
            return self.contents.setdefault(path, {})

    recorder = Recorder()
    optimizer = getattr(model, "optimizer", None)
    saving_lib._save_state(model, recorder, None, "", {id(optimizer)})
    for path, held in recorder.contents.items():
        prefix = f"{path}/{_NUMBERED}" if path else _NUMBERED
        for number, value in held.items():
            yield f"{prefix}/{number}", value


def _by_order(model: keras.layers.Layer, variables: Mapping[str, keras.Variable], catalog: Catalog) -> dict[str, str]:
    """As Keras loads such a file: layer by layer, in order. Empty if the model has other layers than the file."""
    stored = [names for names in json.loads(catalog.metadata["layers"]) if names]
    own = [held for layer in getattr(model, "layers", ()) if (held := _trainable_first(layer))]
    if [len(names) for names in stored] != [len(held) for held in own]:
        return {}
    places = {
        id(variable): name
        for names, held in zip(stored, own, strict=True)
        for name, variable in zip(names, held, strict=True)
    }
    return {name: places.pop(id(each)) for name, each in variables.items() if id(each) in places}


def _trainable_first(layer: keras.layers.Layer) -> list[keras.Variable]:
    return [*layer.trainable_weights, *layer.non_trainable_weights]
