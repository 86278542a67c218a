"""Ports: how a module calls code that it must not import, such as a config that publishes itself.

A module asks for a port by name. `trivet/__init__`, which knows every room, connects each name to an implementation
once; the implementation is imported when its port is first asked for.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

TYPE_CHECKING = False  # type checkers take it for true; importing `typing` would take longer than all of `trivet`
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_REFERENCES: dict[str, str] = {}


def connect(references: Mapping[str, str]) -> None:
    """Set the implementation of each port: name → "module:attribute"."""
    _REFERENCES.update(references)


@cache
def port(name: str) -> Any:
    """The implementation of the port of that name, imported on first use."""
    module, _, attribute = _REFERENCES[name].partition(":")
    return getattr(import_module(module), attribute)
