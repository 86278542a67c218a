"""A backend whose framework is numpy, so that core can be tested from end to end with no framework installed."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from trivet.layout import ParamSpec
from trivet.layout.host import HostTensor
from trivet.planning.skeleton import Skeleton, skeleton_for


@dataclass
class StubModel:
    """Parameters by own name; what they are, by own name; and whose dialect they are in."""

    params: dict[str, ParamSpec]
    tensors: dict[str, np.ndarray[Any, Any]] = field(default_factory=dict)
    dialect: str = "torch"
    config: Any = None
    class_name: str = ""
    is_base: bool = False


class StubBackend:
    """Implements the Backend protocol for `StubModel`; `fail_at` makes the placing of one tensor fail."""

    api_version = 1

    def __init__(self, name: str = "torch", exports: dict[str, str] | None = None, fail_at: str | None = None) -> None:
        self.name, self.exports, self.fail_at = name, exports or {}, fail_at
        self.placed: list[HostTensor] = []

    def is_native(self, model: object) -> bool:
        return isinstance(model, StubModel)

    def skeleton(self, model: StubModel) -> Skeleton:
        return skeleton_for(
            model.dialect, model.params, config=model.config, class_name=model.class_name, is_base=model.is_base
        )

    def place(self, tensor: HostTensor, placement: Any) -> Any:
        if tensor.name == self.fail_at:
            raise RuntimeError("the device is full")
        self.placed.append(tensor)
        return tensor.materialise()

    def fetch(self, param: Any) -> Any:
        return param

    def assign(self, model: StubModel, tensors: dict[str, Any]) -> None:
        model.tensors.update(tensors)

    def tensors(self, model: StubModel) -> dict[str, Any]:
        return model.tensors
