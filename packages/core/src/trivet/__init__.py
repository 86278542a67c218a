"""trivet: pretrained models that belong to no framework.

Importing this imports neither a framework nor anything heavy: every name is looked up on first use, core's own in the
table below, model classes in the tables that installed backends declare.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from trivet.api import load_into, save
    from trivet.architectures.bert import BertConfig
    from trivet.comparison import diff
    from trivet.config import PretrainedConfig
    from trivet.conversion import convert
    from trivet.errors import TrivetError
    from trivet.inspection import inspect
    from trivet.verification import verify, write_manifest

__all__ = [
    "BertConfig",
    "PretrainedConfig",
    "TrivetError",
    "__version__",
    "convert",
    "diff",
    "inspect",
    "load_into",
    "save",
    "verify",
    "write_manifest",
]

_CORE = {
    "BertConfig": "trivet.architectures.bert",
    "PretrainedConfig": "trivet.config",
    "TrivetError": "trivet.errors",
    "convert": "trivet.conversion",
    "diff": "trivet.comparison",
    "inspect": "trivet.inspection",
    "load_into": "trivet.api",
    "save": "trivet.api",
    "verify": "trivet.verification",
    "write_manifest": "trivet.verification",
}


def __getattr__(name: str) -> Any:
    if name in _CORE:
        found = getattr(import_module(_CORE[name]), name)
    elif name.startswith("_"):
        raise AttributeError(f"module 'trivet' has no attribute {name!r}")
    else:
        from trivet.exports import exported

        found = exported(name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    from trivet.exports import exported_names

    return sorted({*globals(), *__all__, *exported_names()})
