"""Attention: masks, the product itself, the layer of encoders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from trivet.families.call_checks import (
    require_head_mask,
    require_heads_fit,
    require_mask_axes,
    require_mask_fits,
    require_mask_length,
)
from trivet.families.pruning import kept_heads, kept_places
from trivet_tf.cache import Pair
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.losses import in_full
from trivet_tf.pruning import keep

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
        InvalidInputError: the mask has another number of axes.
    """
    require_mask_axes(mask.shape)
    if len(mask.shape) == 2:
        mask = with_axes(mask, 1, 2)
    elif len(mask.shape) == 3:
        mask = with_axes(mask, 1)
    return ops.cast(mask, "bool")


def with_axes(tensor: tf.Tensor, *axes: int) -> tf.Tensor:
    """The tensor with axes of length 1 at these places, in rising order.

    Indexing with None would do the same by an operation that TensorFlow Lite lacks for lengths it does not know.
    """
    for axis in axes:
        tensor = ops.expand_dims(tensor, axis)
    return tensor


def causal_mask(
    attention_mask: tf.Tensor | None,
    queries: int | tf.Tensor,
    *,
    start: int | tf.Tensor = 0,
    key_positions: tf.Tensor | None = None,
    window: int | None = None,
) -> tf.Tensor:
    """Which keys each position of a decoder may attend to: those up to itself that the caller's mask allows.

    Args:
        attention_mask: as for `attention_mask_of`. With two axes, [batch, positions], it is joined with causality; one
            with more axes is taken as it is.
        queries: how many positions attend.
        start: the first one's position.
        key_positions: each key's position, [keys], negative where there is none; None: those of the queries.
        window: how many positions one looks back on at most, itself among them.

    Returns:
        Booleans [batch or 1, heads or 1, queries, keys].

    Raises:
        InvalidInputError: the mask has another number of axes, or columns for another number of keys.
    """
    if attention_mask is not None and len(attention_mask.shape) != 2:
        return attention_mask_of(attention_mask)
    own = with_axes(ops.arange(queries, dtype="int32") + start, 1)
    keys = ops.arange(queries, dtype="int32") if key_positions is None else key_positions
    allowed = ops.logical_and(keys <= own, keys >= 0)
    if window is not None:
        allowed = ops.logical_and(allowed, keys > own - window)
    if attention_mask is None:
        return with_axes(allowed, 0, 1)
    if key_positions is None:
        require_mask_length(attention_mask.shape[1], allowed.shape[1] or attention_mask.shape[1])
    else:
        last = ops.shape(attention_mask)[1] - 1
        attention_mask = ops.take(attention_mask, ops.clip(keys, 0, last), axis=1)
    return ops.logical_and(with_axes(allowed, 0, 1), attention_mask_of(attention_mask))


def head_masks(head_mask: tf.Tensor | None, layers: int) -> tuple[tf.Tensor | None, ...]:
    """One mask [heads, 1, 1] (or None) for each layer.

    Args:
        head_mask: 1 keeps a head, 0 silences it; [heads] for all layers, or [layers, heads].

    Raises:
        InvalidInputError: the mask has another shape.
    """
    if head_mask is None:
        return (None,) * layers
    require_head_mask(head_mask.shape, layers)
    if len(head_mask.shape) == 1:
        return (head_mask[:, None, None],) * layers
    return tuple(head_mask[index][:, None, None] for index in range(layers))


def attend(
    query: tf.Tensor,
    key: tf.Tensor,
    value: tf.Tensor,
    mask: tf.Tensor | None = None,
    *,
    bias: tf.Tensor | None = None,
    scale: float | None = None,
    softcap: float | None = None,
    dropout: Callable[[tf.Tensor], tf.Tensor] | None = None,
    head_mask: tf.Tensor | None = None,
    need_weights: bool = False,
) -> tuple[tf.Tensor, tf.Tensor | None]:
    """Scaled dot-product attention (https://arxiv.org/abs/1706.03762, eq. 1).

    Args:
        query: [batch, heads, length, head_dim].
        key, value: likewise, or with fewer heads, each of which serves several of the query's.
        mask: booleans, broadcast to [batch, heads, query, key].
        bias: added to the scores, broadcast likewise.
        scale: multiplied with the scores; None takes 1/√head_dim.
        softcap: bounds the scores: `softcap · tanh(score / softcap)`.
        dropout: applied to the weights.
        head_mask: multiplied with the weights, broadcast likewise.
        need_weights: whether to return the weights.

    Returns:
        [batch, heads, query, head_dim], and the weights [batch, heads, query, key] if asked for.

    Raises:
        InvalidInputError: `mask` or `head_mask` does not broadcast to the weights.
    """
    shape = (*query.shape[:3], key.shape[2])
    if mask is not None:
        require_mask_fits(mask.shape, shape)
    if head_mask is not None:
        require_heads_fit(head_mask.shape, shape)
    scale = query.shape[-1] ** -0.5 if scale is None else scale
    scores = in_full(_of_each_head(query if scale == 1.0 else query * scale, key, transposed=True))
    if softcap is not None:
        scores = softcap * ops.tanh(scores / softcap)
    if bias is not None:
        scores = scores + ops.cast(bias, scores.dtype)
    if mask is not None:
        scores = ops.where(mask, scores, ops.cast(_MASKED, scores.dtype))
    weights = ops.cast(tf.nn.softmax(scores, axis=-1), value.dtype)  # the op of Keras warns of a single key
    if dropout is not None:
        weights = dropout(weights)
    if head_mask is not None:
        weights = weights * ops.cast(head_mask, weights.dtype)
    return _of_each_head(weights, value), weights if need_weights else None


def _of_each_head(left: tf.Tensor, right: tf.Tensor, *, transposed: bool = False) -> tf.Tensor:
    """Products of matrices, head by head; where there are fewer on the right, each serves several neighbours.

    A plain product of matrices rather than an einsum, which the runtime carries out with more copies; the rows of the
    heads that share one go through it together, rather than each with a copy of its own; and a single query, which has
    its keys from a cache, meets them in the cache's own shape (`trivet_tf.static_cache`).
    """
    batch, heads, rows, shared = ops.shape(left)[0], left.shape[1], ops.shape(left)[2], right.shape[1]
    if heads == shared and left.shape[2] != 1:
        return tf.matmul(left, right, transpose_b=transposed)
    left = ops.reshape(left, (-1, heads // shared * rows, left.shape[-1] or ops.shape(left)[-1]))
    right = ops.reshape(right, (-1, ops.shape(right)[2], right.shape[3]))
    product = tf.matmul(left, right, transpose_b=transposed)
    return ops.reshape(product, (batch, heads, rows, product.shape[-1] or ops.shape(product)[-1]))


def split_heads(states: tf.Tensor, heads: int) -> tf.Tensor:
    """[batch, length, heads · head_dim] → [batch, heads, length, head_dim], which is how caches hold them."""
    apart = ops.reshape(states, (-1, ops.shape(states)[1], heads, states.shape[-1] // heads))
    return ops.transpose(apart, (0, 2, 1, 3))


def merge_heads(states: tf.Tensor) -> tf.Tensor:
    """[batch, heads, length, head_dim] → [batch, length, heads · head_dim]."""
    apart = ops.transpose(states, (0, 2, 1, 3))
    return ops.reshape(apart, (-1, ops.shape(apart)[1], states.shape[1] * states.shape[-1]))


class Attention(Composite):
    """Multi-head attention, of a sequence to itself or to another.

    Args:
        size: of the states.
        names: of the projections: query, key, value and, where there is one, output.
        initializer_range: deviation of the initial values, of all projections or of each.
        head_dim: size of a head; None shares `size` among them.
        bias: whether the projections have one.
        scale: as for `attend`.
    """

    def __init__(
        self,
        size: int,
        heads: int,
        names: tuple[str, ...],
        *,
        dropout: float,
        initializer_range: float | tuple[float, ...],
        head_dim: int | None = None,
        bias: bool = True,
        scale: float | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.heads, self.scale = heads, scale
        self.pruned: frozenset[int] = frozenset()
        self.head_dim = size // heads if head_dim is None else head_dim
        inner = heads * self.head_dim

        ranges = initializer_range if isinstance(initializer_range, tuple) else (initializer_range,) * len(names)
        sizes = ((size, inner),) * 3 + ((inner, size),)
        projections = [
            Linear(*each, initializer_range=deviation, bias=bias, dtype=self.dtype_policy, name=name)
            for name, deviation, each in zip(names, ranges, sizes, strict=False)
        ]
        self.query, self.key, self.value = projections[:3]
        self.projection = projections[3] if len(names) > 3 else None
        self.dropout = keras.layers.Dropout(dropout, dtype=self.dtype_policy, name="dropout")

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        bias: tf.Tensor | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None]:
        """Attention of a sequence to itself.

        Args:
            states: [batch, length, size].
            attention_mask, bias: as for `attend`, which says mask for the former.

        Returns:
            [batch, length, size], and the weights [batch, heads, length, length] if asked for.
        """
        key, value = self.keys_of(states)
        return self.attended(
            states, key, value, attention_mask, head_mask, bias, need_weights=need_weights, training=training
        )

    def prune_heads(self, heads: Iterable[int], reader: Linear | None = None) -> None:
        """Take heads out, given by the numbers that they had at first.

        Args:
            reader: the layer that reads what the heads give; None: the output projection.
        """
        heads = frozenset(heads)
        places = kept_places(self.pruned, heads, self.heads, self.head_dim)
        for projection in (self.query, self.key, self.value):
            keep(projection, places, 1)
        reader = self.projection if reader is None else reader
        if reader is not None:
            keep(reader, places, 0)
        self.heads, self.pruned = len(places) // self.head_dim, self.pruned | heads

    def keys_of(self, states: tf.Tensor) -> Pair:
        """Keys and values of the states, [batch, heads, length, head_dim] each."""
        return split_heads(self.key(states), self.heads), split_heads(self.value(states), self.heads)

    def attended(
        self,
        states: tf.Tensor,
        key: tf.Tensor,
        value: tf.Tensor,
        mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        bias: tf.Tensor | None = None,
        *,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None]:
        """Attention of the states to keys and values, [batch, heads, keys, head_dim] each. Returns as `call`."""

        def drop(weights: tf.Tensor) -> tf.Tensor:
            return self.dropout(weights, training=True)

        if bias is not None and bias.shape[1] == self.heads + len(self.pruned) > self.heads:
            # Each head has its own, and some heads are gone.
            bias = ops.take(bias, kept_heads(self.pruned, self.heads), axis=1)
        context, weights = attend(
            split_heads(self.query(states), self.heads),
            ops.cast(key, self.compute_dtype),
            ops.cast(value, self.compute_dtype),
            mask,
            bias=bias,
            scale=self.scale,
            dropout=drop if training and self.dropout.rate else None,
            head_mask=head_mask,
            need_weights=need_weights,
        )
        context = merge_heads(context)
        return context if self.projection is None else self.projection(context), weights
