"""The contract that every model keeps, of every family, held against PyTorch's."""

from trivet.testing.model_contract import ModelContract
from trivet_torch.testing import TorchRunner


class TestModels(ModelContract):
    runner = TorchRunner()
