"""The contract that every model keeps, held against Flax's: for one family, as each shape is compiled anew."""

from trivet.testing.model_contract import ModelContract
from trivet_flax.testing import FlaxRunner


class TestModels(ModelContract):
    runner = FlaxRunner()
    model_types = ("bert",)
