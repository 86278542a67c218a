"""The contract that every model keeps, held against TensorFlow's: for one family of each kind, as calls take long."""

from trivet.testing.model_contract import ModelContract
from trivet_tf.testing import TensorFlowRunner


class TestModels(ModelContract):
    runner = TensorFlowRunner()
    model_types = ("bert", "llama", "bart")
