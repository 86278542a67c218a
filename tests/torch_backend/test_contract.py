"""The contract that every backend keeps, held against the PyTorch one."""

from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.testing import BackendContract
from trivet_torch.build.without_values import build_without_values


class TestTorchBackend(BackendContract):
    backend_name = "torch"

    def described(self, head: str, config: PretrainedConfig) -> Any:
        return build_without_values(lambda: self.class_of(head)(config))
