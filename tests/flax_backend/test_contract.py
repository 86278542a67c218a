"""The contract that every backend keeps."""

from __future__ import annotations

from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.testing import BackendContract
from trivet_flax.gaps import GAPS


class TestContract(BackendContract):
    backend_name = "flax"
    gaps = tuple(GAPS)

    def described(self, head: str, config: PretrainedConfig) -> Any:
        return self.class_of(head)(config, _do_init=False)
