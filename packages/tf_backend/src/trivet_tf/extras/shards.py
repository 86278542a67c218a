"""Sizes of weights, and shards, by the names that code for `transformers` imports from `modeling_tf_utils`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from trivet.checkpoint.shards import encode_index, plan_shards, shard_names
from trivet.compatibility.constants import TF2_WEIGHTS_NAME
from trivet.dtypes import parse_dtype
from trivet.errors import UnknownDTypeError
from trivet.tensors.entry import Entry
from trivet_tf.framework import keras, tf
from trivet_tf.load.tensors import fetch

__all__ = ["dtype_byte_size", "tf_shard_checkpoint"]

Shards = dict[str, list[keras.Variable]]


def dtype_byte_size(dtype: Any) -> float:
    """Bytes of one element: an eighth for a boolean.

    Raises:
        ValueError: it is not a dtype of weights.
    """
    name = tf.as_dtype(dtype).name
    if name == "bool":
        return 1 / 8
    try:
        return parse_dtype(name).nbytes(1)
    except UnknownDTypeError:
        raise ValueError(f"{name} is not a dtype of weights") from None


def tf_shard_checkpoint(
    weights: Sequence[keras.Variable], max_shard_size: int | str = "10GB"
) -> tuple[Shards, dict[str, Any] | None]:
    """Weights divided among files, in their order. A weight above the limit gets a file of its own.

    Args:
        weights: of a model, as `model.weights` lists them.
        max_shard_size: bytes, or a size such as "5GB".

    Returns:
        File name → weights; and the index, which names weights by their paths; None for a single file.

    Raises:
        InvalidSizeError: the size is not one.
    """
    by_path = {each.path: each for each in weights}
    entries = [
        Entry(path, parse_dtype(each.dtype), tuple(each.shape), partial(_bytes, each)) for path, each in by_path.items()
    ]
    shards = plan_shards(entries, max_shard_size)
    files = shard_names(TF2_WEIGHTS_NAME, len(shards))
    named = list(zip(files, shards, strict=True))
    contents = {file: [by_path[entry.name] for entry in shard] for file, shard in named}
    return contents, json.loads(encode_index(named)) if len(shards) > 1 else None


def _bytes(variable: keras.Variable) -> np.ndarray[Any, Any]:
    return np.asarray(fetch(variable), order="C").reshape(-1).view(np.uint8)
