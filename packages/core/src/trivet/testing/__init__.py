"""Conformance tests for backends, formats and families, ours and third parties'. Needs `pip install "trivet[testing]"`.

A test module is a few lines. `BackendContract` tests files and public names, `ModelContract` what models
compute:

    from trivet.testing import BackendContract, ModelContract
    from trivet_torch.testing import TorchRunner

    class TestContract(BackendContract):
        backend_name = "torch"

    class TestModels(ModelContract):
        runner = TorchRunner()
        model_types = ("word-average",)

`tiny_config` needs no more than core; names that need more are imported on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trivet.testing.backend_contract import BackendContract
    from trivet.testing.configs import tiny_config
    from trivet.testing.format_contract import FormatContract
    from trivet.testing.hostile import mutations, truncations
    from trivet.testing.model_contract import ModelContract
    from trivet.testing.runner import Runner

__all__ = ["BackendContract", "FormatContract", "ModelContract", "Runner", "mutations", "tiny_config", "truncations"]

_MODULES = {
    "BackendContract": "backend_contract",
    "FormatContract": "format_contract",
    "ModelContract": "model_contract",
    "Runner": "runner",
    "mutations": "hostile",
    "tiny_config": "configs",
    "truncations": "hostile",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
