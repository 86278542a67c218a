"""Small functions by the names that code for `transformers` imports from `modeling_tf_utils` and `tf_utils`."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

from trivet.families.config import PretrainedConfig
from trivet_tf.framework import keras, tf
from trivet_tf.model.calling import unpack_inputs

__all__ = [
    "check_embeddings_within_bounds",
    "dummy_loss",
    "flatten",
    "functional_layernorm",
    "get_initializer",
    "invert_attention_mask",
    "keras_serializable",
    "shape_list",
    "shift_tokens_right",
    "stable_softmax",
    "unpack_inputs",
]

ops = keras.ops

Layer = TypeVar("Layer", bound=type)


def shape_list(tensor: tf.Tensor | np.ndarray[Any, Any]) -> Any:
    """The shape as a list: numbers where they are known, and scalars of the graph where not.

    Of a tensor of an unknown number of axes it is one tensor.
    """
    if isinstance(tensor, np.ndarray):
        return list(tensor.shape)
    running = tf.shape(tensor)
    if tensor.shape.rank is None:
        return running
    return [running[axis] if size is None else size for axis, size in enumerate(tensor.shape)]


def stable_softmax(logits: tf.Tensor, axis: int | None = None, name: str | None = None) -> tf.Tensor:
    """As `tf.nn.softmax`."""
    return tf.nn.softmax(logits, axis=axis, name=name)


def flatten(input: tf.Tensor, start_dim: int = 0, end_dim: int = -1) -> tf.Tensor:
    """The tensor with the axes from `start_dim` to `end_dim` as one."""
    rank = input.shape.rank
    first, last = start_dim % rank, end_dim % rank
    shape = shape_list(input)
    size = tf.reduce_prod(tf.stack(shape[first : last + 1])) if None in input.shape else -1
    return input if first == last else tf.reshape(input, [*shape[:first], size, *shape[last + 1 :]])


def functional_layernorm(
    inputs: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor, epsilon: float = 1e-5, axis: int = -1
) -> tf.Tensor:
    """Normalise one axis to mean 0 and variance 1, then multiply with `weight` [size] and add `bias` [size]."""
    mean, variance = tf.nn.moments(inputs, axes=[axis], keepdims=True)
    shape = [1] * inputs.shape.rank
    shape[axis] = -1
    weight, bias = tf.reshape(weight, shape), tf.reshape(bias, shape)
    return tf.nn.batch_normalization(inputs, mean, variance, bias, weight, epsilon)


def invert_attention_mask(encoder_attention_mask: tf.Tensor) -> tf.Tensor:
    """What is added to scores: 0 where a mask is 1, and the least number of its dtype where it is 0.

    Args:
        encoder_attention_mask: [batch, length] or [batch, query, length], of a dtype with a sign.

    Returns:
        [batch, 1, 1 or query, length].
    """
    mask = tf.convert_to_tensor(encoder_attention_mask)
    mask = mask[:, None, :, :] if mask.shape.rank == 3 else mask[:, None, None, :]
    return (tf.cast(1, mask.dtype) - mask) * mask.dtype.min


def check_embeddings_within_bounds(tensor: tf.Tensor, embed_dim: int, tensor_name: str = "input_ids") -> None:
    """
    Raises:
        tf.errors.InvalidArgumentError: a number is not below `embed_dim`; GPUs would read zeros for it.
    """
    message = f"{tensor_name} has a number that is not below {embed_dim}, the size of the table that it is looked up in"
    tf.debugging.assert_less(tensor, tf.cast(embed_dim, tensor.dtype), message=message)


def get_initializer(initializer_range: float = 0.02) -> keras.initializers.Initializer:
    """Normally distributed values of this standard deviation, none of them beyond two of it."""
    return keras.initializers.TruncatedNormal(stddev=initializer_range)


def shift_tokens_right(input_ids: tf.Tensor, pad_token_id: int, decoder_start_token_id: int | None = None) -> tf.Tensor:
    """Labels [batch, length] one place later, as decoders read them; the ignored label -100 becomes padding.

    Args:
        decoder_start_token_id: what every row starts with; None starts a row with its last token that is not padding,
            as mBART has it.

    Raises:
        ValueError: there is no `pad_token_id`.
    """
    if pad_token_id is None:
        raise ValueError("pad_token_id is None: labels cannot be shifted without a padding token")
    ids = ops.convert_to_tensor(input_ids)
    ids = ops.where(ids == -100, ops.cast(pad_token_id, ids.dtype), ids)
    if decoder_start_token_id is not None:
        start = ops.full_like(ids[:, :1], decoder_start_token_id)
    else:
        last = ops.sum(ops.cast(ids != pad_token_id, "int32"), axis=1, keepdims=True) - 1
        start = ops.take_along_axis(ids, ops.maximum(last, 0), axis=1)
    return ops.concatenate([start, ids[:, :-1]], axis=1)


def dummy_loss(y_true: Any, y_pred: tf.Tensor) -> tf.Tensor:
    """The mean of losses that a model has computed itself, for `compile(loss=dummy_loss)`."""
    return ops.mean(y_pred)


def keras_serializable(cls: Layer) -> Layer:
    """Decorate a layer class that takes a config, so that Keras can store it and make it again.

    Raises:
        AttributeError: the class does not say its `config_class`.
    """
    config_class: type[PretrainedConfig] | None = getattr(cls, "config_class", None)
    if config_class is None:
        raise AttributeError(f"{cls.__name__} has no config_class: set it to the class of its config")
    construct, describe = cls.__init__, cls.get_config  # type: ignore[misc, attr-defined]

    def constructed(self: Any, config: Any, *args: Any, **kwargs: Any) -> None:
        config = config_class.from_dict(config) if isinstance(config, dict) else config
        construct(self, config, *args, **kwargs)
        self._config, self._kwargs = config, kwargs

    def described(self: Any) -> dict[str, Any]:
        return {**describe(self), **self._kwargs, "config": self._config.to_dict()}

    cls.__init__, cls.get_config = constructed, described  # type: ignore[misc, attr-defined]
    cls._keras_serializable = True  # type: ignore[attr-defined]
    decorated: Layer = keras.saving.register_keras_serializable(cls.__module__)(cls)
    return decorated
