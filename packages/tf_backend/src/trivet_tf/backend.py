"""The TensorFlow backend as core finds it through its entry point. Must not import Keras before a method needs it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trivet.backends.exports import backend_exports
from trivet.families.family import Family
from trivet.families.registry import families
from trivet_tf.gaps import GAPS

if TYPE_CHECKING:
    import keras
    import numpy as np
    import tensorflow as tf

    from trivet.backends.protocol import Runner
    from trivet.layout.host import HostTensor
    from trivet.planning.skeleton import Skeleton
    from trivet.tensors import Catalog

_LOSSES = (
    *("CausalLanguageModeling", "MaskedLanguageModeling", "TokenClassification", "SequenceClassification"),
    *("MultipleChoice", "NextSentencePrediction", "QuestionAnswering"),
)

_PROCESSORS = (
    *("ForceTokensLogitsProcessor", "ForcedBOSTokenLogitsProcessor", "ForcedEOSTokenLogitsProcessor"),
    *("MinLengthLogitsProcessor", "NoBadWordsLogitsProcessor", "NoRepeatNGramLogitsProcessor"),
    *("RepetitionPenaltyLogitsProcessor", "SuppressTokensAtBeginLogitsProcessor", "SuppressTokensLogitsProcessor"),
    *("TemperatureLogitsWarper", "TopKLogitsWarper", "TopPLogitsWarper"),
)
_SEARCHES = ("GreedySearch", "Sample", "ContrastiveSearch", "BeamSearch", "BeamSample")

_FURTHER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "extras.callbacks": ("PushToHubCallback",),
        "extras.helpers": ("shape_list",),
        "extras.metric_callback": ("KerasMetricCallback",),
        "extras.optimization": ("AdamWeightDecay", "GradientAccumulator", "WarmUp", "create_optimizer"),
        "extras.own_layers": ("TFSequenceSummary", "TFSharedEmbeddings"),
        "generation.outputs": tuple(
            f"TF{search}{side}Output" for search in _SEARCHES for side in ("DecoderOnly", "EncoderDecoder")
        ),
        "generation.processors": ("tf_top_k_top_p_filtering", *(f"TF{name}" for name in _PROCESSORS)),
        "heads.loss_mixins": tuple(f"TF{name}Loss" for name in _LOSSES),
    }
)
"""Other public names than models and Auto classes, by module."""


class TensorFlowBackend:
    """TensorFlow: models are Keras 3 models or layers, parameters `keras.Variable`s, names those of Keras's paths."""

    name = "tensorflow"
    api_version = 1

    @cached_property
    def exports(self) -> Mapping[str, str]:
        """Public names that the backend adds to `trivet`: name → "module:attribute"."""
        further = {name: f"trivet_tf.{module}:{name}" for module, names in _FURTHER.items() for name in names}
        layers = (f"TF{family.name}MainLayer" for family in families() if not has_two_sides(family))
        exports = backend_exports(self.name, "trivet_tf", GAPS) | further
        return exports | {name: f"trivet_tf.models:{name}" for name in layers}

    def is_native(self, model: object) -> bool:
        """Whether the object is a Keras model or layer. Looks only whether Keras is imported already."""
        layers = getattr(sys.modules.get("keras"), "layers", None)
        return layers is not None and isinstance(model, layers.Layer)

    def skeleton(self, model: keras.layers.Layer) -> Skeleton:
        """The weights of a built model or layer in canonical terms.

        Raises:
            KerasBackendError: Keras does not run on TensorFlow.
            ModelNotBuiltError: the model has no variables yet.
        """
        from trivet_tf.load.skeleton import skeleton

        return skeleton(model)

    def place(self, tensor: HostTensor, placement: Any) -> tf.Tensor:
        """A tensor for host bytes on the device `placement` (None: CPU), sharing the file's map if possible."""
        from trivet_tf.load.tensors import place

        return place(tensor, placement)

    def fetch(self, param: keras.Variable) -> np.ndarray[Any, Any]:
        """A numpy array of one variable, sharing its memory if it is on the CPU."""
        from trivet_tf.load.tensors import fetch

        return fetch(param)

    def assign(self, model: keras.layers.Layer, tensors: Mapping[str, tf.Tensor]) -> None:
        """Set variables by their names; a variable takes over the tensor's memory without a copy.

        Raises:
            UnsupportedDTypeError: a tensor has another dtype than its variable; nothing was set.
        """
        from trivet_tf.load.skeleton import assign

        assign(model, tensors)

    def tensors(self, model: keras.layers.Layer) -> Mapping[str, keras.Variable]:
        """The weights by their names."""
        from trivet_tf.load.skeleton import tensors

        return tensors(model)

    def stored_names(self, model: keras.layers.Layer, catalog: Catalog) -> Mapping[str, str]:
        """Own name → stored name, for Keras's files that identify variables by position; empty for any other."""
        from trivet_tf.load.keras_files import stored_names

        return stored_names(model, self.tensors(model), catalog)

    def seed(self, seed: int) -> None:
        """Seed TensorFlow's random numbers and Keras's (and with those Python's and NumPy's)."""
        from trivet_tf.framework import keras

        keras.utils.set_random_seed(seed)

    def runner(self, model: keras.layers.Layer, output: str) -> Runner:
        """The model as a function of numpy arrays, which returns the output of that name."""
        from trivet_tf.extras.running import Runner

        return Runner(model, output)


def has_two_sides(family: Family) -> bool:
    """Whether the base model is an encoder and a decoder, rather than one transformer as a single layer."""
    return "decoder_input_ids" in family.inputs


BACKEND = TensorFlowBackend()
