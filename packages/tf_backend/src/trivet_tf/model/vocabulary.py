"""A model's vocabulary: its embeddings, the scores and biases that belong to it, and giving it another size.

Core's description of a family says which variables depend on the vocabulary; here they are looked up in the model.
A class that belongs to no known family says what its embeddings are by overriding `get_input_embeddings` and
`get_output_embeddings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.families.names import bare_head
from trivet.families.vocabulary import resized, vocabulary_params, wanted_rows
from trivet.layout import TENSORFLOW, Kind, ParamSpec
from trivet.planning.skeleton import family_of
from trivet_tf.framework import keras, tf
from trivet_tf.layers.linear import normal
from trivet_tf.layers.tables import set_table, set_variable
from trivet_tf.load.skeleton import skeleton, slots
from trivet_tf.load.tensors import exchange
from trivet_tf.model.module_utils import forget_functions

ops = keras.ops

_OUTPUTS = (Kind.LINEAR, Kind.LINEAR_ROWS)
_SIZES = ("vocab_size", "input_dim", "units")  # where layers of trivet's and Keras's keep how large they are


@dataclass(frozen=True, slots=True)
class Part:
    """A variable of a live model with one entry for each token.

    Attributes:
        name: the variable's own.
        layer: what holds it.
        axis: which of the variable's axes the tokens are on.
    """

    name: str
    layer: keras.layers.Layer
    variable: keras.Variable
    axis: int

    @property
    def is_bias(self) -> bool:
        """Whether there is one number for each token, and not a vector."""
        return len([size for size in self.variable.shape if size != 1]) < 2


class Vocabulary:
    """Mixin of models with a config: everything about their vocabulary."""

    config: PretrainedConfig

    def get_input_embeddings(self) -> keras.layers.Layer:
        """The layer that looks tokens up.

        Raises:
            NotImplementedError: the class belongs to no known family and does not say.
        """
        tables = [part for part, param in self._parts() if not part.is_bias and param.kind not in _OUTPUTS]
        if not tables:
            raise NotImplementedError(
                f"{type(self).__name__} belongs to no family that trivet knows: override get_input_embeddings, and "
                "get_output_embeddings if it scores tokens"
            )
        return tables[0].layer

    def set_input_embeddings(self, value: Any) -> None:
        """Set the table of the layer that looks tokens up.

        Args:
            value: [vocab, size], or a layer whose first weight that is.

        Raises:
            ValueError: the shape is another; `resize_token_embeddings` changes the number of tokens.
        """
        set_table(self.get_input_embeddings(), value, "input embeddings")

    def get_output_embeddings(self) -> keras.layers.Layer | None:
        """The layer whose table scores tokens, that of the input if they share it; None without such scores."""
        own = [part.layer for part, param in self._parts() if not part.is_bias and param.kind in _OUTPUTS]
        if own:
            return own[0]
        return self.get_input_embeddings() if self._scores_tokens() else None

    def set_output_embeddings(self, value: Any) -> None:
        """Set the table that scores tokens.

        Args:
            value: of the shape that the layer's table has, or a layer whose first weight that is.

        Raises:
            ValueError: the shape is another, or the model scores no tokens.
        """
        layer = self.get_output_embeddings()
        if layer is None:
            raise ValueError(f"{type(self).__name__} scores no tokens, so it has no output embeddings to set")
        set_table(layer, value, "output embeddings")

    def _get_word_embedding_weight(self, embedding_layer: keras.layers.Layer | None) -> tf.Variable | None:
        """The table of a layer, as TensorFlow's variable; None where there is no layer, or it has none."""
        tables = [] if embedding_layer is None else [each for each in embedding_layer.weights if len(each.shape) == 2]
        return tables[0].value if tables else None

    def get_lm_head(self) -> keras.layers.Layer | None:
        """The layer that holds what scores of tokens need beside the input's table; None where that is nothing."""
        held = (part.layer for part, param in self._parts() if part.is_bias or param.kind in _OUTPUTS)
        return next((layer for layer in held if layer is not self), None)

    def get_output_layer_with_bias(self) -> keras.layers.Layer | None:
        """The layer of `get_lm_head` if it has a bias."""
        return next((part.layer for part in self._biases() if part.layer is not self), None)

    def get_prefix_bias_name(self) -> str | None:
        """Path of the layer of `get_output_layer_with_bias`, the model's name before it."""
        part = next((part for part in self._biases() if part.layer is not self), None)
        return None if part is None else f"{self.name}/{part.name.rpartition('/')[0]}"  # type: ignore[attr-defined]

    def get_bias(self) -> dict[str, tf.Variable] | None:
        """Name → TensorFlow's variable of the biases that scores of tokens have; None if there is none.

        Each is [vocab] or [1, vocab], and what Keras's variable of that bias holds. To assign to it sets the bias.
        """
        return {name: part.variable.value for name, part in self._named_biases().items()} or None

    def set_bias(self, value: Mapping[str, Any]) -> None:
        """Set biases by the names that `get_bias` has.

        Raises:
            ValueError: there is no such bias, or its shape is another.
        """
        known = self._named_biases()
        unknown = [name for name in value if name not in known]
        if unknown:
            raise ValueError(f"{type(self).__name__} has no bias {unknown[0]!r}. It has: {', '.join(known) or 'none'}.")
        for name, bias in value.items():
            set_variable(known[name].variable, bias, name)

    def resize_token_embeddings(
        self, new_num_tokens: int | None = None, *, pad_to_multiple_of: int | None = None
    ) -> keras.layers.Layer:
        """Give the vocabulary another size: embeddings, scores and biases, tied or not, and the config.

        Tokens keep what they had, up to the new size; new ones get initial values. Variables stay the same objects.
        What was compiled or traced before (`compile`, `tf.function`) knows the old size: do it again.

        Args:
            new_num_tokens: the new size; None leaves it.
            pad_to_multiple_of: rounds the size up.

        Returns:
            The layer that looks tokens up.

        Raises:
            ValueError: a number is not a positive integer.
            NotImplementedError: the class belongs to no known family and does not say what its embeddings are.
        """
        if new_num_tokens is None and pad_to_multiple_of is None:
            return self.get_input_embeddings()
        self._resize_vocabulary(wanted_rows(self.config.vocab_size, new_num_tokens, pad_to_multiple_of))
        return self.get_input_embeddings()

    def _resize_vocabulary(self, size: int, field: str = "vocab_size") -> None:
        """
        Args:
            field: which of the config's vocabularies.
        """
        config, old = resized(self.config, size, field), getattr(self.config, field)
        parts = [part for part, _ in self._parts(field)] or self._parts_by_size()
        for part in parts:
            _resize(part, old, size, self._deviation())
        for name in ("vocab_size", "decoder_vocab_size"):
            if hasattr(config, name):
                setattr(self.config, name, getattr(config, name))
        forget_functions(self)

    def _parts(self, field: str = "vocab_size") -> list[tuple[Part, ParamSpec]]:
        """What depends on a vocabulary, as the family says; nothing for a class of no family."""
        family = family_of(self.config)
        if family is None or not hasattr(self.config, "vocab_size"):
            return []
        live = {target.name: target.param for target in skeleton(self).targets}
        family = family.for_names([param.name for param in live.values()])
        larger = vocabulary_params(family, self.config, type(self).__name__, field)
        parts = []
        for name, layer, variable in slots(self):
            param = larger.get(live[name].name)
            if param is None or live[name].tied is not None:
                continue
            shape = TENSORFLOW.layout(param).shape(param.shape)
            axes = [axis for axis, size in enumerate(shape) if size != variable.shape[axis]]
            if len(axes) == 1 and shape[axes[0]] == variable.shape[axes[0]] + 1:
                parts.append((Part(name, layer, variable, axes[0]), param))
        return parts

    def _parts_by_size(self) -> list[Part]:
        """What depends on the vocabulary in a class that says what its embeddings are."""
        inputs, outputs = self.get_input_embeddings(), self.get_output_embeddings()
        layers = {id(layer) for layer in (inputs, outputs) if layer is not None}
        old = self.config.vocab_size
        held = ((name, layer, variable) for name, layer, variable in slots(self) if id(layer) in layers)
        return [
            Part(name, layer, variable, tuple(variable.shape).index(old))
            for name, layer, variable in {id(each[2]): each for each in held}.values()
            if old in variable.shape
        ]

    def _biases(self) -> list[Part]:
        return [part for part, _ in self._parts() if part.is_bias]

    def _named_biases(self) -> dict[str, Part]:
        """The biases by their last names, with their layer's before it where several have one name."""
        by_name: dict[str, Part] = {}
        for part in self._biases():
            *_, layer, leaf = ("", *part.name.split("/"))
            by_name[f"{layer}_{leaf}" if leaf in by_name else leaf] = part
        return by_name

    def _scores_tokens(self) -> bool:
        """Whether the model has a head that scores every token of the vocabulary."""
        family = family_of(self.config)
        if family is None:
            return False
        head = next(
            (bare_head(cls.__name__) for cls in type(self).__mro__ if bare_head(cls.__name__) in family.heads), ""
        )
        if not head:
            return False
        larger = vocabulary_params(family.for_head(head), self.config, head)
        params = family.parameters(self.config, head)
        return any(param.name in larger and param.kind is Kind.LINEAR for param in params)

    def _deviation(self) -> float:
        """How far initial values of vectors spread."""
        names = ("initializer_range", "init_std", "initializer_factor")
        return float(next((getattr(self.config, name) for name in names if hasattr(self.config, name)), 0.02))


def _resize(part: Part, old: int, new: int, deviation: float) -> None:
    """Exchange the value of a variable for a larger or smaller one."""
    variable, axis = part.variable, part.axis
    kept = tf.convert_to_tensor(variable.value)
    if new <= old:
        value = tf.gather(kept, tf.range(new), axis=axis)
    else:
        shape = [new - old if each == axis else size for each, size in enumerate(variable.shape)]
        fresh = keras.initializers.Zeros() if part.is_bias else normal(deviation)
        value = tf.concat([kept, tf.cast(fresh(shape), kept.dtype)], axis)
    exchange(variable, value)
    for name in _SIZES:
        if getattr(part.layer, name, None) == old:
            setattr(part.layer, name, new)
