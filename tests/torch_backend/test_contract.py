"""The contract that every backend keeps, held against the PyTorch one."""

from trivet.testing import BackendContract


class TestTorchBackend(BackendContract):
    backend_name = "torch"
