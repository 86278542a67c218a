"""Models for TensorFlow Serving: inputs and outputs of a served model, and writing a SavedModel."""

from __future__ import annotations

import inspect
import os
import shutil
import tempfile
from collections import namedtuple
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

# TensorFlow lets types define their encoding in a SavedModel, and Keras the hooks of TensorFlow Lite; neither has a
# public name.
from tensorflow.python.saved_model import nested_structure_coder
from tensorflow.python.util import keras_deps

from trivet.errors import DestinationError
from trivet.families.config import PretrainedConfig
from trivet.families.outputs import ModelOutput
from trivet_tf.cache import Cache
from trivet_tf.cache.encoder_decoder import EncoderDecoderCache
from trivet_tf.framework import keras, tf
from trivet_tf.model.outputs import TFModelOutput


class Serving:
    """Mixin of models with a config: example inputs of a call, and serving.

    Attributes:
        served_inputs: names of optional inputs that are served too, if the model has them.
    """

    main_input_name: ClassVar[str]
    served_inputs: ClassVar[tuple[str, ...]] = ("attention_mask", "token_type_ids", "decoder_attention_mask")

    config: PretrainedConfig

    @property
    def dummy_inputs(self) -> Mapping[str, Any]:
        """Arguments of a call that uses every layer, tensors or arrays. Override for other inputs.

        To build a model, only their shapes and dtypes matter.
        """
        return {self.main_input_name: tf.zeros((2, 3), tf.int32)}

    @property
    def input_signature(self) -> dict[str, tf.TensorSpec]:
        """Name → spec of the inputs of a served model: required inputs, and masks and segments if it has them.

        Integers are int32 of any shape with the axes of `dummy_inputs`, other inputs have any batch size. Override it
        for other inputs.
        """
        arguments = list(inspect.signature(self.call).parameters)  # type: ignore[attr-defined]
        dummies = dict(self.dummy_inputs)
        like = next(iter(dummies.values()))
        dummies |= {name: like for name in self.served_inputs if name in arguments and name not in dummies}
        # In the order of the call's arguments.
        names = sorted(dummies, key=lambda name: arguments.index(name) if name in arguments else len(arguments))
        return {name: _spec(name, dummies[name]) for name in names}

    @property
    def serving(self) -> Any:
        """A `tf.function` of a dict of inputs that returns the dict of `serving_output`.

        `model.serving.get_concrete_function(model.input_signature)` is one for a SavedModel.
        """
        kept = vars(self)
        if "_serving" not in kept:
            kept["_serving"] = tf.function(lambda inputs: self.serving_output(self._served(inputs)))
        return kept["_serving"]

    @property
    def _default_save_signature(self) -> Any:
        """The function that `tf.saved_model.save` serves by default."""
        kept = vars(self)
        if "_saved_signature" not in kept:
            function = self.eager_serving
            kept["_saved_signature"] = tf.function(function, input_signature=[self.input_signature])
        return kept["_saved_signature"]

    def _get_save_spec(self, dynamic_batch: bool = True) -> dict[str, tf.TensorSpec]:
        """The specs with which `tf.lite.TFLiteConverter.from_keras_model` calls the model."""
        if keras_deps.get_call_context_function() is None:  # as with Keras 3, unless tf_keras is there too
            tf.__internal__.register_call_context_function(_NoContext)
        return self.input_signature

    def export(
        self,
        filepath: str | os.PathLike[str],
        format: str = "tf_saved_model",
        verbose: bool | None = None,
        input_signature: Any = None,
        **kwargs: Any,
    ) -> None:
        """Like `keras.Model.export`; what a SavedModel's `serve` returns is a dict of all tensors of the output.

        Args:
            filepath, format, verbose, kwargs: as for any Keras model.
            input_signature: specs of the exported function's arguments; None means one dict, the model's
                `input_signature`.
        """
        signature = [self.input_signature] if input_signature is None else input_signature
        if format == "tf_saved_model":
            archive: Any = keras.export.ExportArchive()
            archive.track(self)
            archive.add_endpoint("serve", partial(_plain_call, self), signature, **kwargs)
            archive.write_out(filepath, verbose=True if verbose is None else verbose)
            return
        super().export(  # type: ignore[misc]
            filepath, format=format, verbose=verbose, input_signature=signature, **kwargs
        )

    def eager_serving(self, inputs: Mapping[str, Any]) -> Any:
        """The result of `serving`, without tracing."""
        return self.serving_output(self._served(inputs))

    def serving_output(self, output: Any) -> Any:
        """An output in the form of a served model: a dict of tensors.

        States, attentions and caches of all layers are one tensor each, with layers as the first axis, and only if the
        config enables them. An encoder-decoder's cache is omitted, because its tensors have different shapes.
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
            return bool(getattr(self.config, "use_cache", False)) and not _has_two_sides(value)
        return True


def write_saved_model(model: Any, folder: Path, signatures: Any = None) -> None:
    """Write a SavedModel, which TensorFlow loads and calls without Keras or trivet.

    Args:
        model: has `serving`, `input_signature` and `variables`.
        folder: replaced atomically after the new one is complete.
        signatures: a function or a dict of them, as for `tf.saved_model.save`; None means `serving_default`, and
            `int64_serving` if there are int32 inputs.

    Raises:
        DestinationError: the folder cannot be written.
    """
    module = tf.Module()
    module.kept = [variable.value for variable in model.variables]
    if signatures is None:
        signatures = _signatures(model)
    elif isinstance(signatures, Mapping):
        signatures = {name: _with_plain_outputs(each) for name, each in signatures.items()}
    else:
        signatures = _with_plain_outputs(signatures)
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


class _NoContext:
    """The context in which `from_keras_model` calls a model, as in the Keras that was part of TensorFlow."""

    def enter(self, *args: Any, **kwargs: Any) -> AbstractContextManager[None]:
        """An empty context."""
        return nullcontext()


class _TupleCodec:
    """Encodes outputs and caches of functions in a SavedModel, which is loaded without trivet.

    An output becomes a named tuple, a cache a tuple of its members: both are flattened in the same order.
    """

    def can_encode(self, value: Any) -> bool:
        """Whether this is such a value."""
        return isinstance(value, TFModelOutput | Cache | EncoderDecoderCache)

    def do_encode(self, value: Any, encode: Callable[[Any], Any]) -> Any:
        """The message for a value."""
        if isinstance(value, TFModelOutput):
            return encode(namedtuple(type(value).__name__, value.keys())(*value.values()))
        return encode(tuple(value.__tf_flatten__()[1]))

    def can_decode(self, message: Any) -> bool:
        """False: loaded values are plain tuples."""
        return False

    def do_decode(self, message: Any, decode: Callable[[Any], Any]) -> Any:
        """
        Raises:
            TypeError: always, because `can_decode` is false for every message.
        """
        raise TypeError("outputs are encoded as tuples, which TensorFlow reads itself")


nested_structure_coder.register_codec(_TupleCodec())


def _plain_call(model: Any, *args: Any) -> Any:
    """What a model returns, an output as a dict of tensors: signatures of a SavedModel have nothing else in dicts."""
    return _plain(model(*args))


def _plain(output: Any) -> Any:
    return output._asdict() if isinstance(output, TFModelOutput) else output


def _with_plain_outputs(function: Any) -> Any:
    """A function for a signature that returns a dict of tensors where this one returns an output."""
    concrete = function.get_concrete_function() if hasattr(function, "get_concrete_function") else function
    if not isinstance(concrete.structured_outputs, TFModelOutput):
        return function
    args, kwargs = concrete.structured_input_signature
    return tf.function(lambda *args, **kwargs: _plain(concrete(*args, **kwargs))).get_concrete_function(*args, **kwargs)


def _signatures(model: Any) -> dict[str, Any]:
    """A served model's functions by name."""
    narrow = model.input_signature
    functions = {"serving_default": model.serving.get_concrete_function(narrow)}
    if any(spec.dtype == tf.int32 for spec in narrow.values()):
        wide = {
            name: tf.TensorSpec(spec.shape, tf.int64 if spec.dtype == tf.int32 else spec.dtype, name)
            for name, spec in narrow.items()
        }
        functions["int64_serving"] = model.serving.get_concrete_function(wide)
    return functions


def _spec(name: str, example: Any) -> tf.TensorSpec:
    """
    Args:
        example: a tensor or an array.
    """
    dtype, shape = tf.as_dtype(example.dtype), tuple(example.shape)
    if dtype.is_integer:
        return tf.TensorSpec([None] * len(shape), tf.int32, name)
    return tf.TensorSpec([None, *shape[1:]], dtype, name)


def _has_two_sides(cache: Any) -> bool:
    """Whether a cache holds keys and values of an encoder's states, too."""
    return isinstance(cache, EncoderDecoderCache) or (isinstance(cache, tuple) and bool(cache) and len(cache[0]) == 4)


def _is_nested(value: Any) -> bool:
    return isinstance(value, tuple | list) or not tf.is_tensor(value)


def _nested(value: Any) -> list[Any]:
    """A tuple's or a cache's tensors, with those of one layer stacked."""
    return [tf.stack(_nested(each)) if _is_nested(each) else each for each in value]
