"""From the variable paths of Keras 2 to the names of the TensorFlow dialect. Shared by the containers of Keras.

A variable of a `transformers` model is called `tf_bert_model/bert/pooler/dense/kernel:0`: model, layers, variable.
Files in safetensors, and so the dialect, leave the model's own component out.
"""

from __future__ import annotations

from collections.abc import Iterable

_MODEL_LAYER_VARIABLE = 3


def catalog_name(path: str) -> str:
    """The path without the model's own component.

    Some paths stay whole: `dense/kernel:0`, which has no such component because its model was built with Keras'
    functional interface; a name without a layer; and BART's `model.shared/model.shared/embeddings:0`, as in
    `transformers` 4 (which treats any path with `model.` in it as one outside the model's scope).
    """
    components = path.split("/")
    if "model." in path or len(components) < _MODEL_LAYER_VARIABLE:
        return path
    return "/".join(components[1:])


def catalog_names(paths: Iterable[str]) -> dict[str, str]:
    """Variable path → catalog name. If two variables would get the same name, all keep their whole path."""
    names = {path: catalog_name(path) for path in paths}
    return names if len(set(names.values())) == len(names) else {path: path for path in names}
