"""Keras layers for custom models, by their names in `transformers`; trivet's models do not use them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trivet.errors import InvalidConfigError
from trivet.families.config import PretrainedConfig
from trivet_tf.extras.helpers import get_initializer
from trivet_tf.framework import keras, tf
from trivet_tf.layers.activations import activation

ops = keras.ops


class TFConv1D(keras.layers.Layer):
    """`x · weight + bias`, the projection of GPT-2.

    Args:
        nf: how many outputs there are.
        nx: how many inputs there are.
        initializer_range: standard deviation of initial weights.
        kwargs: as for any Keras layer.
    """

    def __init__(self, nf: int, nx: int, initializer_range: float = 0.02, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.nf, self.nx, self.initializer_range = nf, nx, initializer_range

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` [nx, nf] and `bias` [1, nf]."""
        initial = get_initializer(self.initializer_range)
        self.weight = self.add_weight(shape=(self.nx, self.nf), initializer=initial, name="weight")
        self.bias = self.add_weight(shape=(1, self.nf), initializer="zeros", name="bias")

    def call(self, x: tf.Tensor) -> tf.Tensor:
        """[..., nx] → [..., nf]."""
        return ops.matmul(x, self.weight) + self.bias[0]


class TFSharedEmbeddings(keras.layers.Layer):
    """A table of words that looks tokens up, and scores them.

    Args:
        vocab_size: how many words there are.
        hidden_size: the size of a word's vector.
        initializer_range: standard deviation of initial weights; None: 1 / √hidden_size.
        kwargs: as for any Keras layer.
    """

    def __init__(
        self, vocab_size: int, hidden_size: int, initializer_range: float | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.vocab_size, self.hidden_size = vocab_size, hidden_size
        self.initializer_range = hidden_size**-0.5 if initializer_range is None else initializer_range

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` [vocab, hidden]."""
        initial, shape = get_initializer(self.initializer_range), (self.vocab_size, self.hidden_size)
        self.weight = self.add_weight(shape=shape, initializer=initial, name="weight")

    def call(self, inputs: tf.Tensor, mode: str = "embedding") -> tf.Tensor:
        """Ids [...] → vectors [..., hidden]; in the mode `linear` states [..., hidden] → scores [..., vocab].

        Raises:
            ValueError: there is no such mode.
        """
        if mode == "embedding":
            return ops.take(self.weight, inputs, axis=0)
        if mode == "linear":
            return ops.matmul(inputs, ops.transpose(self.weight))
        raise ValueError(f"mode is embedding or linear, not {mode!r}")

    def get_config(self) -> dict[str, Any]:
        """The config from which Keras recreates the layer."""
        names = ("vocab_size", "hidden_size", "initializer_range")
        return {**super().get_config(), **{name: getattr(self, name) for name in names}}


class TFSequenceSummary(keras.layers.Layer):
    """One vector for a sequence: the state of one token, or the mean of all, projected.

    Args:
        config: its `summary_type` is `last` (also where it has no `summary_…`), `first`, `mean` or `cls_index`;
            `summary_use_proj`, `summary_proj_to_labels`, `summary_activation`, `summary_first_dropout` and
            `summary_last_dropout` say what is done with the vector.
        initializer_range: standard deviation of initial weights.
        kwargs: as for any Keras layer.

    Raises:
        InvalidConfigError: there is no such type.
    """

    def __init__(self, config: PretrainedConfig, initializer_range: float = 0.02, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        projects = getattr(config, "summary_use_proj", None)
        self.summary_type = "last" if projects is None else config.summary_type
        if self.summary_type not in ("last", "first", "mean", "cls_index"):
            reason = f"summary_type is last, first, mean or cls_index, not {self.summary_type!r}"
            raise InvalidConfigError(reason, field="summary_type")
        to_labels = getattr(config, "summary_proj_to_labels", False) and config.num_labels > 0
        self.hidden_size, self.summary = config.hidden_size, None
        if projects:
            self.summary = keras.layers.Dense(
                config.num_labels if to_labels else config.hidden_size,
                kernel_initializer=get_initializer(initializer_range),
                name="summary",
            )
        name = getattr(config, "summary_activation", None)
        self.activation = activation("linear" if name is None else name)
        self.first_dropout, self.last_dropout = (
            keras.layers.Dropout(getattr(config, f"summary_{place}_dropout", None) or 0.0)
            for place in ("first", "last")
        )

    def build(self, input_shape: Any = None) -> None:
        """Create the variables."""
        if self.summary is not None:
            self.summary.build((None, self.hidden_size))

    def call(self, inputs: Any, cls_index: tf.Tensor | None = None, training: bool = False) -> tf.Tensor:
        """States [..., length, hidden] → [..., size].

        Args:
            inputs: the states, or `cls_index` too, as a pair or as a dict with `hidden_states`.
            cls_index: [...] or [..., 1], for the type `cls_index`; None: the last tokens.
        """
        if isinstance(inputs, Mapping):
            inputs, cls_index = inputs["hidden_states"], inputs.get("cls_index", cls_index)
        elif isinstance(inputs, list | tuple):
            inputs, cls_index = (*inputs, cls_index)[:2]
        states = self.first_dropout(self._picked(inputs, cls_index), training=training)
        if self.summary is not None:
            states = self.summary(states)
        return self.last_dropout(self.activation(states), training=training)

    def _picked(self, states: tf.Tensor, cls_index: tf.Tensor | None) -> tf.Tensor:
        if self.summary_type == "mean":
            return ops.mean(states, axis=-2)
        if self.summary_type == "first":
            return states[..., 0, :]
        if self.summary_type == "last" or cls_index is None:
            return states[..., -1, :]
        places = ops.convert_to_tensor(cls_index)
        if len(places.shape) < len(states.shape) - 1:
            places = ops.expand_dims(places, -1)
        return ops.squeeze(ops.take_along_axis(states, ops.expand_dims(places, -1), axis=-2), -2)
