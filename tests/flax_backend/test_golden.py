"""The same numbers as the reference library: outputs, losses, gradients of every family, from every dialect's files."""

from __future__ import annotations

import golden_tiers
from golden_contract import GoldenContract

from trivet_flax.testing import FlaxRunner


class TestGolden(GoldenContract):
    runner = FlaxRunner()
    every_case = golden_tiers.EVERY_CASE
