"""Storages: their description in a pickle (a persistent id), and where their bytes lie in the file.

The persistent ids: `torch/serialization.py` (https://github.com/pytorch/pytorch). In both layouts a tuple of
`'storage'`, the storage's class, its key, the device it was on, and its length in elements; in the legacy layout also
None, or (key, first element, elements) of a view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trivet.formats.torch.rebuild import ElementGlobal
from trivet.formats.torch.values import Fault, StorageRef

MAX_NUMEL = 2**63 - 1  # torch counts in int64


@dataclass(frozen=True, slots=True)
class StoredRun:
    """Where one storage lies.

    Attributes:
        offset, nbytes: its bytes in the file, from the start of the file.
        size: bytes of the storage; differs from `nbytes` if it is deflated.
        deflated: whether the bytes in the file are a raw deflate stream.
        crc: CRC-32 of the storage, or 0 if the file has none.
        is_located: whether `offset` is exact; otherwise it is a lower bound.
    """

    offset: int
    nbytes: int
    size: int
    deflated: bool = False
    crc: int = 0
    is_located: bool = True


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a file of this container.

    Attributes:
        layout: `zip` or `legacy`.
        root: the saved value.
        runs: where the storages lie, by key.
        big_endian: whether elements of more than one byte are big-endian.
    """

    layout: str
    root: object
    runs: Mapping[str, StoredRun]
    big_endian: bool = False


def storage_finder(length: int, note: Callable[[StorageRef], None]) -> Callable[[object], StorageRef]:
    """A function that turns a persistent id into a StorageRef, and passes each to `note`.

    Args:
        length: number of items of an id: 5 in the zip layout, 6 in the legacy one.

    Raises (when called):
        Fault: the id does not have this form.
    """

    def find(persistent_id: object) -> StorageRef:
        if not isinstance(persistent_id, tuple) or len(persistent_id) != length or persistent_id[0] != "storage":
            raise Fault("a persistent id that is not a storage's")
        _, kind, key, _, numel, *view = persistent_id
        if not isinstance(kind, ElementGlobal) or not isinstance(key, str) or not _is_count(numel):
            raise Fault("a storage without class, key or length")
        begin, count = _view(view[0], numel) if view else (0, numel)
        storage = StorageRef(key, kind.element, numel, begin, count)
        note(storage)
        return storage

    return find


def _view(view: object, numel: int) -> tuple[int, int]:
    if view is None:
        return 0, numel
    if not isinstance(view, tuple) or len(view) != 3 or not _is_count(view[1]) or not _is_count(view[2]):
        raise Fault("a storage's view is not (key, first element, elements)")
    _, begin, count = view
    if begin + count > numel:
        raise Fault(f"a view of elements [{begin}, {begin + count}) of a storage that has {numel}")
    return begin, count


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= MAX_NUMEL
