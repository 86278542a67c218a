"""The classes of all families, each created on first use."""

from __future__ import annotations

from typing import Any

from trivet_flax.build.classes import class_named, class_names


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return class_named(name)


def __dir__() -> list[str]:
    return class_names()
