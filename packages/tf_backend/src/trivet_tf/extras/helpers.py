"""Small functions by the names that code for `transformers` imports from `modeling_tf_utils` and `tf_utils`."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

from trivet.families.config import PretrainedConfig
from trivet_tf.framework import keras, tf
from trivet_tf.model.calling import unpack_inputs

__all__ = [
    "check_embeddings_within_bounds",
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


def shift_tokens_right(input_ids: tf.Tensor, pad_token_id: int, decoder_start_token_id: int) -> tf.Tensor:
    """Labels [batch, length] one place later, behind the start token; ignored ones (-100) become padding."""
    ids = ops.convert_to_tensor(input_ids)
    shifted = ops.pad(ids[:, :-1], ((0, 0), (1, 0)), constant_values=decoder_start_token_id)
    return ops.where(shifted == -100, ops.cast(pad_token_id, shifted.dtype), shifted)


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
