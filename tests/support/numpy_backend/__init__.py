"""A fourth backend: plain numpy that interprets blueprints, forward only. The reference for families without a peer.

It is short, so that it can be read against the papers: what a block means is in `blocks`, what a head reads and how its
loss is made in `heads`. It knows no family. As a plugin it is installed where `tests/support/fourth` is on the path.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from numpy_backend.dialect import NUMPY
from trivet.families.family import Family
from trivet.families.registry import architecture, architecture_points
from trivet.families.tasks import AUTO_CLASSES
from trivet.plugin import HostTensor, Skeleton, skeleton_for


class NumpyBackend:
    """Models are `NumpyPreTrainedModel`s, parameters numpy arrays."""

    name = "numpy"
    api_version = 1

    @cached_property
    def exports(self) -> Mapping[str, str]:
        families = [architecture(name) for name in architecture_points()]
        heads = [head for family in families if isinstance(family, Family) for head in family.heads]
        models = {f"Numpy{head}": f"numpy_backend.models:Numpy{head}" for head in ("PreTrainedModel", *heads)}
        return {**models, **{f"Numpy{name}": f"numpy_backend.auto:Numpy{name}" for name in AUTO_CLASSES}}

    def is_native(self, model: object) -> bool:
        from numpy_backend.models import NumpyPreTrainedModel

        return isinstance(model, NumpyPreTrainedModel)

    def skeleton(self, model: Any) -> Skeleton:
        own = {NUMPY.encode(each, model.family): each for each in model.params if each.tied is None}
        is_base, name = model.family.is_base(model.head), type(model).__name__
        return skeleton_for(NUMPY, own, config=model.config, class_name=name, is_base=is_base)

    def place(self, tensor: HostTensor, placement: Any) -> Any:
        return tensor.materialise()

    def fetch(self, param: Any) -> Any:
        return param

    def assign(self, model: Any, tensors: Mapping[str, Any]) -> None:
        model.tensors.update({self._canonical(name): array for name, array in tensors.items()})

    def tensors(self, model: Any) -> Mapping[str, Any]:
        return {
            NUMPY.encode(each, model.family): model.tensors[each.name] for each in model.params if each.tied is None
        }

    def _canonical(self, name: str) -> str:
        return name.replace("/", ".")


BACKEND = NumpyBackend()
