"""The contract that every model keeps, held against PyTorch's: for heads that show every option, or for all heads."""

import os

from trivet.testing.model_contract import ModelContract
from trivet_torch.testing import TorchRunner


class TestModels(ModelContract):
    runner = TorchRunner()
    every_head = bool(os.environ.get("TRIVET_EVERY_HEAD"))  # `nox -s contract`
