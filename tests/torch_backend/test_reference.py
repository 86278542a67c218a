"""Held against the numpy backend: heads without golden data, and each family with random configs."""

from reference_contract import ReferenceContract

from trivet_torch.testing import TorchRunner


class TestReference(ReferenceContract):
    runner = TorchRunner()
