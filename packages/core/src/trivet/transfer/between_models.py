"""Filling a model of one framework from a model, tensors or a checkpoint of another.

The names (`load_pytorch_model_in_tf2_model`, …) are those of `transformers`; what they do is one load plan. Nothing is
written to disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from trivet.backends.registry import backend
from trivet.formats.keras_paths import catalog_names
from trivet.formats.registry import open_files
from trivet.formats.storage import Storage
from trivet.layout import FLAX, TENSORFLOW, TORCH
from trivet.planning.policy import KEEP_DTYPES
from trivet.tensors import Catalog
from trivet.transfer.filling import Array, Source, fill_from, placed_tensors


def _call_once(tf_model: Any, tf_inputs: Any) -> None:
    """Run a model that a caller has inputs for: one of the caller's own has no variables before that."""
    if tf_inputs is not None:
        tf_model(tf_inputs, training=False)


def load_pytorch_checkpoint_in_tf2_model(
    tf_model: Any,
    pytorch_checkpoint_path: str | os.PathLike[str],
    tf_inputs: Any = None,
    allow_missing_keys: bool = False,
    output_loading_info: bool = False,
) -> Any:
    """Fill a TensorFlow model from a checkpoint of PyTorch, in its own dtype. PyTorch is not needed.

    Args:
        tf_model: a Keras model, of trivet or of the caller.
        pytorch_checkpoint_path: as for `open_checkpoint`.
        tf_inputs: inputs that the model is called with first, to build it.
        allow_missing_keys: whether parameters may keep the values that they have.
        output_loading_info: whether to return the report too.

    Returns:
        The model, or the model and the report.

    Raises:
        CheckpointMismatchError: shapes do not fit, or parameters are missing.
        and as `open_checkpoint`; the model is as it was.
    """
    _call_once(tf_model, tf_inputs)
    source = Source.of_checkpoint(pytorch_checkpoint_path, tf_model)
    return fill_from(tf_model, source, allow_missing_keys, output_loading_info)


def load_pytorch_model_in_tf2_model(
    tf_model: Any, pt_model: Any, tf_inputs: Any = None, allow_missing_keys: bool = False
) -> Any:
    """Fill a TensorFlow model from a PyTorch model. As `load_pytorch_checkpoint_in_tf2_model`."""
    _call_once(tf_model, tf_inputs)
    return fill_from(tf_model, Source.of_model(pt_model), allow_missing_keys, False)


def load_pytorch_weights_in_tf2_model(
    tf_model: Any,
    pt_state_dict: Mapping[str, Any],
    tf_inputs: Any = None,
    allow_missing_keys: bool = False,
    output_loading_info: bool = False,
) -> Any:
    """Fill a TensorFlow model from PyTorch's tensors by name. As `load_pytorch_checkpoint_in_tf2_model`."""
    _call_once(tf_model, tf_inputs)
    source = Source.of_tensors("pt_state_dict", pt_state_dict, TORCH, backend("torch").fetch)
    return fill_from(tf_model, source, allow_missing_keys, output_loading_info)


def load_tf2_checkpoint_in_pytorch_model(
    pt_model: Any,
    tf_checkpoint_path: str | os.PathLike[str],
    tf_inputs: Any = None,
    allow_missing_keys: bool = False,
    output_loading_info: bool = False,
) -> Any:
    """Fill a PyTorch model from a checkpoint of TensorFlow, in its own dtype. TensorFlow is not needed.

    Args:
        tf_inputs: not needed: the checkpoint's header says what it holds.

    The rest is as for `load_pytorch_checkpoint_in_tf2_model`.
    """
    return fill_from(
        pt_model, Source.of_checkpoint(tf_checkpoint_path, pt_model), allow_missing_keys, output_loading_info
    )


def load_tf2_model_in_pytorch_model(
    pt_model: Any, tf_model: Any, allow_missing_keys: bool = False, output_loading_info: bool = False
) -> Any:
    """Fill a PyTorch model from a TensorFlow model. As `load_tf2_checkpoint_in_pytorch_model`."""
    return fill_from(pt_model, Source.of_model(tf_model), allow_missing_keys, output_loading_info)


def load_tf2_weights_in_pytorch_model(
    pt_model: Any, tf_weights: Iterable[Any], allow_missing_keys: bool = False, output_loading_info: bool = False
) -> Any:
    """Fill a PyTorch model from a TensorFlow model's `weights`. As `load_tf2_checkpoint_in_pytorch_model`."""
    paths = {str(getattr(each, "path", each.name)).removesuffix(":0"): each for each in tf_weights}
    names = catalog_names(paths)
    tensors = {names[path]: each for path, each in paths.items()}
    source = Source.of_tensors("tf_weights", tensors, TENSORFLOW, backend("tensorflow").fetch)
    return fill_from(pt_model, source, allow_missing_keys, output_loading_info)


def load_flax_checkpoint_in_pytorch_model(model: Any, flax_checkpoint_path: str | os.PathLike[str]) -> Any:
    """Fill a PyTorch model from a checkpoint of Flax. What the checkpoint lacks stays. JAX is not needed."""
    return fill_from(model, Source.of_checkpoint(flax_checkpoint_path, model), True, False)


def load_flax_weights_in_pytorch_model(pt_model: Any, flax_state: Mapping[str, Any]) -> Any:
    """Fill a PyTorch model from the nested params of a Flax model. What they lack stays."""
    tensors = dict(_flattened(flax_state))
    source = Source.of_tensors("flax_state", tensors, FLAX, backend("flax").fetch)
    return fill_from(pt_model, source, True, False)


def load_pytorch_checkpoint_in_flax_state_dict(
    flax_model: Any,
    pytorch_checkpoint_path: str | os.PathLike[str],
    is_sharded: bool = False,
    allow_missing_keys: bool = False,
) -> dict[str, Any]:
    """The params of a Flax model from a checkpoint of PyTorch, nested, in its dtypes. The model keeps its own.

    Args:
        is_sharded: not needed: the checkpoint says it.
        allow_missing_keys: whether params may be missing from what is returned.
    """
    return _params(flax_model, Source.of_checkpoint(pytorch_checkpoint_path, flax_model), may_lack=allow_missing_keys)


def convert_pytorch_state_dict_to_flax(pt_state_dict: Mapping[str, Any], flax_model: Any) -> dict[str, Any]:
    """The params of a Flax model from PyTorch's tensors by name, nested, in their dtypes. The model keeps its own.

    Args:
        pt_state_dict: PyTorch tensors or numpy arrays. What it lacks is missing from the params.

    Raises:
        CheckpointMismatchError: shapes do not fit.
    """
    source = Source.of_tensors("pt_state_dict", pt_state_dict, TORCH, _of_torch)
    return _params(flax_model, source, may_lack=True)


def convert_pytorch_sharded_state_dict_to_flax(
    shard_filenames: Iterable[str | os.PathLike[str]], flax_model: Any
) -> dict[str, Any]:
    """As `convert_pytorch_state_dict_to_flax`, from the shards of one checkpoint of PyTorch.

    Raises:
        TrivetError: a file cannot be read, or two have a tensor of the same name.
    """
    catalog = Catalog.joined(open_files([Path(each) for each in shard_filenames]))
    return _params(flax_model, Source("shard_filenames", catalog, TORCH, Storage()), may_lack=True)


def load_tf_weights_in_bert(model: Any, config: Any, tf_checkpoint_path: str | os.PathLike[str]) -> Any:
    """Fill a PyTorch BERT from a TensorFlow checkpoint such as it was released as. What the checkpoint lacks stays.

    Args:
        config: the model's; not needed.
        tf_checkpoint_path: the checkpoint without its `.index`, or that file.
    """
    return fill_from(model, Source.of_checkpoint(Path(tf_checkpoint_path), model), True, False)


def _params(flax_model: Any, source: Source, *, may_lack: bool) -> dict[str, Any]:
    """The params that a source has for a model, nested; each keeps its dtype."""
    params: dict[str, Any] = {}
    for name, value in placed_tensors(flax_model, source, may_lack=may_lack, policy=KEEP_DTYPES)[1].items():
        *modules, leaf = name.split(".")
        place = params
        for each in modules:
            place = place.setdefault(each, {})
        place[leaf] = value
    return params


def _of_torch(tensor: Any) -> Array:
    return tensor if isinstance(tensor, np.ndarray) else backend("torch").fetch(tensor)


def _flattened(params: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterable[tuple[str, Any]]:
    for name, value in params.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, (*path, str(name)))
        else:
            yield ".".join((*path, str(name))), value
