"""Entries to be written and catalogs to be read, as plain arrays: what the tests of every container need."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from trivet.dtypes import parse_dtype
from trivet.formats.protocols import Format, IndirectFormat, WritableFormat
from trivet.formats.storage import Storage
from trivet.progress import silent
from trivet.tensors import Catalog
from trivet.tensors.entry import Entry

Arrays = Mapping[str, np.ndarray[Any, Any]]


def entries_of(arrays: Arrays) -> list[Entry]:
    """One entry for each array."""
    return [
        Entry(name, parse_dtype(array.dtype), array.shape, lambda array=array: flat_bytes(array))
        for name, array in arrays.items()
    ]


def flat_bytes(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The array's bytes in C order, as uint8 [nbytes]."""
    return np.frombuffer(np.asarray(array, order="C").tobytes(), np.uint8)


def write(format_: WritableFormat, path: Path, arrays: Arrays, **metadata: str) -> Path:
    """Write the arrays into a file that is not there yet."""
    entries = entries_of(arrays)
    total = sum(entry.nbytes for entry in entries)
    format_.write(path, entries, metadata=metadata, total=total, progress=silent)
    return path


def read(format_: Format, catalog: Catalog) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    """Name → (dtype, shape, bytes) of everything in a catalog, whether its bytes lie plainly in the file or not."""
    found, storage = {}, Storage()
    for name, spec in catalog.items():
        if spec.via is None:
            raw = storage.raw(spec)
        else:
            assert spec.via == format_.name
            assert isinstance(format_, IndirectFormat)
            raw = format_.read(spec)
            assert raw.dtype == np.uint8
            assert raw.shape == (spec.nbytes,)
        found[name] = (spec.dtype.numpy_name or spec.dtype.name, spec.shape, raw.tobytes())
    return found


def expected(shapes: Mapping[str, tuple[str, tuple[int, ...]]]) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    """What `read` should give for the sample tensors of a table in `format_samples`."""
    from format_samples import content

    return {name: (dtype, shape, content(name, dtype, shape).tobytes()) for name, (dtype, shape) in shapes.items()}
