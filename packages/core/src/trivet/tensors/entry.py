"""What every container shares: the Entry to be written. How entries reach the disk is in `trivet.formats.writing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trivet.dtypes import DType
from trivet.errors import ConversionError

if TYPE_CHECKING:
    import numpy as np

ALIGNMENT = 64  # bytes; from this on JAX and TensorFlow alias host memory instead of copying it


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor to be written.

    Attributes:
        name: as the file is to have it.
        dtype, shape: as written.
        fetch: gives its bytes when they are needed: C-contiguous uint8 [nbytes], not kept after writing.
        view: gives it as it lies now, [*shape] in any strides and dtype, for writers that lay out and cast a band at a
            time and so never hold a whole tensor; None where only `fetch` can give it.
    """

    name: str
    dtype: DType
    shape: tuple[int, ...]
    fetch: Callable[[], np.ndarray[Any, Any]]
    view: Callable[[], np.ndarray[Any, Any]] | None = None

    @property
    def nbytes(self) -> int:
        """Bytes of the tensor."""
        count = 1
        for length in self.shape:
            count *= length
        return self.dtype.nbytes(count)


def refuse_duplicate_names(entries: Sequence[Entry]) -> None:
    """
    Raises:
        ConversionError: two entries have one name.
    """
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            raise ConversionError(f"two tensors would be stored as {entry.name!r}")
        seen.add(entry.name)
