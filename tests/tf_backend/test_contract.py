"""The contract that every backend keeps."""

from __future__ import annotations

from trivet.testing import BackendContract


class TestContract(BackendContract):
    backend_name = "tensorflow"
