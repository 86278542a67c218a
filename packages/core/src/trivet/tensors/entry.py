"""Entry: a tensor to be written, in any container. `trivet.formats.writing` writes entries to the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trivet.dtypes import DType
from trivet.errors import ConversionError

if TYPE_CHECKING:
    import numpy as np

ALIGNMENT = 64  # bytes; JAX and TensorFlow alias host memory that is aligned like this, and copy any other


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor to be written.

    Attributes:
        name: in the file.
        dtype, shape: in the file.
        fetch: returns the bytes when they are needed: C-contiguous uint8 [nbytes], not kept after writing.
        view: returns the tensor in its present form, [*shape] in any strides and dtype, for writers that lay out and
            cast a band at a time and so never hold a whole tensor; None if only `fetch` is possible.
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
