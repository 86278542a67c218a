"""The base of what models return: an ordered mapping with attributes, as in `transformers` 4.37.

Knows no framework. A backend whose framework must see into outputs asks to be called with every output class.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar

from trivet.foreign_classes import CountsAsForeign

Array = TypeVar("Array")


class ModelOutput(Generic[Array], CountsAsForeign, OrderedDict[str, Any]):
    """Base of every output. `output.logits`, `output["logits"]`, `output[0]`, `dict(output)` and `**output` all work.

    It is a mapping of the fields that are not None, in their order: iterating gives their names, and `to_tuple()` their
    values, as do slices. An item and the attribute of its name are the same thing: to set one sets the other. Nothing
    can be removed. Instead of its fields, an output accepts a mapping, or pairs of names and values.

    Subclasses are dataclasses, all of whose fields have the default None. Pipelines of `transformers` take an output
    for one of their own.
    """

    _foreign_class: ClassVar[tuple[str, str]] = ("transformers.utils.generic", "ModelOutput")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """
        Raises:
            TypeError: a subclass is not a dataclass.
        """
        if type(self) is not ModelOutput:
            raise TypeError(f"{type(self).__name__} is a ModelOutput without fields: decorate it with @dataclass")
        super().__init__(*args, **kwargs)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for register in tuple(_REGISTRARS):
            register(cls)

    def __post_init__(self) -> None:
        """Take apart a mapping or pairs, if there is no other value.

        Raises:
            ValueError: a sequence that begins with a pair of a name and a value has other items.
        """
        names = _field_names(type(self))
        for name in names:
            self._enter(name, getattr(self, name))  # a frozen dataclass sets its fields without __setattr__
        if len(self) == 1 and names[0] in self:
            pairs = _pairs(self[names[0]], names)
            if pairs is not None:
                self[names[0]] = None
                for name, value in pairs:
                    self[name] = value

    def to_tuple(self) -> tuple[Any, ...]:
        """The fields that are set, as a plain tuple."""
        return tuple(self.values())

    def replace(self, **fields: Any) -> Self:
        """A copy with other values of some fields; None leaves one out.

        Raises:
            TypeError: there is no such field.
        """
        return type(self)(**{**self, **fields})

    def __getitem__(self, key: str | int | slice) -> Any:
        return super().__getitem__(key) if isinstance(key, str) else self.to_tuple()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        object.__setattr__(self, key, value)
        self._enter(key, value)

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if name in self or name in _field_names(type(self)):
            self._enter(name, value)

    def _enter(self, name: str, value: Any) -> None:
        """Put a value into the mapping at its place among the fields, or remove it if it is None."""
        if value is None:
            if name in self:
                super().__delitem__(name)
            return
        is_new = name not in self
        super().__setitem__(name, value)
        if is_new and len(self) > 1:
            for later in _behind(name, list(self), _field_names(type(self))):
                self.move_to_end(later)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), dict(self))

    def __delitem__(self, key: str) -> NoReturn:
        raise self._refusal("del")

    def pop(self, *args: Any, **kwargs: Any) -> NoReturn:
        """
        Raises:
            TypeError: always: an output keeps its fields.
        """
        raise self._refusal("pop")

    def popitem(self, *args: Any, **kwargs: Any) -> NoReturn:
        """
        Raises:
            TypeError: as `pop`.
        """
        raise self._refusal("popitem")

    def clear(self) -> NoReturn:
        """
        Raises:
            TypeError: as `pop`.
        """
        raise self._refusal("clear")

    def setdefault(self, *args: Any, **kwargs: Any) -> NoReturn:
        """
        Raises:
            TypeError: as `pop`.
        """
        raise self._refusal("setdefault")

    def update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """
        Raises:
            TypeError: as `pop`.
        """
        raise self._refusal("update")

    def _refusal(self, name: str) -> TypeError:
        return TypeError(
            f"{name} is not possible on a {type(self).__name__}: set its items, or copy it by dict(output)"
        )


Registrar = Callable[[type[ModelOutput[Any]]], None]
_REGISTRARS: list[Registrar] = []


def register_classes(register: Registrar) -> None:
    """Call a function with each output class that there is, and with each that anyone defines later.

    A later class is not a dataclass yet when the function is called.
    """
    _REGISTRARS.append(register)
    classes: list[type[ModelOutput[Any]]] = [ModelOutput]
    for each in classes:
        classes += [known for known in each.__subclasses__() if known not in classes]
        register(each)


def _field_names(output_class: type[Any]) -> tuple[str, ...]:
    return tuple(getattr(output_class, "__dataclass_fields__", ()))


def _behind(name: str, present: Sequence[str], names: Sequence[str]) -> list[str]:
    """Which of the names that are present stand behind a new one: those of later fields, and those of no field."""
    if name not in names:
        return []
    before = names[: names.index(name) + 1]
    return [each for each in present if each not in before]


def _pairs(value: Any, names: Sequence[str]) -> list[tuple[str, Any]] | None:
    """Names and values, if that is what a value is: a mapping that has one of the fields' names, or a series of pairs.

    Raises:
        ValueError: it begins with a pair and goes on with something else.
    """
    if isinstance(value, Mapping):
        is_output = not value or any(name in value for name in names)
        return list(value.items()) if is_output else None
    if not isinstance(value, list | tuple | Iterator):
        return None
    elements = list(value)
    if not elements or not _is_pair(elements[0]):
        return None
    for each in elements:
        if not _is_pair(each):
            raise ValueError(f"an output's pairs must each be a name and a value, not {each!r}")
    return [(each[0], each[1]) for each in elements]


def _is_pair(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[0], str)


def _restored(output_class: type[ModelOutput[Any]], values: Mapping[str, Any]) -> ModelOutput[Any]:
    output = output_class()
    for name, value in values.items():
        output[name] = value
    return output
