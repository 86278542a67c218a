"""Conformance tests for backends and formats, ours and third parties'. Needs `pip install "trivet[testing]"`.

A backend's test module is three lines:

    from trivet.testing import BackendContract

    class TestContract(BackendContract):
        backend_name = "torch"

`tiny_config` needs nothing that core does not: what does is imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trivet.testing.backend_contract import BackendContract
    from trivet.testing.configs import tiny_config
    from trivet.testing.format_contract import FormatContract
    from trivet.testing.hostile import mutations, truncations

__all__ = ["BackendContract", "FormatContract", "mutations", "tiny_config", "truncations"]

_MODULES = {
    "BackendContract": "backend_contract",
    "FormatContract": "format_contract",
    "mutations": "hostile",
    "tiny_config": "configs",
    "truncations": "hostile",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
