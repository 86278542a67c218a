"""Conformance tests for backends and formats, ours and third parties'. Needs `pip install "trivet[testing]"`.

A backend's test module is three lines:

    from trivet.testing import BackendContract

    class TestContract(BackendContract):
        backend_name = "torch"
"""

from __future__ import annotations

from trivet.testing.backend_contract import BackendContract
from trivet.testing.configs import tiny_config
from trivet.testing.format_contract import FormatContract
from trivet.testing.hostile import mutations, truncations

__all__ = ["BackendContract", "FormatContract", "mutations", "tiny_config", "truncations"]
