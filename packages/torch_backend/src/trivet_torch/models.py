"""The model classes of every family, under their own names. Each is made when it is first asked for, and kept."""

from __future__ import annotations

from typing import Any

from trivet.families.registry import families
from trivet_torch.build.classes import class_named


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return class_named(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *(name for each in families() for name in (f"{each.name}PreTrainedModel", *each.heads))})
