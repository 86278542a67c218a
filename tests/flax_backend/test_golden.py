"""The same numbers as the reference library: outputs, losses, gradients of every family, from every dialect's files."""

from __future__ import annotations

from golden_contract import GoldenContract

from trivet_flax.testing import FlaxRunner


class TestGolden(GoldenContract):
    runner = FlaxRunner()
