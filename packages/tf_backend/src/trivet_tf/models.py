"""The public classes of all families, made on first use. Pickle and Keras find them here."""

from __future__ import annotations

from typing import Any

from trivet_tf.build.classes import class_named


def __getattr__(name: str) -> Any:
    if not name.startswith("TF"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = class_named(name)
    globals()[name] = found
    return found
