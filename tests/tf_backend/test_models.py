"""The contract that every model keeps, held against TensorFlow's: for heads that show every option, or for all heads."""

import os

from trivet.testing.model_contract import ModelContract
from trivet_tf.testing import TensorFlowRunner


class TestModels(ModelContract):
    runner = TensorFlowRunner()
    every_head = bool(os.environ.get("TRIVET_EVERY_HEAD"))  # `nox -s contract`
