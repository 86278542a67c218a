"""Masks of attention and of heads."""

from __future__ import annotations

from trivet.families.call_checks import require_head_mask, require_mask_axes, require_mask_fits, require_mask_length
from trivet_tf.framework import keras, tf

ops = keras.ops


def attention_mask_of(mask: tf.Tensor) -> tf.Tensor:
    """Which keys may be attended to, with the axes of attention scores.

    Args:
        mask: 1 for keys to attend to, 0 for others; [batch, length], [batch, query, key] or
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


def token_masks(mask: tf.Tensor, states: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Which tokens some query sees, booleans [batch, length]; and which see some key, [batch, heads or 1, length, 1].

    Args:
        mask: as for `attention_mask_of`; with two axes, masked tokens see nothing either.
        states: those of the tokens, [batch, length, size].

    Raises:
        InvalidInputError: the mask has another number of axes, or of rows or columns for the tokens.
    """
    seen = attention_mask_of(mask)
    tokens = ops.any(seen, axis=(1, 2))
    tokens = tokens[:, ops.shape(tokens)[1] - ops.shape(states)[1] :]
    require_mask_fits((tokens.shape[0], 1, 1, tokens.shape[1]), (states.shape[0], 1, 1, states.shape[1]))
    if len(mask.shape) == 2:
        return tokens, with_axes(tokens, 1, 3)
    return tokens, ops.any(seen, axis=-1, keepdims=True)


def with_axes(tensor: tf.Tensor, *axes: int) -> tf.Tensor:
    """The tensor with axes of length 1 at these places, in rising order.

    Indexing with None would use an operation that TensorFlow Lite lacks for unknown lengths.
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
    causal: bool = True,
) -> tf.Tensor:
    """Which keys each position of a decoder may attend to: those up to itself that the caller's mask allows.

    Or, with a window, of an encoder.

    Args:
        attention_mask: as for `attention_mask_of`. With two axes, [batch, positions], it is combined with causality;
            one with more axes is used alone.
        queries: number of queries.
        start: position of the first query.
        key_positions: positions of the keys, [keys], negative for empty slots; None means those of the queries.
        window: how many positions a query sees at most, including its own.
        causal: whether it sees none after its own; else the window is as wide on the other side.

    Returns:
        Booleans [batch or 1, heads or 1, queries, keys].

    Raises:
        InvalidInputError: the mask has another number of axes, or columns for another number of keys.
    """
    if attention_mask is not None and len(attention_mask.shape) != 2:
        return attention_mask_of(attention_mask)
    own = with_axes(ops.arange(queries, dtype="int32") + start, 1)
    keys = ops.arange(queries, dtype="int32") if key_positions is None else key_positions
    allowed = ops.logical_and(keys <= own if causal else keys < own + window, keys >= 0)
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
        head_mask: 1 keeps a head, 0 disables it; [heads] for all layers, or [layers, heads].

    Raises:
        InvalidInputError: the mask has another shape.
    """
    if head_mask is None:
        return (None,) * layers
    require_head_mask(head_mask.shape, layers)
    if len(head_mask.shape) == 1:
        return (head_mask[:, None, None],) * layers
    return tuple(head_mask[index][:, None, None] for index in range(layers))


def positions_by_mask(
    mask: tf.Tensor | None, start: int | tf.Tensor, new: int | tf.Tensor, hidden: int = -1
) -> tf.Tensor | None:
    """Places of tokens among those that a mask shows, from 0; of those that it hides, `hidden`.

    Args:
        mask: 1 for tokens to count, 0 for others; [batch, tokens so far], or more.
        start, new: number of tokens before these, and of these.

    Returns:
        [batch, new]; None if there is no such mask: then all are counted.
    """
    return None if mask is None or len(mask.shape) != 2 else counted_by_mask(mask, ops.arange(new) + start, hidden)


def counted_by_mask(mask: tf.Tensor, positions: tf.Tensor, hidden: int = -1) -> tf.Tensor:
    """The same for tokens at any positions, [tokens] → [batch, tokens]."""
    shown = ops.cast(mask, "int32")
    last = ops.shape(mask)[1] - 1
    counted = ops.where(shown > 0, ops.cumsum(shown, axis=1) - 1, hidden)
    return ops.take(counted, ops.clip(positions, 0, last), axis=1)
