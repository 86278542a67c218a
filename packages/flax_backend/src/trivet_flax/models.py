"""The classes of all families, each created on first use, and what scripts import from beside them."""

from __future__ import annotations

from typing import Any

from trivet_flax.build.classes import class_named, class_names
from trivet_flax.extras.module_functions import shift_tokens_right  # noqa: F401  scripts import it beside a class


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return class_named(name)


def __dir__() -> list[str]:
    return class_names()
