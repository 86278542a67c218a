"""Looking up the activation function that a config names in a backend's table of functions. Knows no function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from trivet.errors import InvalidConfigError, nearest

Function = TypeVar("Function")


def activation_of(table: Mapping[str, Function], name: object) -> Function:
    """The function of that name.

    Args:
        table: the backend's functions, complete for `trivet.families.activation_names.ACTIVATIONS`.

    Raises:
        InvalidConfigError: there is no function of that name.
    """
    if not isinstance(name, str) or name not in table:
        known = ", ".join(table)
        raise InvalidConfigError(f"unknown activation {name!r}{nearest(str(name), table)}. Known: {known}.")
    return table[name]
