"""Describes the results of torch's rebuild functions, from their arguments in a pickle. None of torch's code runs.

Signatures: `torch/_utils.py` and `torch/_tensor.py` of PyTorch 0.4 to 2.x (https://github.com/pytorch/pytorch).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trivet.formats.torch.values import Element, Fault, Inert, StorageRef, TensorRef, Unreadable

MAX_NDIM = 64  # torch's own limit

Tensor = TensorRef | Unreadable
Arguments = Sequence[object]
Spend = Callable[[int], None]
"""Charges for items that are copied, so that a short pickle cannot copy a long list over and over."""


@dataclass(frozen=True, slots=True, eq=False)
class Global:
    """A name that a pickle may mention. The real object is never looked up.

    Attributes:
        name: `module.name`.
    """

    name: str

    def reduce(self, args: Arguments, spend: Spend) -> object:
        """The result of calling it.

        Raises:
            Fault: it must not be called, or not with these arguments.
        """
        raise Fault(f"it calls {self.name}, which is only known by name")

    def new(self, args: Arguments) -> object:
        """The result of `cls.__new__(cls, *args)`.

        Raises:
            Fault: it is not a class whose objects are known.
        """
        raise Fault(f"it creates an object of {self.name}, which is only known by name")


def set_item(target: dict[object, object], key: object, value: object) -> None:
    """`target[key] = value`, for any key: text and plain numbers are kept, anything else is replaced by a label.

    Tuples may nest so deep that hashing them overflows the C stack, and large integers may be chosen to collide.

    Raises:
        Fault: the dict has the same text as a key already.
    """
    if isinstance(key, str) and key in target:
        raise Fault(f"a dict has the key {key[:80]!r} twice")
    if isinstance(key, int):
        plain = key.bit_length() < 61  # within these, an integer is its own hash
    else:
        plain = key is None or isinstance(key, str | bytes | float | Global | Inert)
    target[key if plain else Inert("key")] = value


@dataclass(frozen=True, slots=True, eq=False)
class ElementGlobal(Global):
    """A dtype (`torch.float8_e4m3fn`) or a typed storage's class (`torch.FloatStorage`)."""

    element: Element


@dataclass(frozen=True, slots=True, eq=False)
class Rebuild(Global):
    """A function that returns a tensor.

    Attributes:
        counts: the numbers of arguments that it accepts.
        build: returns the description of the tensor, from the arguments.
    """

    counts: range
    build: Callable[[Arguments], Tensor]

    def reduce(self, args: Arguments, spend: Spend) -> Tensor:
        """The tensor's description.

        Raises:
            Fault: the arguments are not those of the function.
        """
        if len(args) not in self.counts:
            raise Fault(f"it calls {self.name} with {len(args)} arguments")
        return self.build(args)


def _dims(value: object, what: str) -> tuple[int, ...]:
    if not isinstance(value, tuple | list):
        raise Fault(f"a tensor's {what} is not a tuple")
    if len(value) > MAX_NDIM:
        raise Fault(f"a tensor's {what} has {len(value)} dimensions; torch allows {MAX_NDIM}")
    if not all(type(number) is int for number in value):
        raise Fault(f"a tensor's {what} holds something other than integers")
    return tuple(value)


def _window(args: Arguments, element: Element | None = None, metadata: object = None) -> Tensor:
    storage, offset, shape, strides = args[:4]
    if not isinstance(storage, StorageRef):
        raise Fault("a tensor is built on something other than a storage")
    if type(offset) is not int:
        raise Fault("a tensor's storage offset is not an integer")
    flags = metadata if isinstance(metadata, dict) else {}
    unknown = [key for key, value in flags.items() if value and key not in ("conj", "neg")]
    if unknown or (metadata is not None and flags is not metadata):
        return Unreadable("has metadata of a device, whose meaning is unknown; save it from the CPU")
    return TensorRef(
        storage,
        offset,
        _dims(shape, "size"),
        _dims(strides, "strides"),
        element or storage.element,
        conjugate=flags.get("conj") is True,
        negative=flags.get("neg") is True,
    )


def tensor(args: Arguments) -> Tensor:
    """`_rebuild_tensor(storage, offset, size, stride)`; `_v2` adds two that do not matter here, then metadata."""
    return _window(args, metadata=args[6] if len(args) > 6 else None)


def tensor_v3(args: Arguments) -> Tensor:
    """`_rebuild_tensor_v3(storage, offset, size, stride, requires_grad, hooks, dtype[, metadata])`: untyped storage."""
    if not isinstance(args[6], ElementGlobal):
        raise Fault("a tensor's dtype is not a dtype")
    return _window(args, args[6].element, args[7] if len(args) > 7 else None)


def parameter(args: Arguments) -> Tensor:
    """`_rebuild_parameter(data, requires_grad, hooks[, state])`: the data; the state is attributes of the object."""
    if not isinstance(args[0], Tensor):
        raise Fault("a parameter is built on something other than a tensor")
    return args[0]


def from_type(args: Arguments) -> Tensor:
    """`_rebuild_from_type_v2(function, class, arguments, state)`: a tensor with attributes; the class is torch's."""
    function, inner = args[0], args[2]
    # Nesting this function in itself would allow recursion of any depth.
    if not isinstance(function, Rebuild) or function.build is from_type:
        raise Fault("a tensor is built by something other than a rebuild function")
    if not isinstance(inner, tuple | list):
        raise Fault("a rebuild function's arguments are not a tuple")
    return function.reduce(inner, lambda count: None)


def from_cpu_tensor(args: Arguments) -> Tensor:
    """`_rebuild_device_tensor_from_cpu_tensor(data, dtype, device, requires_grad)`: a tensor saved from XLA."""
    data, dtype = args[:2]
    if not isinstance(data, TensorRef) or not isinstance(dtype, ElementGlobal):
        raise Fault("a device's tensor is built on something other than a tensor and a dtype")
    if dtype.element.name != data.element.name:
        return Unreadable("was saved from a device in a dtype that its bytes do not have; save it from the CPU")
    return data


def unreadable(reason: str) -> Callable[[Arguments], Tensor]:
    """A rebuild function whose tensors have no plain bytes."""
    return lambda args: Unreadable(reason)
