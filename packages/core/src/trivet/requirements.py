"""What configs say of fields that are not what they must be: one word for each kind of demand."""

from __future__ import annotations

from typing import Any, TypeGuard

from trivet.errors import InvalidConfigError


def is_integer(value: object) -> TypeGuard[int]:
    """Whether it is an integer and no truth value."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> TypeGuard[float]:
    """Whether it is a number and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)


class Requirements:
    """Demands on fields, for `validate` and `validate_sizes`; each names the field and what is wrong with it."""

    num_labels: int

    def require_positive(self, *fields: str) -> None:
        """
        Raises:
            InvalidConfigError: one of the fields is no positive integer.
        """
        for field in fields:
            value = getattr(self, field)
            if not is_integer(value) or value < 1:
                raise InvalidConfigError(f"{field} must be a positive integer, not {value!r}", field=field)

    def require_num_labels(self, count: int, why: str) -> None:
        """
        Raises:
            InvalidConfigError: there are more or fewer labels.
        """
        if self.num_labels != count:
            reason = f"num_labels is {self.num_labels}, but {why}: it must be {count}"
            raise InvalidConfigError(reason, field="num_labels")

    def require_count(self, field: str, most: int) -> None:
        """
        Args:
            most: more would be a mistake, or an attempt to fill the memory.

        Raises:
            InvalidConfigError: the field is no integer from 0 to `most`.
        """
        value = getattr(self, field)
        if not is_integer(value) or not 0 <= value <= most:
            raise InvalidConfigError(f"{field} must be an integer from 0 to {most}, not {value!r}", field=field)

    def require_multiple(self, field: str, of: str) -> None:
        """
        Raises:
            InvalidConfigError: the field `of` is no positive integer, or `field` is no multiple of it.
        """
        self.require_positive(of)
        if getattr(self, field) % getattr(self, of):
            reason = f"{field} ({getattr(self, field)}) is not a multiple of {of} ({getattr(self, of)})"
            raise InvalidConfigError(reason, field=field)

    def require_only(self, field: str, *implemented: Any) -> None:
        """
        Args:
            implemented: the values that models here can honour; the first is meant where the field is absent.

        Raises:
            InvalidConfigError: the field has another value.
        """
        value = getattr(self, field, implemented[0])
        if value not in implemented:
            known = " or ".join(repr(each) for each in implemented)
            family = type(self).__name__.removesuffix("Config")
            raise InvalidConfigError(f"{field}={value!r} is not implemented for {family}, only {known}", field=field)
