"""Held against the numpy backend: each head of each family, and each family with random configs."""

from reference_contract import ReferenceContract

from trivet_torch.testing import TorchRunner


class TestReference(ReferenceContract):
    runner = TorchRunner()
