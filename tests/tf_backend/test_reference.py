"""Held against the numpy backend: heads without golden data, and families with random configs; few, or all."""

import os

from reference_contract import ReferenceContract, drawn

from trivet_tf.testing import TensorFlowRunner

EVERY_HEAD = bool(os.environ.get("TRIVET_EVERY_HEAD"))  # `nox -s contract`


class TestReference(ReferenceContract):
    runner = TensorFlowRunner()
    every_head = EVERY_HEAD
    test_outputs_are_those_of_the_blueprint_whatever_the_config = drawn(10 if EVERY_HEAD else 1)
