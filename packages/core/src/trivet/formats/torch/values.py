"""The values of an interpreted pickle: descriptions of storages and tensors, never their bytes, and inert stand-ins.

Knows nothing of files. Everything else in an interpreted pickle is Python's own: None, numbers, text, bytes, lists,
tuples and dicts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trivet.dtypes import DType


class Fault(Exception):
    """The pickle is malformed; the text says why. The caller knows the file and raises `CorruptFileError`."""


class Forbidden(Exception):
    """The pickle asks for something that is not on the list.

    Attributes:
        global_name: what it asks for, as `module.name`.
    """

    def __init__(self, global_name: str) -> None:
        super().__init__(global_name)
        self.global_name = global_name


@dataclass(frozen=True, slots=True)
class Element:
    """An element type of torch.

    Attributes:
        name: torch's own, without the module (`bfloat16`).
        dtype: trivet's counterpart, or None if there is none.
        nbytes: bytes that one element takes in a storage.
    """

    name: str
    dtype: DType | None
    nbytes: int


@dataclass(frozen=True, slots=True)
class StorageRef:
    """One storage, or a part of one (the legacy layout had storages that were views of others).

    Attributes:
        key: of the storage in the file.
        element: its element type, according to the pickle.
        numel: elements of the whole storage.
        begin, length: the part, in elements.
    """

    key: str
    element: Element
    numel: int
    begin: int
    length: int


@dataclass(frozen=True, slots=True)
class TensorRef:
    """One tensor: a strided window of a storage. Not checked against the storage yet.

    Attributes:
        offset: of the first element from the storage's start, in elements.
        shape, strides: in elements.
        element: the tensor's own; the storage may be untyped.
        conjugate, negative: whether the stored values must still be conjugated or negated (torch does both lazily).
    """

    storage: StorageRef
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    element: Element
    conjugate: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A tensor of a kind that has no plain bytes. Refused only if it is one of the weights.

    Attributes:
        reason: completes "tensor 'x': …".
    """

    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Inert:
    """A value that no weight depends on: only its label is kept.

    Attributes:
        label: the name of its class.
    """

    label: str


class AttributeDict(dict[Any, Any]):
    """An OrderedDict or a similar class: a dict that can have attributes, of which only descriptions are kept."""

    __slots__ = ("attributes", "label")

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.attributes: dict[str, str] = {}


def describe(value: object) -> str:
    """A short description of a value, whatever its size and depth (`int 3`, `dict of 5`, `float32 [2, 3]`)."""
    match value:
        case TensorRef():
            text = f"{value.element.name} {list(value.shape)}"
        case Inert():
            text = value.label
        case str():
            text = f"str {value[:80]!r}" + ("…" if len(value) > 80 else "")
        case None:
            text = "None"
        case bool() | float():
            text = f"{type(value).__name__} {value}"
        case int():
            text = f"int {value}" if value.bit_length() <= 64 else f"int of {value.bit_length()} bits"
        case AttributeDict():
            text = f"{value.label} of {len(value)}"
        case list() | tuple() | dict() | bytes():
            text = f"{type(value).__name__} of {len(value)}"
        case StorageRef():
            text = f"storage of {value.numel}"
        case _:  # a name from the list: a dtype, a class
            text = str(getattr(value, "name", type(value).__name__.lower()))
    return text
