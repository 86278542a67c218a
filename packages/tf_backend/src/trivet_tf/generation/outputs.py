"""What `generate(return_dict_in_generate=True)` returns, as TensorFlow sees into it."""

from __future__ import annotations

from trivet.text.generation import outputs
from trivet_tf.framework import tf
from trivet_tf.model.outputs import TFModelOutput


class TFGenerateOutput(TFModelOutput, outputs.GenerateOutput[tf.Tensor]):
    """As `GenerateOutput`."""


class TFGenerateBeamOutput(TFGenerateOutput, outputs.GenerateBeamOutput[tf.Tensor]):
    """As `GenerateBeamOutput`."""
