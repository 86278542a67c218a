"""Products of queries, keys and values, head by head."""

from __future__ import annotations

from collections.abc import Callable

from trivet.families.call_checks import require_heads_fit, require_mask_fits
from trivet_tf.framework import keras, tf
from trivet_tf.layers.full import in_full

ops = keras.ops

# Finite, where minus infinity would turn a row that is masked throughout into NaN: such a row averages its keys.
# float32 holds it with a score added; scores are never kept in less.
_MASKED = -2e38


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
    its keys from a cache, meets them in the cache's own shape (`trivet_tf.cache.static`).
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
