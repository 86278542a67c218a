"""The metadata of one stored array, and a check that all of its chunks exist. Decodes nothing.

Arrays are of Zarr 2 (`.zarray`, https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html) or 3 (`zarr.json`).
TensorStore does not check shapes: an array that exceeds memory ends the process, and a missing chunk becomes zeros.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ml_dtypes  # noqa: F401  numpy then knows its names
import numpy as np

from trivet.errors import CorruptFileError
from trivet_flax.extras.orbax_stores import Store, Value

logger = logging.getLogger(__name__)

_KEEPS_ALL = "store_array_data_equal_to_fill_value"
_MAX_AXES = 32
_RATIO = 32768  # zstd's compression of zeros: 128 KiB in 4 bytes; no other codec here compresses better
_SLACK = 2**20  # bytes that are allowed for a chunk of any stored length
_WIDEST = 16  # bytes of an element whose dtype numpy lacks


@dataclass(frozen=True, slots=True)
class StoredArray:
    """The metadata of an array.

    Attributes:
        shape, chunk: shape of the array, and of each chunk.
        itemsize: bytes of an element.
        is_coded: whether chunks are compressed.
        fills: whether missing chunks have a fill value.
        begins, separator: prefix and separator of the names of chunks.
    """

    shape: tuple[int, ...]
    chunk: tuple[int, ...]
    itemsize: int
    is_coded: bool
    fills: bool
    begins: str
    separator: str

    @property
    def nbytes(self) -> int:
        """Bytes of the array."""
        return math.prod(self.shape) * self.itemsize

    @property
    def counts(self) -> tuple[int, ...]:
        """Chunks along each axis."""
        return tuple(-(-length // step) for length, step in zip(self.shape, self.chunk, strict=True))

    @property
    def chunk_nbytes(self) -> int:
        """Bytes of a decoded chunk; chunks at an array's end have the same size."""
        return math.prod(self.chunk) * self.itemsize

    def names(self, most: int) -> Iterator[str]:
        """The names of its first `most` chunks."""
        for number in range(min(most, math.prod(self.counts))):
            index, rest = list[str](), number
            for count in reversed(self.counts):
                rest, place = divmod(rest, count)
                index.insert(0, str(place))
            yield self.separator.join([self.begins] * bool(self.begins) + index) or "0"


def checked_array(store: Store, header: Mapping[str, Any], key: str) -> StoredArray:
    """The metadata of one array, after checking that all chunks exist and have plausible sizes.

    Args:
        header: the content of `_METADATA`.

    Raises:
        CorruptFileError: the metadata are missing or malformed, a chunk is missing, or a chunk is too large for its
            stored bytes.
    """
    values = store.values(key)
    array = _parsed(store, header, key, values)
    chunks = list(array.names(len(values) + 1))
    missing = next((name for name in chunks if name not in values or not values[name].is_there), None)
    if missing is not None and (header.get(_KEEPS_ALL) is True or not array.fills or missing in values):
        where = f": its bytes are not in {values[missing].file}" if missing in values else ""
        raise CorruptFileError(store.path, f"chunk {missing!r} is missing{where}", tensor=key)
    if missing is not None:
        logger.warning(
            "%s: %s has no chunk %s; it is taken for %s, as older versions of Orbax store no such chunks",
            *(store.path, key, missing, "the array's fill value"),
        )
    stored = [values[name].nbytes for name in chunks if name in values]
    fewest = min(stored, default=0)
    if stored and not _can_hold(fewest, array.chunk_nbytes, array.is_coded):
        raise _oversized(store, key, array.chunk_nbytes, fewest)
    if not _can_hold(min(sum(stored), store.nbytes), array.nbytes, is_coded=True):
        raise _oversized(store, key, array.nbytes, sum(stored))
    return array


def _can_hold(stored: int, decoded: int, is_coded: bool) -> bool:
    return decoded <= stored * _RATIO + _SLACK if is_coded else decoded <= stored


def _oversized(store: Store, key: str, decoded: int, stored: int) -> CorruptFileError:
    problem = f"its metadata state {decoded:,} bytes, of which only {stored:,} are stored: too few for that many"
    return CorruptFileError(store.path, problem, tensor=key)


def _parsed(store: Store, header: Mapping[str, Any], key: str, values: Mapping[str, Value]) -> StoredArray:
    """The metadata of an array.

    Raises:
        CorruptFileError: the metadata are missing or malformed.
    """
    name = "zarr.json" if header.get("use_zarr3") else ".zarray"
    if name not in values or not values[name].is_there:
        raise CorruptFileError(store.path, f"is not stored beside it: there is no {name} of it", tensor=key)
    try:
        fields = json.loads(values[name].read())
        array = (_zarr3 if header.get("use_zarr3") else _zarr2)(fields)
        lengths: tuple[object, ...] = (*array.shape, *array.chunk)
        if (
            any(type(length) is not int for length in lengths)
            or len(array.shape) != len(array.chunk)
            or len(array.shape) > _MAX_AXES
        ):
            raise ValueError(f"shape {array.shape}, chunks {array.chunk}")
        if min(array.shape, default=0) < 0 or min(array.chunk, default=1) < 1:
            raise ValueError(f"shape {array.shape}, chunks {array.chunk}")
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise CorruptFileError(store.path, f"malformed {name} ({error!r})"[:300], tensor=key) from None
    return array


def _zarr2(fields: Any) -> StoredArray:
    separator = fields.get("dimension_separator", ".")
    is_coded = fields.get("compressor") is not None or bool(fields.get("filters"))
    fills, itemsize = fields.get("fill_value") is not None, _itemsize(fields["dtype"])
    return StoredArray(tuple(fields["shape"]), tuple(fields["chunks"]), itemsize, is_coded, fills, "", separator)


def _zarr3(fields: Any) -> StoredArray:
    encoding = fields["chunk_key_encoding"]
    is_own = encoding["name"] == "default"
    separator = encoding.get("configuration", {}).get("separator", "/" if is_own else ".")
    chunk = tuple(fields["chunk_grid"]["configuration"]["chunk_shape"])
    itemsize = _itemsize(fields["data_type"])
    return StoredArray(tuple(fields["shape"]), chunk, itemsize, True, True, "c" if is_own else "", separator)


def _itemsize(dtype: Any) -> int:
    try:
        return int(np.dtype(dtype).itemsize)  # includes the names of ml_dtypes
    except TypeError:
        return _WIDEST
