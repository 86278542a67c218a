"""The module classes of families, by the names that code for `transformers` imports them under: `FlaxBertModule`.

Called with a config and without random keys, such a class returns a module of `flax.linen`.
"""

from __future__ import annotations

from typing import Any

from trivet_flax.build.classes import class_named, class_names


def __getattr__(name: str) -> Any:
    if name.startswith("__") or not name.endswith("Module"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return class_named(name)


def __dir__() -> list[str]:
    return [name for name in class_names() if name.endswith("Module")]
