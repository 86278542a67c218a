"""The public classes of all families, created on first use. Pickle and Keras look them up here."""

from __future__ import annotations

from typing import Any

from trivet_tf.build.classes import class_named


def __getattr__(name: str) -> Any:
    if not name.startswith("TF"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    cls = class_named(name)
    globals()[name] = cls
    return cls
