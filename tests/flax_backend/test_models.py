"""The contract that every model keeps, held against Flax's: for three families, as each shape is compiled anew."""

import os

from trivet.testing.model_contract import ModelContract
from trivet_flax.testing import FlaxRunner

EVERY_HEAD = bool(os.environ.get("TRIVET_EVERY_HEAD"))  # `nox -s contract`


class TestModels(ModelContract):
    runner = FlaxRunner()
    every_head = EVERY_HEAD
    model_types = None if EVERY_HEAD else ("bert",)


if not EVERY_HEAD:

    class TestDecodersAndPairs(ModelContract):
        runner = FlaxRunner()
        every_head = False
        model_types = ("gpt2", "t5")
