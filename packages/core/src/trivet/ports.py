"""Ports: work that a module hands to one which it must not know, such as a config that publishes itself.

A module asks for a port by name. `trivet/__init__`, which knows every room, says once what answers, and that is
imported when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

_REFERENCES: dict[str, str] = {}


def connect(references: Mapping[str, str]) -> None:
    """Say what answers each port: name → "module:attribute"."""
    _REFERENCES.update(references)


@cache
def port(name: str) -> Any:
    """What answers the port of that name."""
    module, _, attribute = _REFERENCES[name].partition(":")
    return getattr(import_module(module), attribute)
