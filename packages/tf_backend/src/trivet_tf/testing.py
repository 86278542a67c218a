"""The runner of TensorFlow's models for the contract of models (`trivet.testing`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import tensorflow as tf
from numpy.typing import NDArray

from trivet.testing.runner import Arrays, Runner
from trivet_tf.backend import BACKEND
from trivet_tf.model.outputs import TFBaseModelOutput

Array = NDArray[Any]


class TensorFlowRunner(Runner):
    """Runs models of TensorFlow. A loss is the mean of a model's losses of rows or labels."""

    backend_name = "tensorflow"
    gaps: ClassVar[Mapping[str, str]] = {
        "checkpointing": "Keras keeps states, or what `tf.recompute_grad` is put around by who calls the model"
    }

    def outputs(self, model: Any, inputs: Arrays, *, compiled: bool = False, seed: int | None = None) -> Any:
        """As for `Runner`; `compiled` uses XLA."""
        _seed(model, seed or 0)
        call = tf.function(model, jit_compile=True) if compiled else model
        return call(**inputs, training=seed is not None)

    def encoded(self, output: Any) -> Any:
        """As for `Runner`."""
        return TFBaseModelOutput(last_hidden_state=output.encoder_last_hidden_state)

    def gradients(
        self, model: Any, inputs: Arrays, *, seed: int | None = None, checkpointed: bool = False
    ) -> dict[str, Array]:
        """As for `Runner`."""
        _seed(model, seed or 0)
        skeleton, variables = BACKEND.skeleton(model), BACKEND.tensors(model)
        targets = [each for each in skeleton.targets if variables[each.name].trainable and each.param.tied is None]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(model(**inputs, training=seed is not None).loss)
        slopes = tape.gradient(loss, [variables[each.name].value for each in targets])
        return {
            target.param.name: self.canonical(tf.convert_to_tensor(slope), skeleton.dialect.layout(target.param))
            for target, slope in zip(targets, slopes, strict=True)
            if slope is not None
        }


def _seed(model: Any, seed: int) -> None:
    """Reset the random state of every layer of a model to that of a new model with this seed."""
    states = (each for each in model.non_trainable_variables if each.path.endswith("seed_generator_state"))
    for place, state in enumerate(states):
        state.assign([seed, place])
