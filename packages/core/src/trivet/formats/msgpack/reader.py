"""From a Flax `.msgpack` file to a Catalog: walks the tree and skips the tensors' bytes. Trusts nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from trivet.dtypes import DType
from trivet.errors import CorruptFileError, UnsupportedFileError
from trivet.formats.file_view import FileView
from trivet.formats.limits import MAX_DIMENSIONS, shape_problem
from trivet.formats.msgpack.wire import Cursor, Head, array_head, text
from trivet.tensors import Catalog, Extent, TensorSpec
from trivet.tensors.source_files import SourceFile

T = TypeVar("T")

CHUNKED = "__msgpack_chunked_array__"
NDARRAY, COMPLEX, SCALAR = 1, 2, 3  # Flax's extension types
_COMPLEX_SCALAR = array_head(3) + array_head(0) + text("complex128")  # how Flax 0.8 writes a Python complex

MAX_DEPTH = 64  # levels of nesting; real models have about ten
MAX_VALUES = 4_000_000  # in one file; bounds the cost of a file with nothing but small values
_NAME_BYTES = 64  # of names for each byte of structure: real files need 3, a hostile one repeats a long path
_NAME_ALLOWANCE = 1 << 16
_SNIFFED = 1024  # bytes

_DTYPES = {dtype.numpy_name: dtype for dtype in DType if dtype.numpy_name}


def looks_like_tree(path: Path) -> bool:
    """Whether the file begins with a map whose first key is text and whose first value is a map, list or array."""
    with path.open("rb") as file:
        start = file.read(_SNIFFED)
    cursor = Cursor(start, path, end=len(start))
    try:
        outer = cursor.head()
        key = cursor.head()
        if outer.kind != "map" or not outer.value or key.kind != "str":
            return False
        cursor.take(key.value).decode()
        value = cursor.head()
    except (CorruptFileError, UnicodeDecodeError):
        return False
    return value.kind in ("map", "array") or (value.kind == "ext" and value.code in (NDARRAY, SCALAR))


def read_catalog(path: Path) -> Catalog:
    """The tensors of the file's tree, in file order.

    Raises:
        SourceNotFoundError: no such file.
        CorruptFileError: the file is truncated or malformed; names the tensor and the byte.
        UnsupportedFileError: trivet does not support an array's dtype, or a key is empty or contains a dot.
    """
    source = SourceFile(path)
    if not source.size:
        raise CorruptFileError(path, "is empty; a msgpack file starts with a map")
    walk = _Walk(Cursor(FileView(source), path, end=source.size), str(path), source)
    walk.tree()
    metadata = {"skipped": json.dumps(walk.skipped)} if walk.skipped else {}
    return Catalog(walk.specs, files=[str(path)], metadata=metadata, sources=[source])


class _Walk:
    """A single pass over one file."""

    def __init__(self, cursor: Cursor, file: str, source: SourceFile) -> None:
        self.cursor, self.file, self.source = cursor, file, source
        self.specs: list[TensorSpec] = []
        self.skipped: list[str] = []
        self._values = 0
        self._name_bytes = 0
        self._payload = 0  # bytes skipped as tensors; all other bytes so far are structure

    def tree(self) -> None:
        """Walk the whole file."""
        head = self.cursor.head()
        if head.kind != "map":
            raise CorruptFileError(self.file, f"holds {_kind(head)} where a Flax file holds a map of parameters")
        self._map(head.value, "", 1)
        if self.cursor.position != self.cursor.end:
            left = self.cursor.end - self.cursor.position
            raise self.cursor.fail(f"continues for {left} bytes after the end of the tree")

    def _value(self, name: str, depth: int) -> None:
        self._account(name)
        head = self.cursor.head(name)
        if head.kind in ("map", "array"):
            if depth == MAX_DEPTH:
                raise self.cursor.fail(f"the tree is more than {MAX_DEPTH} levels deep", name)
            (self._map if head.kind == "map" else self._list)(head.value, name, depth + 1)
        elif head.kind == "ext":
            self._extension(head, name)
        else:
            if head.kind in ("str", "bin"):
                self.cursor.advance(head.value, name)
            self.skipped.append(name)

    def _account(self, name: str) -> None:
        self._values += 1
        self._name_bytes += len(name)
        structure = self.cursor.position - self._payload
        if self._values > MAX_VALUES or self._name_bytes > _NAME_ALLOWANCE + _NAME_BYTES * structure:
            raise self.cursor.fail("has more or longer names than its size can account for", name[:200])

    def _map(self, count: int, name: str, depth: int) -> None:
        seen: set[str] = set()
        for number in range(count):
            key = self._key(name, seen)
            if key == CHUNKED:
                if number or count != 3 or not name:
                    raise self.cursor.fail(f"{CHUNKED!r} must be the first of three keys of an inner map", name or None)
                self._chunked(name)
                return
            if not key or "." in key:
                reason = f"the key {key!r} cannot be part of a dotted name; rename it, without dots"
                raise UnsupportedFileError(self.file, reason, tensor=name or None)
            self._value(f"{name}.{key}" if name else key, depth)

    def _list(self, count: int, name: str, depth: int) -> None:
        for number in range(count):
            self._value(f"{name}.{number}", depth)

    def _key(self, name: str, seen: set[str]) -> str:
        head = self.cursor.head(name or None)
        if head.kind != "str":
            raise self.cursor.fail(f"a key is {_kind(head)}, not text", name or None)
        data = self.cursor.take(head.value, name or None)
        try:
            key = data.decode()
        except UnicodeDecodeError:
            raise self.cursor.fail(f"a key is not valid UTF-8: {data[:50]!r}", name or None) from None
        if key in seen:
            raise self.cursor.fail(f"the key {key!r} appears twice in one map", name or None)
        seen.add(key)
        return key

    def _extension(self, head: Head, name: str) -> None:
        complex_scalar = head.code == SCALAR and self.cursor.follows(_COMPLEX_SCALAR)
        if head.code == COMPLEX or complex_scalar:
            self.cursor.advance(head.value, name)
            self.skipped.append(name)
            return
        dtype, shape, extent = self._array(head, name)
        if head.code == SCALAR and shape:
            raise self.cursor.fail(f"a numpy scalar has the shape {list(shape)}", name)
        self.specs.append(TensorSpec(name, dtype, shape, self.file, (extent,), source=self.source))

    def _array(self, head: Head, name: str) -> tuple[DType, tuple[int, ...], Extent]:
        """The `[shape, dtype name, bytes]` of an extension value whose head has been read."""
        cursor = self.cursor
        if head.kind != "ext" or head.code not in (NDARRAY, SCALAR):
            raise cursor.fail(f"holds {_kind(head)} where an array is expected", name)
        outer = cursor.end
        cursor.advance(head.value, name)
        end, cursor.position = cursor.position, cursor.position - head.value
        cursor.end = end
        self._expect("array", name, count=3)
        shape = self._shape(self._expect("array", name), name)
        label = cursor.take(self._expect("str", name, "bin"), name)
        dtype = _DTYPES.get(label.decode("ascii", "replace"))
        if dtype is None:
            raise UnsupportedFileError(
                self.file, f"unknown dtype {label[:50].decode('ascii', 'replace')!r}", tensor=name
            )
        if problem := shape_problem(dtype, shape):
            raise cursor.fail(problem, name)
        nbytes = self._expect("bin", name, "str")
        start = cursor.advance(nbytes, name)
        if cursor.position != end:
            raise cursor.fail(f"its array ends here, its extension value {end - cursor.position} bytes later", name)
        if nbytes * 8 != dtype.bits * math.prod(shape):
            wanted = dtype.bits * math.prod(shape) // 8
            raise cursor.fail(f"{dtype.name} {list(shape)} takes {wanted} bytes, but {nbytes} are stored", name)
        cursor.end = outer
        self._payload += nbytes
        return dtype, shape, Extent(start, nbytes)

    def _expect(self, kind: str, name: str, other: str = "", *, count: int | None = None) -> int:
        head = self.cursor.head(name)
        if head.kind not in (kind, other) or (count is not None and head.value != count):
            wanted = kind if count is None else f"{kind} of {count}"
            raise self.cursor.fail(f"holds {_kind(head)} where a msgpack {wanted} is expected", name)
        return head.value

    def _shape(self, dimensions: int, name: str) -> tuple[int, ...]:
        if dimensions > MAX_DIMENSIONS:  # before reading that many
            raise self.cursor.fail(f"it has {dimensions} dimensions; at most {MAX_DIMENSIONS} are possible", name)
        return tuple(self._length(name) for _ in range(dimensions))

    def _length(self, name: str) -> int:
        length = self._expect("int", name)
        if length < 0:
            raise self.cursor.fail(f"a length of its shape is {length}", name)
        return length

    def _chunked(self, name: str) -> None:
        """The rest of a chunked array's map: its marker's value, then `shape` and `chunks`, each numbered from "0"."""
        self._expect("other", name)
        seen = {CHUNKED}
        shape: list[int] = []
        chunks: list[tuple[DType, tuple[int, ...], Extent]] = []
        for _ in range(2):
            match self._key(name, seen):
                case "shape":
                    shape = self._numbered(name, lambda: self._length(name))
                case "chunks":
                    chunks = self._numbered(name, lambda: self._array(self.cursor.head(name), name))
                case other:
                    raise self.cursor.fail(f"a chunked array has no key {other!r}", name)
        dtypes = {dtype for dtype, _, _ in chunks}
        if len(dtypes) != 1 or any(len(each) != 1 for _, each, _ in chunks):
            raise self.cursor.fail("its chunks are not flat arrays of one dtype", name)
        dtype = dtypes.pop()
        if problem := shape_problem(dtype, shape):
            raise self.cursor.fail(problem, name)
        elements = sum(each[0] for _, each, _ in chunks)
        if elements != math.prod(shape):
            raise self.cursor.fail(f"its chunks have {elements} elements together, its shape is {shape}", name)
        extents = tuple(extent for _, _, extent in chunks)
        self.specs.append(TensorSpec(name, dtype, tuple(shape), self.file, extents, source=self.source))

    def _numbered(self, name: str, read: Callable[[], T]) -> list[T]:
        seen: set[str] = set()
        items: dict[str, T] = {}
        for _ in range(self._expect("map", name)):
            self._account(name)
            key = self._key(name, seen)
            items[key] = read()
        try:
            return [items[str(number)] for number in range(len(items))]
        except KeyError as missing:
            raise self.cursor.fail(f"its parts are not numbered from 0: {missing} is missing", name) from None


def _kind(head: Head) -> str:
    """The kind of a value, for messages."""
    names = {"str": "text", "bin": "binary data", "int": "a number", "other": "nil, a boolean or a float"}
    if head.kind == "ext":
        return f"an extension value of type {head.code}"
    return names.get(head.kind, f"a msgpack {head.kind} of {head.value}")
