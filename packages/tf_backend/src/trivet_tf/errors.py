"""Errors of this backend only. Must not import Keras or TensorFlow."""

from __future__ import annotations

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
    """Keras cannot quantize a model in the way that was asked for; nothing was changed.

    Attributes:
        model: the model's name.
    """

    def __init__(self, model: str, reason: str) -> None:
        self.model = model
        super().__init__(
            f"the model {model!r} cannot be quantized by Keras: {reason}; nothing was changed. Convert it for "
            "TensorFlow Lite with 8-bit weights: model.export(folder), then converter = "
            "tf.lite.TFLiteConverter.from_saved_model(folder) and converter.optimizations = "
            "[tf.lite.Optimize.DEFAULT]."
        )


class QuantizedModelError(TrivetError, NotImplementedError):
    """A model that Keras has quantized has no weights that a checkpoint could hold.

    Attributes:
        model: the model's name.
        layer: the path of a quantized layer.
    """

    def __init__(self, model: str, layer: str) -> None:
        self.model, self.layer = model, layer
        super().__init__(
            f"the layer {layer!r} of the model {model!r} is quantized: its weights are integers that only Keras can "
            "read. Save the model with model.save('model.keras'), or save and load before model.quantize."
        )


class ModelNotBuiltError(TrivetError, ValueError):
    """A Keras model has no variables yet, so that it cannot be filled or saved.

    Attributes:
        model: the model's name.
    """

    def __init__(self, model: str, advice: str) -> None:
        self.model = model
        super().__init__(f"the model {model!r} is not built, so it has no variables yet. {advice}")
