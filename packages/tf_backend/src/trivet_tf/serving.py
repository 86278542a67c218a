"""Models as TensorFlow Serving takes them: what a served model is given, what it answers, and writing a SavedModel."""

from __future__ import annotations

import inspect
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from trivet.config import PretrainedConfig
from trivet.errors import DestinationError
from trivet.outputs import ModelOutput
from trivet_tf.encoder_decoder_cache import EncoderDecoderCache
from trivet_tf.framework import tf


class Serving:
    """Mixin of models with a config: what a call of theirs looks like, and how they are served.

    Attributes:
        served_inputs: what is served beside the inputs which a call needs, where the model takes it.
    """

    main_input_name: ClassVar[str]
    served_inputs: ClassVar[tuple[str, ...]] = ("attention_mask", "token_type_ids", "decoder_attention_mask")

    config: PretrainedConfig

    @property
    def dummy_inputs(self) -> Mapping[str, np.ndarray[Any, Any]]:
        """Arguments of a call that uses every layer. Only shapes and dtypes matter; override for other inputs."""
        return {self.main_input_name: np.zeros((2, 3), np.int32)}

    @property
    def input_signature(self) -> dict[str, tf.TensorSpec]:
        """Name → spec of what a served model is given: what a call needs, and masks and segments if it takes them.

        Whole numbers are int32 of any shape with the axes of `dummy_inputs`, all else is of any batch size. Override it
        for other inputs.
        """
        arguments = list(inspect.signature(self.call).parameters)  # type: ignore[attr-defined]
        dummies = dict(self.dummy_inputs)
        like = next(iter(dummies.values()))
        dummies |= {name: like for name in self.served_inputs if name in arguments and name not in dummies}
        # A call's own order, whatever it is called with.
        names = sorted(dummies, key=lambda name: arguments.index(name) if name in arguments else len(arguments))
        return {name: _spec(name, dummies[name]) for name in names}

    @property
    def serving(self) -> Any:
        """A `tf.function` of a dict of inputs that gives the dict of `serving_output`.

        `model.serving.get_concrete_function(model.input_signature)` is one for a SavedModel.
        """
        kept = vars(self)
        if "_serving" not in kept:
            kept["_serving"] = tf.function(lambda inputs: self.serving_output(self._served(inputs)))
        return kept["_serving"]

    def eager_serving(self, inputs: Mapping[str, Any]) -> Any:
        """What `serving` gives, computed without tracing."""
        return self.serving_output(self._served(inputs))

    def serving_output(self, output: Any) -> Any:
        """An output as a served model answers it: a dict of tensors.

        States, attentions and caches of all layers are one tensor each, the layers in front, and are there only if the
        config asks for them. An encoder-decoder's cache is left out: its tensors have different shapes.
        """
        if not isinstance(output, ModelOutput):
            return output
        return {
            name: tf.convert_to_tensor(tf.stack(_nested(value))) if _is_nested(value) else value
            for name, value in output.items()
            if self._is_served(name, value)
        }

    def _served(self, inputs: Mapping[str, Any]) -> Any:
        return self(dict(inputs), training=False)  # type: ignore[operator]

    def _is_served(self, name: str, value: Any) -> bool:
        if name.endswith("hidden_states"):
            return bool(self.config.output_hidden_states)
        if name.endswith("attentions"):
            return bool(self.config.output_attentions)
        if name == "past_key_values":
            return bool(getattr(self.config, "use_cache", False)) and not isinstance(value, EncoderDecoderCache)
        return True


def write_saved_model(model: Any, folder: Path, signatures: Any = None) -> None:
    """Write a SavedModel, which TensorFlow loads and calls without Keras or trivet.

    Args:
        model: has `serving`, `input_signature` and `variables`.
        folder: is replaced as a whole once the new one is complete.
        signatures: a function or a dict of them, as `tf.saved_model.save` takes; None: `serving_default`, and
            `int64_serving` if there are int32 inputs.

    Raises:
        DestinationError: the folder cannot be written.
    """
    module = tf.Module()
    module.kept = [variable.value for variable in model.variables]
    if signatures is None:
        signatures = _signatures(model)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise DestinationError(folder, f"cannot write there ({error.strerror})") from error
    try:
        fresh, old = staging / "new", staging / "old"
        tf.saved_model.save(module, str(fresh), signatures=signatures)
        if folder.exists():
            os.rename(folder, old)
        os.rename(fresh, folder)
    except OSError as error:
        raise DestinationError(folder, f"cannot write there ({error.strerror})") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _signatures(model: Any) -> dict[str, Any]:
    """A served model's functions by name."""
    narrow = model.input_signature
    found = {"serving_default": model.serving.get_concrete_function(narrow)}
    if any(spec.dtype == tf.int32 for spec in narrow.values()):
        wide = {
            name: tf.TensorSpec(spec.shape, tf.int64 if spec.dtype == tf.int32 else spec.dtype, name)
            for name, spec in narrow.items()
        }
        found["int64_serving"] = model.serving.get_concrete_function(wide)
    return found


def _spec(name: str, example: np.ndarray[Any, Any]) -> tf.TensorSpec:
    if np.issubdtype(example.dtype, np.integer):
        return tf.TensorSpec([None] * example.ndim, tf.int32, name)
    return tf.TensorSpec([None, *example.shape[1:]], tf.as_dtype(example.dtype), name)


def _is_nested(value: Any) -> bool:
    return isinstance(value, tuple | list) or not tf.is_tensor(value)


def _nested(value: Any) -> list[Any]:
    """A tuple's or a cache's tensors, those of one layer as one."""
    return [tf.stack(_nested(each)) if _is_nested(each) else each for each in value]
