"""Errors of this backend only. Must not import Keras or TensorFlow."""

from __future__ import annotations

from collections.abc import Sequence

from trivet.errors import TrivetError


class KerasBackendError(TrivetError, ImportError):
    """Keras runs on another framework than TensorFlow.

    Attributes:
        found: the framework it runs on.
    """

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(
            f"Keras runs on {found!r} in this process, and trivet's Keras models need it to run on TensorFlow. Set the "
            "environment variable KERAS_BACKEND=tensorflow before Keras is first imported."
        )


class NotQuantizableError(TrivetError, NotImplementedError):
    """Keras cannot quantize a model, because it would ignore its layers.

    Attributes:
        model: the model's name.
        layers: the classes of layers that it cannot quantize.
    """

    def __init__(self, model: str, layers: Sequence[str]) -> None:
        self.model, self.layers = model, tuple(layers)
        super().__init__(
            f"the model {model!r} cannot be quantized by Keras, which supports only its own classes of layers and not "
            f"{', '.join(layers)}; nothing was changed. Convert it for TensorFlow Lite with 8-bit weights: "
            "model.export(folder), then converter = tf.lite.TFLiteConverter.from_saved_model(folder) and "
            "converter.optimizations = [tf.lite.Optimize.DEFAULT]."
        )


class ModelNotBuiltError(TrivetError, ValueError):
    """A Keras model has no variables yet, so that it cannot be filled or saved.

    Attributes:
        model: the model's name.
    """

    def __init__(self, model: str, advice: str) -> None:
        self.model = model
        super().__init__(f"the model {model!r} is not built, so it has no variables yet. {advice}")
