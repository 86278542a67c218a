"""Products of queries, keys and values for each head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from trivet.families.call_checks import require_heads_fit, require_mask_fits
from trivet_tf.framework import keras, tf
from trivet_tf.layers.full import in_full

ops = keras.ops

# Finite, because minus infinity would make a fully masked row NaN: such a row averages its keys. float32 can hold its
# sum with a score; scores never have a lower precision.
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
        key, value: the same; with fewer heads, each serves several adjacent query heads.
        mask: booleans, broadcast to [batch, heads, query, key].
        bias: added to the scores, broadcast in the same way.
        scale: factor of the scores; None means 1/√head_dim.
        softcap: bounds the scores: `softcap · tanh(score / softcap)`.
        dropout: applied to the weights.
        head_mask: multiplied with the weights, broadcast in the same way.
        need_weights: whether to return the weights.

    Returns:
        [batch, heads, query, head_dim], and the weights [batch, heads, query, key] if requested.

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
    """Matrix products for each head; with fewer heads on the right, each serves several adjacent ones.

    A plain matrix product rather than an einsum, for which the runtime makes more copies; heads that share a key head
    are multiplied together instead of each with a copy; and a single query, whose keys come from a cache, is multiplied
    in the cache's own shape (`trivet_tf.cache.static`).
    """
    batch, heads, rows, shared = ops.shape(left)[0], left.shape[1], ops.shape(left)[2], right.shape[1]
    if heads == shared and left.shape[2] != 1:
        return tf.matmul(left, right, transpose_b=transposed)
    left = ops.reshape(left, (-1, heads // shared * rows, left.shape[-1] or ops.shape(left)[-1]))
    right = ops.reshape(right, (-1, ops.shape(right)[2], right.shape[3]))
    product = tf.matmul(left, right, transpose_b=transposed)
    return ops.reshape(product, (batch, heads, rows, product.shape[-1] or ops.shape(product)[-1]))


def split_heads(states: tf.Tensor, heads: int) -> tf.Tensor:
    """[batch, length, heads · head_dim] → [batch, heads, length, head_dim], the layout of caches."""
    apart = ops.reshape(states, (-1, ops.shape(states)[1], heads, states.shape[-1] // heads))
    return ops.transpose(apart, (0, 2, 1, 3))


def split_parts(states: tf.Tensor, heads: Sequence[int], groups: int) -> list[tf.Tensor]:
    """The parts of a fused projection's outputs, [batch, heads, length, head_dim] each.

    Args:
        states: [batch, length, total heads · head_dim].
        heads: number of heads of each part, in the order of the outputs.
        groups: how often the parts alternate.
    """
    size, length = states.shape[-1] // sum(heads), ops.shape(states)[1]
    turns = states if groups == 1 else ops.reshape(states, (-1, length, groups, states.shape[-1] // groups))
    ends = [end // groups * size for end in accumulate(heads)][:-1]
    apart = (ops.reshape(part, (-1, length, part.shape[-1] * groups)) for part in ops.split(turns, ends, axis=-1))
    return [split_heads(part, count) for part, count in zip(apart, heads, strict=True)]


def merge_heads(states: tf.Tensor) -> tf.Tensor:
    """[batch, heads, length, head_dim] → [batch, length, heads · head_dim]."""
    apart = ops.transpose(states, (0, 2, 1, 3))
    return ops.reshape(apart, (-1, ops.shape(apart)[1], states.shape[1] * states.shape[-1]))
