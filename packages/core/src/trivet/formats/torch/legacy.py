"""The layout before PyTorch 1.6: five pickles one after the other, then the storages.

`torch/serialization.py` (https://github.com/pytorch/pytorch): magic number, protocol version, system information, the
saved value, the list of storage keys; then for each key its number of elements in 8 bytes, and the elements. Numbers
and elements are little-endian on every machine: torch converts while writing.
"""

from __future__ import annotations

import re
from pathlib import Path

from trivet.errors import CorruptFileError
from trivet.formats.torch.interpret import interpret, no_storage
from trivet.formats.torch.machine import Buffer
from trivet.formats.torch.storages import Contents, StoredRun, storage_finder
from trivet.formats.torch.values import StorageRef

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
_COUNT = 8  # bytes before each storage
_BYTES_OF_A_STORAGE = 1024  # average, with its pickle; the number of storages is known only at the end

# The first pickle in protocols 0 and 1, in 2 and 3, and with a frame in 4 and 5.
_MAGIC_BYTES = re.escape(b"\x8a\x0a" + MAGIC.to_bytes(10, "little") + b".")
_HEAD = re.compile(b"L%dL\n\\.|\x80.(\x95.{8})?%s" % (MAGIC, _MAGIC_BYTES), re.DOTALL)


def is_legacy(head: bytes) -> bool:
    """Whether a file's first bytes are those of this layout."""
    return _HEAD.match(head) is not None


def read_legacy(data: Buffer, path: Path) -> Contents:
    """The saved value, and where its storages lie.

    Raises:
        CorruptFileError: a pickle is malformed, or the storages do not match it; names the storage and the byte.
        UnsafePickleError: the pickle asks for a global that is not on the list.
    """
    at = 0
    for expected in (MAGIC, PROTOCOL, None):
        value, at = interpret(data, at, path=path, find_storage=no_storage)
        if expected is not None and value != expected:
            raise CorruptFileError(path, f"is not in a known legacy layout: {expected:#x} is missing before byte {at}")
    storages: dict[str, StorageRef] = {}

    def note(storage: StorageRef) -> None:
        first = storages.setdefault(storage.key, storage)
        if first.numel * first.element.nbytes != storage.numel * storage.element.nbytes:
            raise CorruptFileError(path, f"the pickle gives storage {storage.key!r} two sizes")

    most = len(data) // _BYTES_OF_A_STORAGE
    root, at = interpret(data, at, path=path, find_storage=storage_finder(6, note), storages=most)
    keys, at = interpret(data, at, path=path, find_storage=no_storage, storages=most)
    return Contents("legacy", root, _runs(data, path, at, keys, storages))


def _runs(data: Buffer, path: Path, at: int, keys: object, storages: dict[str, StorageRef]) -> dict[str, StoredRun]:
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise CorruptFileError(path, f"the list of storages before byte {at} is not a list of keys")
    runs: dict[str, StoredRun] = {}
    for key in keys:
        storage = storages.get(key)
        if storage is None or key in runs:
            fault = "twice in the list of storages" if key in runs else "in the list of storages, but no tensor uses it"
            raise CorruptFileError(path, f"storage {key!r} is {fault}")
        size = storage.numel * storage.element.nbytes
        begin = at + _COUNT
        if begin + size > len(data):
            fault = f"storage {key!r} is declared through byte {begin + size}, but the file has {len(data)}"
            raise CorruptFileError(path, fault)
        count = int.from_bytes(data[at:begin], "little")
        if count != storage.numel:
            fault = f"storage {key!r} at byte {at} has {count} elements; its tensors say {storage.numel}"
            raise CorruptFileError(path, fault)
        runs[key] = StoredRun(begin, size, size)
        at = begin + size
    absent = next((key for key in storages if key not in runs), None)
    if absent is not None:
        raise CorruptFileError(path, f"storage {absent!r} is used by a tensor, but not in the file's list of storages")
    if at != len(data):
        raise CorruptFileError(path, f"the storages end at byte {at}, but the file has {len(data)}")
    return runs
