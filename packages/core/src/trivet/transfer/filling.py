"""Filling a live model from another model, from tensors or from a checkpoint: one load plan, nothing on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from trivet.backends.registry import backend_of
from trivet.dtypes import DType, parse_dtype
from trivet.errors import CheckpointMismatchError
from trivet.formats.storage import Storage
from trivet.layout import TORCH, Dialect
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
class Source:
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
    ) -> Source:
        """Tensors of a framework by their names in its dialect."""
        described = {name: (parse_dtype(each.dtype), tuple(each.shape)) for name, each in tensors.items()}
        held = _Held({name: partial(fetch, each) for name, each in tensors.items()})
        return cls(label, _catalog(label, described), dialect, held)

    @classmethod
    def of_model(cls, model: Any) -> Source:
        """A live model, as it would be stored in the PyTorch dialect."""
        owner = backend_of(model)
        skeleton = owner.skeleton(model)
        entries = plan_entries(model_items(model, skeleton, owner), skeleton, TORCH)
        described = {each.name: (each.dtype, each.shape) for each in entries}
        label = type(model).__name__
        values = {each.name: partial(_value_of, each) for each in entries}
        return cls(label, _catalog(label, described), TORCH, _Held(values))

    @classmethod
    def of_checkpoint(cls, path: str | os.PathLike[str], model: Any) -> Source:
        """A checkpoint in any container."""
        model_type = getattr(getattr(model, "config", None), "model_type", None)
        checkpoint = open_checkpoint(path, model_type=model_type)
        checkpoint.require_decoded()
        return cls(str(checkpoint.path), checkpoint.catalog, checkpoint.dialect, Storage())


@dataclass(frozen=True, slots=True)
class _Held:
    """The values of tensors in memory, each brought into the host's when it is asked for."""

    values: Mapping[str, Callable[[], Array]]

    def array(self, spec: TensorSpec) -> Array:
        """A tensor's values."""
        return self.values[spec.name]()

    def raw(self, spec: TensorSpec) -> Array:
        """A tensor's bytes."""
        return np.asarray(self.array(spec), order="C").reshape(-1).view(np.uint8)


def _value_of(entry: Entry) -> Array:
    return entry.fetch().view(entry.dtype.numpy).reshape(entry.shape)


def _catalog(label: str, described: Mapping[str, tuple[DType, tuple[int, ...]]]) -> Catalog:
    return Catalog(TensorSpec(name, dtype, shape, label, ()) for name, (dtype, shape) in described.items())


def placed_tensors(
    model: Any, source: Source, *, may_lack: bool, policy: DTypePolicy | None = None
) -> tuple[Backend, dict[str, Any], LoadReport]:
    """The tensors of a model by their own names, and the report. The model is as it was.

    Args:
        policy: None casts to the model's dtype.

    Raises:
        CheckpointMismatchError: shapes do not fit; or parameters are missing, unless `may_lack`.
    """
    owner = backend_of(model)
    skeleton = owner.skeleton(model)
    if policy is None:
        dtypes = (parse_dtype(each.dtype) for each in owner.tensors(model).values())
        policy = DTypePolicy(next((each for each in dtypes if each.is_floating), None))
    plan = plan_load(
        source.catalog,
        skeleton,
        source=source.label,
        dialect=source.dialect,
        policy=policy,
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


def fill_from(model: Any, source: Source, allow_missing_keys: bool, output_loading_info: bool) -> Any:
    """Fill a model.

    Args:
        allow_missing_keys: whether parameters may keep the values that they have.
        output_loading_info: whether to return the report too.

    Raises:
        CheckpointMismatchError: shapes do not fit, or parameters are missing; the model is as it was.
    """
    owner, placed, report = placed_tensors(model, source, may_lack=allow_missing_keys)
    owner.assign(model, placed)
    return (model, report) if output_loading_info else model
