"""The TensorFlow dialect: Keras variable paths (`bert/encoder/layer_._0/attention/self/query/kernel`).

Files add `:0` to a path and always keep the base model's prefix. Two notations are special:
`layer_._3` is item 3 of the list `layer`, and of `mlm___cls` only what follows the `___` belongs to the canonical name.
"""

from __future__ import annotations

from trivet.layout.dialect import Dialect, Naming
from trivet.layout.params import join


def _path(module: str, leaf: str, naming: Naming) -> str:
    if not module:
        return leaf
    path = naming.tensorflow_path(module)
    return f"{path}{leaf}" if leaf.startswith(".") else f"{path}/{leaf}"


def _module(path: str) -> tuple[str, str]:
    *components, leaf = path.split("/")
    names = [component.rpartition("___")[2].replace("_._", ".") for component in components]
    return join(*names), leaf


TENSORFLOW = Dialect(
    "tensorflow",
    metadata_format="tf",
    file_suffix=":0",
    strips_base=False,
    path=_path,
    module=_module,
    own=lambda kind, leaf: (leaf.tensorflow, leaf.tensorflow_layout),
    class_prefix="TF",
)
