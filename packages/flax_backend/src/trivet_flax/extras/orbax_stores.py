"""The stores of an Orbax checkpoint's arrays: a folder for each, or one OCDBT database. Decodes no array.

OCDBT (https://google.github.io/tensorstore/kvstore/ocdbt) is a B-tree of keys whose longer values are in data files.
Both are checked before TensorStore reads an array, because it reads missing chunks as zeros. Imports no JAX.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from trivet.errors import CorruptFileError

_MANIFEST = "manifest.ocdbt"
_METADATA_LIMIT = 2**20  # bytes; that of one array has some hundreds
FAILURES = (ValueError, OSError, RuntimeError, NotImplementedError, OverflowError, TypeError)
"""The errors of TensorStore for malformed content."""


@dataclass(frozen=True, slots=True)
class Value:
    """One stored value.

    Attributes:
        nbytes: its length.
        file, start: location of its bytes.
        inline: its bytes, if they are not in a file.
    """

    nbytes: int
    file: Path
    start: int = 0
    inline: bytes | None = None

    @property
    def is_there(self) -> bool:
        """Whether the file has all of its bytes."""
        try:
            return self.inline is not None or self.file.stat().st_size >= self.start + self.nbytes
        except OSError:
            return False

    def read(self) -> bytes:
        """Its bytes, up to the limit for metadata."""
        if self.inline is not None:
            return self.inline
        with self.file.open("rb") as file:
            file.seek(self.start)
            return file.read(min(self.nbytes, _METADATA_LIMIT))


class Store(ABC):
    """The arrays of one checkpoint.

    Attributes:
        path: the checkpoint's `_METADATA`, for messages.
        folder: the checkpoint's folder.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.folder = path, path.parent.absolute()

    @abstractmethod
    def values(self, key: str) -> Mapping[str, Value]:
        """Name → value of the stored metadata and chunks of one array.

        Raises:
            CorruptFileError: the store is malformed.
        """

    @cached_property
    def nbytes(self) -> int:
        """Bytes of all files of the checkpoint, computed once: there may be thousands of files."""
        return sum(value.nbytes for _, value in _files(self.folder))


class FolderStore(Store):
    """A folder for each array, a file for each chunk."""

    def values(self, key: str) -> Mapping[str, Value]:
        """As `Store.values`."""
        return dict(_files(self.folder / key))


class DatabaseStore(Store):
    """One OCDBT database, whose keys are all read on construction."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            CorruptFileError: the database is malformed, or names a file outside of its folder.
        """
        super().__init__(path)
        self._values = dict(self._entries())
        self._keys = sorted(self._values)

    def values(self, key: str) -> Mapping[str, Value]:
        """As `Store.values`."""
        first, prefix = bisect_left(self._keys, f"{key}/"), len(key) + 1
        own = takewhile(lambda each: each.startswith(f"{key}/"), islice(self._keys, first, None))
        return {each[prefix:]: self._values[each] for each in own}

    def _entries(self) -> Iterator[tuple[str, Value]]:
        import tensorstore

        base: Any = {"driver": "file", "path": f"{self.folder}/"}
        if not (self.folder / _MANIFEST).is_file():
            raise CorruptFileError(self.path, f"{_MANIFEST} is missing beside it: its arrays cannot be found")
        try:
            store = tensorstore.KvStore.open(base).result()
            newest = tensorstore.ocdbt.dump(store).result()["versions"][-1]
            nodes, seen = [(newest["root"].get("location"), newest["root_height"], b"")], set[str]()
            while nodes:
                location, height, prefix = nodes.pop()
                if location is None:  # an empty tree
                    continue
                self._located(location)
                node: Any = tensorstore.ocdbt.dump(store, location).result()
                if node["height"] != height or location in seen:
                    raise CorruptFileError(self.path, f"{_MANIFEST} beside it: the tree has a node in two places")
                seen.add(location)
                for entry in node["entries"]:
                    if height:
                        nodes.append((entry["location"], height - 1, prefix + entry["subtree_common_prefix"]))
                    else:
                        yield (prefix + entry["key"]).decode(errors="surrogateescape"), self._value(entry)
        except (KeyError, IndexError, AttributeError, *FAILURES) as error:
            if isinstance(error, CorruptFileError):
                raise
            raise CorruptFileError(self.path, f"the database beside it cannot be read ({first_line(error)})") from error

    def _value(self, entry: Mapping[str, Any]) -> Value:
        inline = entry.get("inline_value")
        if inline is not None:
            return Value(len(inline), self.folder / _MANIFEST, inline=inline)
        return self._located(entry["indirect_value"])

    def _located(self, location: str) -> Value:
        """The value at a location such as `value:base/:d/file:start:length`."""
        rest, start, length = location.rsplit(":", 2)
        parts = [unquote(part) for part in rest.split(":", 2)[1:]]
        name = "".join(parts)
        if name.startswith("/") or "\0" in name or ".." in name.split("/"):
            raise CorruptFileError(self.path, f"the database beside it names a file outside of its folder: {name!r}")
        return Value(int(length), self.folder / name, int(start))


def store_of(path: Path, header: Mapping[str, Any]) -> Store:
    """The store of the checkpoint with this `_METADATA`.

    Raises:
        CorruptFileError: as for `DatabaseStore`.
    """
    return DatabaseStore(path) if header.get("use_ocdbt") else FolderStore(path)


def spec_of(path: Path, header: Mapping[str, Any], key: str) -> dict[str, Any]:
    """TensorStore's specification of one array."""
    folder = path.parent.absolute()
    if header.get("use_ocdbt"):
        return {"driver": "ocdbt", "base": {"driver": "file", "path": f"{folder}/"}, "path": f"{key}/"}
    return {"driver": "file", "path": f"{folder}/{key}/"}


def first_line(error: Exception) -> str:
    """The first line of TensorStore's error message."""
    return (str(error) or type(error).__name__).partition("\n")[0][:200]


def _files(folder: Path, prefix: str = "") -> Iterator[tuple[str, Value]]:
    """Every file of a folder and those in it, by its relative name."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield f"{prefix}{entry.name}", Value(entry.stat().st_size, Path(entry.path))
