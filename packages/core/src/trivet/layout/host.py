"""One tensor on the host, on its way to a framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from trivet.dtypes import DType
from trivet.layout import Layout
from trivet.tensors.relayout import relayout


class Ahead(Protocol):
    """Brings tensors into their layout before they are needed."""

    def take(self, host: HostTensor) -> np.ndarray[Any, Any] | None:
        """The result of the tensor's `materialise`; None if it has not been prepared."""
        ...


@dataclass(frozen=True, slots=True)
class HostTensor:
    """One tensor's bytes on the host, with the layout and dtype that its parameter needs.

    Attributes:
        name: the target parameter's own name.
        array: the bytes as stored, in the stored layout and dtype: a view of a private copy-on-write map, or memory of
            its own, which the parameter may take over.
        layout: takes `array` to the model's layout.
        dtype: the parameter's dtype.
        ahead: prepares this tensor and those after it, or None.
    """

    name: str
    array: np.ndarray[Any, Any]
    layout: Layout
    dtype: DType
    ahead: Ahead | None = field(default=None, repr=False, compare=False)

    @property
    def is_ready(self) -> bool:
        """Whether the bytes already have the model's layout and dtype, so that the parameter may alias them."""
        return not self.layout.moves_bytes and self.array.dtype == self.dtype.numpy and self.array.flags.c_contiguous

    def view(self) -> np.ndarray[Any, Any]:
        """The model's layout as a strided view: right shape, stored dtype, nothing moved."""
        return self.layout.view(self.array)

    def materialise(self) -> np.ndarray[Any, Any]:
        """The bytes in the model's layout and dtype: the mapped view itself when it is ready, else one aligned copy."""
        if self.is_ready:
            return self.view()
        prepared = None if self.ahead is None else self.ahead.take(self)
        return relayout(self.view(), self.dtype.numpy) if prepared is None else prepared
