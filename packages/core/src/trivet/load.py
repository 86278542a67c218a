"""Carrying out a load plan: mapped bytes to a backend's tensors, in file order, and the report of what was done.

Used by every backend's `from_pretrained` and by `load_into`. Knows no framework: tensors are placed by the backend.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trivet.dialects import Layout
from trivet.dtypes import DType
from trivet.plan import LoadPlan, Step
from trivet.progress import Progress, silent
from trivet.relayout import relayout
from trivet.report import LoadReport
from trivet.storage import Storage

if TYPE_CHECKING:
    from trivet.plugins import Backend

logger = logging.getLogger("trivet")


@dataclass(frozen=True, slots=True)
class HostTensor:
    """One tensor's bytes on the host, and what is to become of them.

    Attributes:
        name: the target parameter's own name.
        array: the bytes as stored: a view of a private copy-on-write map, in the stored layout and dtype.
        layout: takes `array` to the model's layout.
        dtype: what the parameter is to have.
    """

    name: str
    array: np.ndarray[Any, Any]
    layout: Layout
    dtype: DType

    @property
    def is_ready(self) -> bool:
        """Whether the bytes are already what the model wants, so that they may be aliased."""
        return not self.layout.moves_bytes and self.array.dtype == self.dtype.numpy and self.array.flags.c_contiguous

    def view(self) -> np.ndarray[Any, Any]:
        """The model's layout as a strided view: right shape, stored dtype, nothing moved."""
        return self.layout.view(self.array)

    def materialise(self) -> np.ndarray[Any, Any]:
        """The bytes in the model's layout and dtype: the mapped view itself when it is ready, else one aligned copy."""
        return self.view() if self.is_ready else relayout(self.view(), self.dtype.numpy)


class LazyPlacement(ABC):
    """A placement that reads nothing now: the parameter will read its own bytes when it needs them."""

    @abstractmethod
    def take(self, step: Step, storage: Storage) -> Any:
        """What stands for the parameter until then."""


def place_all(plan: LoadPlan, backend: Backend, *, progress: Progress = silent) -> dict[str, Any]:
    """Place every step's tensor, by the parameters' own names. One tensor is in flight at a time.

    Raises:
        CorruptFileError: a file changed since its header was read.
    """
    storage = Storage()
    total = plan.nbytes
    placed: dict[str, Any] = {}
    for step in plan.steps:
        if isinstance(step.placement, LazyPlacement):
            placed[step.target] = step.placement.take(step, storage)
        else:
            placed[step.target] = backend.place(_host_tensor(step, storage), step.placement)
        progress(step.nbytes, total)
    return placed


def execute(plan: LoadPlan, model: Any, backend: Backend, *, progress: Progress = silent) -> LoadReport:
    """Fill a model as planned. The model is touched only when every tensor has been placed.

    Raises:
        CorruptFileError: a file changed since its header was read; the model is as it was.
    """
    backend.assign(model, place_all(plan, backend, progress=progress))
    report = LoadReport.of(plan)
    if report.needs_training:
        logger.warning("%s", report.warning())
    return report


def _host_tensor(step: Step, storage: Storage) -> HostTensor:
    return HostTensor(step.target, storage.array(step.source), step.layout, step.dtype)
