"""Attention: masks, the product itself (Keras's own op wherever nothing forbids it), the self-attention of encoders."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from trivet_tf.framework import keras, tf
from trivet_tf.layers.norms import normal
from trivet_tf.losses import in_full

ops = keras.ops

# Finite, where minus infinity would turn a row that is masked throughout into NaN: such a row averages its keys.
# float32 holds it with a score added; scores are never kept in less.
_MASKED = -2e38


def attention_mask_of(mask: tf.Tensor) -> tf.Tensor:
    """Which keys may be attended to, with the axes of attention scores.

    Args:
        mask: 1 where a key may be attended to, 0 where not; [batch, length], [batch, query, key] or
            [batch, heads or 1, query, key].

    Returns:
        Booleans [batch, heads or 1, query or 1, key].

    Raises:
        ValueError: the mask has another number of axes.
    """
    match len(mask.shape):
        case 2:
            mask = mask[:, None, None, :]
        case 3:
            mask = mask[:, None, :, :]
        case 4:
            pass
        case axes:
            raise ValueError(f"attention_mask must have 2, 3 or 4 axes, not {axes} (its shape is {list(mask.shape)})")
    return ops.cast(mask, "bool")


def head_masks(head_mask: tf.Tensor | None, layers: int) -> tuple[tf.Tensor | None, ...]:
    """One mask [heads, 1, 1] (or None) for each layer.

    Args:
        head_mask: 1 keeps a head, 0 silences it; [heads] for all layers, or [layers, heads].

    Raises:
        ValueError: the mask has another shape.
    """
    if head_mask is None:
        return (None,) * layers
    shape = tuple(head_mask.shape)
    if len(shape) == 1:
        return (head_mask[:, None, None],) * layers
    if len(shape) != 2 or shape[0] != layers:
        raise ValueError(f"head_mask must be [heads] or [{layers} layers, heads], not {list(shape)}")
    return tuple(head_mask[index][:, None, None] for index in range(layers))


def attend(
    query: tf.Tensor,
    key: tf.Tensor,
    value: tf.Tensor,
    mask: tf.Tensor | None = None,
    *,
    dropout: Callable[[tf.Tensor], tf.Tensor] | None = None,
    head_mask: tf.Tensor | None = None,
    need_weights: bool = False,
) -> tuple[tf.Tensor, tf.Tensor | None]:
    """Scaled dot-product attention (https://arxiv.org/abs/1706.03762, eq. 1).

    Args:
        query, key, value: [batch, length, heads, head_dim].
        mask: booleans, broadcast to [batch, heads, query, key].
        dropout: applied to the weights.
        head_mask: multiplied with the weights, broadcast likewise.
        need_weights: whether to return the weights, which a fused kernel never has as a whole.

    Returns:
        [batch, query, heads, head_dim], and the weights [batch, heads, query, key] if asked for.
    """
    if head_mask is None and dropout is None and not need_weights:
        return ops.dot_product_attention(query, key, value, mask=mask), None
    scores = in_full(ops.einsum("bqhd,bkhd->bhqk", query, key)) / math.sqrt(query.shape[-1])
    if mask is not None:
        scores = ops.where(mask, scores, ops.cast(_MASKED, scores.dtype))
    weights = ops.cast(ops.softmax(scores, axis=-1), value.dtype)
    if dropout is not None:
        weights = dropout(weights)
    if head_mask is not None:
        weights = weights * ops.cast(head_mask, weights.dtype)
    return ops.einsum("bhqk,bkhd->bqhd", weights, value), weights if need_weights else None


def split_heads(states: tf.Tensor, heads: int) -> tf.Tensor:
    """[batch, length, heads · head_dim] → [batch, length, heads, head_dim]."""
    return ops.reshape(states, (-1, ops.shape(states)[1], heads, states.shape[-1] // heads))


def merge_heads(states: tf.Tensor) -> tf.Tensor:
    """[batch, length, heads, head_dim] → [batch, length, heads · head_dim]."""
    return ops.reshape(states, (-1, ops.shape(states)[1], states.shape[-2] * states.shape[-1]))


class SelfAttention(keras.layers.Layer):
    """Multi-head self-attention without its output projection: layers `query`, `key`, `value`."""

    def __init__(
        self, hidden_size: int, heads: int, *, dropout: float, initializer_range: float, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.hidden_size, self.heads = hidden_size, heads

        def projection(name: str) -> keras.layers.Dense:
            initializer = normal(initializer_range)
            return keras.layers.Dense(hidden_size, kernel_initializer=initializer, dtype=self.dtype_policy, name=name)

        self.query, self.key, self.value = projection("query"), projection("key"), projection("value")
        self.dropout = keras.layers.Dropout(dropout, dtype=self.dtype_policy, name="dropout")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        for projection in (self.query, self.key, self.value):
            projection.build((None, None, self.hidden_size))

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None]:
        """[batch, length, hidden] → the same, and the weights [batch, heads, length, length] if asked for."""

        def drop(weights: tf.Tensor) -> tf.Tensor:
            return self.dropout(weights, training=True)

        context, weights = attend(
            split_heads(self.query(states), self.heads),
            split_heads(self.key(states), self.heads),
            split_heads(self.value(states), self.heads),
            attention_mask,
            dropout=drop if training and self.dropout.rate else None,
            head_mask=head_mask,
            need_weights=need_weights,
        )
        return merge_heads(context), weights
