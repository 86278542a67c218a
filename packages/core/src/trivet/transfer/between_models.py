"""Filling a model of one framework from a model, tensors or a checkpoint of another.

The names (`load_pytorch_model_in_tf2_model`, …) are those of `transformers`; what they do is one load plan. Nothing is
written to disk.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from trivet.backends.registry import backend, backend_of
from trivet.codecs.quantized import refuse_quantized
from trivet.dtypes import DType, parse_dtype
from trivet.errors import CheckpointMismatchError
from trivet.formats.keras_paths import catalog_names
from trivet.formats.storage import Storage
from trivet.layout import FLAX, TENSORFLOW, TORCH, Dialect
from trivet.planning.opening import open_checkpoint
from trivet.planning.plan import plan_load
from trivet.planning.policy import DTypePolicy
from trivet.planning.report import LoadReport
from trivet.tensors import Catalog, TensorSpec
from trivet.tensors.entry import Entry
from trivet.transfer.gathering import host_tensor
from trivet.transfer.saving import model_items, plan_entries

if TYPE_CHECKING:
    from trivet.backends.protocol import Backend
    from trivet.planning.ties import Arrays

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class _Source:
    """What a model is filled from.

    Attributes:
        label: of messages.
        arrays: where the values of the catalog's tensors come from.
    """

    label: str
    catalog: Catalog
    dialect: Dialect
    arrays: Arrays

    @classmethod
    def of_tensors(
        cls, label: str, tensors: Mapping[str, Any], dialect: Dialect, fetch: Callable[[Any], Array]
    ) -> _Source:
        """Tensors of a framework by their names in its dialect."""
        described = {name: (parse_dtype(each.dtype), tuple(each.shape)) for name, each in tensors.items()}
        held = _Held({name: partial(fetch, each) for name, each in tensors.items()})
        return cls(label, _catalog(label, described), dialect, held)

    @classmethod
    def of_model(cls, model: Any) -> _Source:
        """A live model, as it would be stored in the PyTorch dialect."""
        owner = backend_of(model)
        skeleton = owner.skeleton(model)
        entries = plan_entries(model_items(model, skeleton, owner), skeleton, TORCH)
        described = {each.name: (each.dtype, each.shape) for each in entries}
        label = type(model).__name__
        values = {each.name: partial(_value_of, each) for each in entries}
        return cls(label, _catalog(label, described), TORCH, _Held(values))

    @classmethod
    def of_checkpoint(cls, path: str | os.PathLike[str], model: Any) -> _Source:
        """A checkpoint in any container."""
        model_type = getattr(getattr(model, "config", None), "model_type", None)
        checkpoint = open_checkpoint(path, model_type=model_type)
        refuse_quantized(checkpoint.catalog, checkpoint.config, checkpoint.folder, checkpoint.path)
        return cls(str(checkpoint.path), checkpoint.catalog, checkpoint.dialect, Storage())


@dataclass(frozen=True, slots=True)
class _Held:
    """The values of tensors in memory, each brought into the host's when it is asked for."""

    values: Mapping[str, Callable[[], Array]]

    def array(self, spec: TensorSpec) -> Array:
        return self.values[spec.name]()

    def raw(self, spec: TensorSpec) -> Array:
        return np.asarray(self.array(spec), order="C").reshape(-1).view(np.uint8)


def _value_of(entry: Entry) -> Array:
    return entry.fetch().view(entry.dtype.numpy).reshape(entry.shape)


def _catalog(label: str, described: Mapping[str, tuple[DType, tuple[int, ...]]]) -> Catalog:
    return Catalog(TensorSpec(name, dtype, shape, label, ()) for name, (dtype, shape) in described.items())


def _placed(model: Any, source: _Source, *, may_lack: bool) -> tuple[Backend, dict[str, Any], LoadReport]:
    """The tensors of a model by their own names, in the model's dtype, and the report. The model is as it was.

    Raises:
        CheckpointMismatchError: shapes do not fit; or parameters are missing, unless `may_lack`.
    """
    owner = backend_of(model)
    skeleton = owner.skeleton(model)
    dtypes = (parse_dtype(each.dtype) for each in owner.tensors(model).values())
    dtype = next((each for each in dtypes if each.is_floating), None)
    plan = plan_load(
        source.catalog,
        skeleton,
        source=source.label,
        dialect=source.dialect,
        policy=DTypePolicy(dtype),
        strict=False if may_lack else None,
    )
    report = LoadReport.of(plan)
    if report.missing and not may_lack:
        problems = [f"{name}: missing from the source" for name in report.missing]
        raise CheckpointMismatchError(source.label, problems, "allow_missing_keys=True keeps what the model has.")
    placed = {}
    for step in plan.steps:
        host = host_tensor(step, source.arrays)
        own = replace(host, array=host.array.copy(order="C"))  # the source keeps its memory
        placed[step.target] = owner.place(own, None)
    return owner, placed, report


def _fill(model: Any, source: _Source, allow_missing_keys: bool, output_loading_info: bool) -> Any:
    owner, placed, report = _placed(model, source, may_lack=allow_missing_keys)
    owner.assign(model, placed)
    return (model, report) if output_loading_info else model


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
    source = _Source.of_checkpoint(pytorch_checkpoint_path, tf_model)
    return _fill(tf_model, source, allow_missing_keys, output_loading_info)


def load_pytorch_model_in_tf2_model(
    tf_model: Any, pt_model: Any, tf_inputs: Any = None, allow_missing_keys: bool = False
) -> Any:
    """Fill a TensorFlow model from a PyTorch model. As `load_pytorch_checkpoint_in_tf2_model`."""
    _call_once(tf_model, tf_inputs)
    return _fill(tf_model, _Source.of_model(pt_model), allow_missing_keys, False)


def load_pytorch_weights_in_tf2_model(
    tf_model: Any,
    pt_state_dict: Mapping[str, Any],
    tf_inputs: Any = None,
    allow_missing_keys: bool = False,
    output_loading_info: bool = False,
) -> Any:
    """Fill a TensorFlow model from PyTorch's tensors by name. As `load_pytorch_checkpoint_in_tf2_model`."""
    _call_once(tf_model, tf_inputs)
    source = _Source.of_tensors("pt_state_dict", pt_state_dict, TORCH, backend("torch").fetch)
    return _fill(tf_model, source, allow_missing_keys, output_loading_info)


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
    return _fill(pt_model, _Source.of_checkpoint(tf_checkpoint_path, pt_model), allow_missing_keys, output_loading_info)


def load_tf2_model_in_pytorch_model(
    pt_model: Any, tf_model: Any, allow_missing_keys: bool = False, output_loading_info: bool = False
) -> Any:
    """Fill a PyTorch model from a TensorFlow model. As `load_tf2_checkpoint_in_pytorch_model`."""
    return _fill(pt_model, _Source.of_model(tf_model), allow_missing_keys, output_loading_info)


def load_tf2_weights_in_pytorch_model(
    pt_model: Any, tf_weights: Iterable[Any], allow_missing_keys: bool = False, output_loading_info: bool = False
) -> Any:
    """Fill a PyTorch model from a TensorFlow model's `weights`. As `load_tf2_checkpoint_in_pytorch_model`."""
    paths = {str(getattr(each, "path", each.name)).removesuffix(":0"): each for each in tf_weights}
    names = catalog_names(paths)
    tensors = {names[path]: each for path, each in paths.items()}
    source = _Source.of_tensors("tf_weights", tensors, TENSORFLOW, backend("tensorflow").fetch)
    return _fill(pt_model, source, allow_missing_keys, output_loading_info)


def load_flax_checkpoint_in_pytorch_model(model: Any, flax_checkpoint_path: str | os.PathLike[str]) -> Any:
    """Fill a PyTorch model from a checkpoint of Flax. What the checkpoint lacks stays. JAX is not needed."""
    return _fill(model, _Source.of_checkpoint(flax_checkpoint_path, model), True, False)


def load_flax_weights_in_pytorch_model(pt_model: Any, flax_state: Mapping[str, Any]) -> Any:
    """Fill a PyTorch model from the nested params of a Flax model. What they lack stays."""
    tensors = dict(_flattened(flax_state))
    source = _Source.of_tensors("flax_state", tensors, FLAX, backend("flax").fetch)
    return _fill(pt_model, source, True, False)


def load_pytorch_checkpoint_in_flax_state_dict(
    flax_model: Any,
    pytorch_checkpoint_path: str | os.PathLike[str],
    is_sharded: bool = False,
    allow_missing_keys: bool = False,
) -> dict[str, Any]:
    """The params of a Flax model from a checkpoint of PyTorch, nested. The model keeps its own.

    Args:
        is_sharded: not needed: the checkpoint says it.
        allow_missing_keys: whether params may be missing from what is returned.
    """
    source = _Source.of_checkpoint(pytorch_checkpoint_path, flax_model)
    params: dict[str, Any] = {}
    for name, value in _placed(flax_model, source, may_lack=allow_missing_keys)[1].items():
        *modules, leaf = name.split(".")
        place = params
        for each in modules:
            place = place.setdefault(each, {})
        place[leaf] = value
    return params


def load_tf_weights_in_bert(model: Any, config: Any, tf_checkpoint_path: str | os.PathLike[str]) -> Any:
    """Fill a PyTorch BERT from a TensorFlow checkpoint such as it was released as. What the checkpoint lacks stays.

    Args:
        config: the model's; not needed.
        tf_checkpoint_path: the checkpoint without its `.index`, or that file.
    """
    return _fill(model, _Source.of_checkpoint(Path(tf_checkpoint_path), model), True, False)


def _flattened(params: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterable[tuple[str, Any]]:
    for name, value in params.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, (*path, str(name)))
        else:
            yield ".".join((*path, str(name))), value
