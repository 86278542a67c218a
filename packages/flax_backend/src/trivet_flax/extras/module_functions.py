"""Functions that code written for `transformers` imports from the modules of its Flax models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import jax.numpy as jnp
import numpy as np

from trivet.checkpoint.shards import encode_index, plan_shards, shard_names
from trivet.compatibility.constants import FLAX_WEIGHTS_NAME
from trivet.dtypes import parse_dtype
from trivet.errors import UnknownDTypeError
from trivet.tensors.entry import Entry
from trivet_flax.layers.activations import ACTIVATIONS, quick_gelu
from trivet_flax.load.tensors import fetch
from trivet_flax.model.params import flatten

__all__ = ["ACT2FN", "dtype_byte_size", "flax_shard_checkpoint", "quick_gelu", "shift_tokens_right"]

ACT2FN = ACTIVATIONS
"""Activation function by the name that configs have for it."""


def shift_tokens_right(input_ids: Any, pad_token_id: int, decoder_start_token_id: int | None = None) -> Any:
    """Labels [batch, length] one place later, as decoders read them; the ignored label -100 becomes padding.

    Args:
        decoder_start_token_id: what every row starts with; None starts a row with its last token that is not padding,
            as mBART has it.

    Raises:
        ValueError: there is no `pad_token_id`.
    """
    if pad_token_id is None:
        raise ValueError("pad_token_id is None: labels cannot be shifted without a padding token")
    tokens = jnp.asarray(input_ids)
    tokens = jnp.where(tokens == -100, pad_token_id, tokens)
    if decoder_start_token_id is not None:
        start = jnp.full_like(tokens[:, :1], decoder_start_token_id)
    else:
        last = jnp.maximum((tokens != pad_token_id).sum(1, keepdims=True) - 1, 0)
        start = jnp.take_along_axis(tokens, last, axis=1)
    return jnp.concatenate([start, tokens[:, :-1]], axis=1)


def flax_shard_checkpoint(
    params: Mapping[Any, Any], max_shard_size: int | str = "10GB"
) -> tuple[dict[str, dict[str, Any]], dict[str, Any] | None]:
    """Params divided among files, in their order. A tensor above the limit gets a file of its own.

    Args:
        params: nested.
        max_shard_size: bytes, or a size such as "5GB".

    Returns:
        File name → (name → array), names with `/` between their parts; and the index, None for a single file.

    Raises:
        InvalidSizeError: the size is not one.
    """
    leaves = {name.replace(".", "/"): leaf for name, leaf in flatten(params)}
    entries = [
        Entry(name, parse_dtype(leaf.dtype), tuple(leaf.shape), partial(_bytes, leaf)) for name, leaf in leaves.items()
    ]
    shards = plan_shards(entries, max_shard_size)
    files = shard_names(FLAX_WEIGHTS_NAME, len(shards))
    contents = {
        file: {each.name: leaves[each.name] for each in shard} for file, shard in zip(files, shards, strict=True)
    }
    index = json.loads(encode_index(list(zip(files, shards, strict=True)))) if len(shards) > 1 else None
    return contents, index


def _bytes(leaf: Any) -> np.ndarray[Any, Any]:
    return np.asarray(fetch(leaf), order="C").reshape(-1).view(np.uint8)


def dtype_byte_size(dtype: Any) -> float:
    """Bytes of one element: an eighth for a boolean.

    Raises:
        ValueError: it is not a dtype of parameters.
    """
    name = np.dtype(dtype).name
    if name == "bool":
        return 1 / 8
    try:
        return parse_dtype(name).nbytes(1)
    except UnknownDTypeError:
        raise ValueError(f"{name} is not a dtype of parameters") from None
