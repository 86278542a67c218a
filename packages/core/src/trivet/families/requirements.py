"""Requirements of config fields: one for each kind of field, and the checks that configs build from them.

A config class declares its fields in a table (`requirements`); the tables of its base classes apply too. Fields that no
table names are free. Limits are generous: they stop values that no machine can hold, not large models.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeGuard

from trivet.errors import InvalidConfigError, nearest
from trivet.families.activation_names import ACTIVATIONS

MOST_LAYERS = 512
"""More than twice as many as in the deepest published models of these families."""

_MOST = 2**31 - 1  # the largest 32-bit index
_LARGEST = 1e38  # the range of float32
_LONGEST_SIDE = 2**16  # of a picture, in pixels


def is_integer(value: object) -> TypeGuard[int]:
    """Whether the value is an integer and not a bool."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> TypeGuard[float]:
    """Whether the value is a number and not a bool."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_token(value: object) -> TypeGuard[int]:
    """Whether the value can be a token id. Some configs have a padding token of -1, or beyond the vocabulary."""
    return is_integer(value) and -_MOST <= value <= _MOST


@dataclass(frozen=True, slots=True)
class Requirement:
    """What the value of a field must be.

    Attributes:
        expected: in words that follow "must be".
        fits: returns whether a value fulfils it.
        hint: returns a further hint for a value that does not; it begins with a space or is empty.
    """

    expected: str
    fits: Callable[[Any], bool]
    hint: Callable[[Any], str] | None = None

    def or_null(self) -> Requirement:
        """The same, or null."""
        return replace(self, expected=f"{self.expected} or null", fits=lambda value: value is None or self.fits(value))

    def check(self, field: str, value: Any) -> None:
        """
        Raises:
            InvalidConfigError: the value does not fulfil it.
        """
        if not self.fits(value):
            hint = "" if self.hint is None else self.hint(value)
            raise InvalidConfigError(f"{field} must be {self.expected}, not {shown(value)}{hint}", field=field)


def shown(value: object) -> str:
    """A value for a message; long ones are shortened."""
    return _REPR.repr(value)


_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = _REPR.maxlong = 80


def integer(least: int, most: int) -> Requirement:
    """An integer within inclusive bounds."""
    return Requirement(f"an integer from {least} to {most}", lambda value: is_integer(value) and least <= value <= most)


def number(least: float, most: float, *, above: bool = False) -> Requirement:
    """A finite number within inclusive bounds; `above` excludes the lower one."""

    def fits(value: Any) -> bool:
        return is_number(value) and (least < value if above else least <= value) and value <= most

    if (least, above) == (0, True) and most == _LARGEST:
        return Requirement("a positive number", fits)
    if most == _LARGEST:
        return Requirement(f"a number of at least {least}", fits)
    return Requirement(f"a number {'above' if above else 'from'} {least} {'up ' if above else ''}to {most}", fits)


def one_of(*choices: Any) -> Requirement:
    """One of a few values."""
    *first, last = (repr(each) for each in choices)
    words = f"{', '.join(first)} or {last}" if first else last
    return Requirement(words, lambda value: any(value is each or _same(value, each) for each in choices))


def _same(value: Any, choice: Any) -> bool:
    return isinstance(value, type(choice)) and isinstance(choice, type(value)) and bool(value == choice)


def _is_token_or_several(value: Any) -> bool:
    return is_token(value) or (isinstance(value, list | tuple) and all(is_token(each) for each in value))


def _is_flag(value: Any) -> bool:
    return value is None or isinstance(value, bool) or (is_integer(value) and value in (0, 1))


def _is_activation(value: Any) -> bool:
    return isinstance(value, str) and value in ACTIVATIONS


def _activation_hint(value: Any) -> str:
    meant = nearest(value, ACTIVATIONS) if isinstance(value, str) and len(value) < 80 else ""
    return f"{meant}. Known: {', '.join(ACTIVATIONS)}."


def _is_sides(value: Any) -> bool:
    both = value if isinstance(value, list | tuple) else (value, value)
    return len(both) == 2 and all(is_integer(each) and 1 <= each <= _LONGEST_SIDE for each in both)


def _is_list_of(value: Any, fits: Callable[[Any], bool]) -> bool:
    return isinstance(value, list | tuple) and len(value) <= MOST_LAYERS and all(map(fits, value))


def size(most: int) -> Requirement:
    """A positive integer up to a limit, which the message names."""

    def hint(value: Any) -> str:
        return f": it can be at most {most}" if is_integer(value) and value > most else ""

    return Requirement("a positive integer", lambda value: is_integer(value) and 1 <= value <= most, hint)


SIZE = size(_MOST)
VOCABULARY = size(2**24)  # sixteen times the largest published one
POSITIONS = size(2**24)  # of positions with rows in a table
WIDTH = size(2**20)
HEADS = size(2**16)
SEGMENTS = size(2**16)
COUNT = integer(0, _MOST)
LAYERS = integer(0, MOST_LAYERS)
PROBABILITY = number(0, 1)
POSITIVE = number(0, _LARGEST, above=True)
NOT_NEGATIVE = number(0, _LARGEST)
FLAG = Requirement("true or false", _is_flag)
TEXT = Requirement("a string", lambda value: isinstance(value, str))
TOKEN = Requirement("a token id", is_token).or_null()
TOKENS = Requirement("a token id, or a list of them", _is_token_or_several).or_null()
SIDES = Requirement("a positive number of pixels, or a height and a width", _is_sides)
INDICES = Requirement("a list of integers", lambda value: _is_list_of(value, is_integer))
NAMES = Requirement("a list of strings", lambda value: _is_list_of(value, lambda each: isinstance(each, str)))
CHANNELS = size(2**12)
ACTIVATION = Requirement("the name of an activation function", _is_activation, _activation_hint)


class Requirements:
    """Checks of fields, for `validate` and `validate_sizes`; errors name the field and what is wrong with it.

    Attributes:
        requirements: field → what its value must be; those of the base classes apply as well.
    """

    requirements: ClassVar[Mapping[str, Requirement]] = {}
    num_labels: int

    @classmethod
    def all_requirements(cls) -> dict[str, Requirement]:
        """The requirements of the class and its bases; a class's own come before those of its bases."""
        tables = (vars(base).get("requirements", {}) for base in reversed(cls.__mro__))
        return {field: requirement for table in tables for field, requirement in table.items()}

    def check_fields(self) -> None:
        """Check every field that is set against its requirement.

        Raises:
            InvalidConfigError: a field does not fulfil its requirement.
        """
        fields = vars(self)
        for field, requirement in self.all_requirements().items():
            if field in fields:
                requirement.check(field, fields[field])

    def require_positive(self, *fields: str) -> None:
        """
        Raises:
            InvalidConfigError: one of the fields is not a positive integer.
        """
        for field in fields:
            SIZE.check(field, getattr(self, field))

    def require_num_labels(self, count: int, why: str) -> None:
        """
        Raises:
            InvalidConfigError: the config has more or fewer labels.
        """
        if self.num_labels != count:
            reason = f"num_labels is {self.num_labels}, but {why}: it must be {count}"
            raise InvalidConfigError(reason, field="num_labels")

    def require_count(self, field: str, most: int) -> None:
        """
        Args:
            most: a limit against mistakes and against attempts to fill the memory.

        Raises:
            InvalidConfigError: the field is not an integer from 0 to `most`.
        """
        integer(0, most).check(field, getattr(self, field))

    def require_multiple(self, field: str, of: str) -> None:
        """
        Raises:
            InvalidConfigError: the field `of` is not a positive integer, or `field` is not a multiple of it.
        """
        self.require_positive(field, of)
        if getattr(self, field) % getattr(self, of):
            reason = f"{field} ({getattr(self, field)}) is not a multiple of {of} ({getattr(self, of)})"
            raise InvalidConfigError(reason, field=field)

    def require_only(self, field: str, *implemented: Any) -> None:
        """
        Args:
            implemented: the values that models support; the first is the default if the field is absent.

        Raises:
            InvalidConfigError: the field has another value.
        """
        value = getattr(self, field, implemented[0])
        if value not in implemented:
            known = " or ".join(repr(each) for each in implemented)
            family = type(self).__name__.removesuffix("Config")
            raise InvalidConfigError(
                f"{field}={shown(value)} is not implemented for {family}, only {known}", field=field
            )
