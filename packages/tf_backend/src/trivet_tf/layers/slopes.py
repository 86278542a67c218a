"""A bias of attention scores that grows with the keys' positions, in each head by another slope."""

from __future__ import annotations

from trivet.families import blocks
from trivet_tf.cache import Cache
from trivet_tf.framework import keras, tf
from trivet_tf.layers.masks import counted_by_mask, with_axes

ops = keras.ops


def sloped_bias(
    block: blocks.Slopes | None, attention_mask: tf.Tensor | None, past: Cache | None, new: int | tf.Tensor
) -> tf.Tensor | None:
    """The bias [batch or 1, heads, 1, keys] of a block; None without one.

    Args:
        attention_mask: 1 for keys to count, 0 for others; [batch, tokens so far]. One of more axes is not counted.
        new: number of new tokens.
    """
    if block is None:
        return None
    keys = ops.arange(new, dtype="int32") if past is None else past.key_positions(0, new)
    counts = block.by_mask and attention_mask is not None and len(attention_mask.shape) == 2
    counted = counted_by_mask(attention_mask, keys) if counts else with_axes(keys, 0)
    exact = "bfloat16" if block.rounded else "float32"
    counted = ops.cast(with_axes(ops.maximum(counted, 0), 1, 2), exact)
    slopes = ops.cast(ops.convert_to_tensor(block.slopes, "float32"), exact)
    return ops.cast(counted * ops.reshape(slopes, (1, -1, 1, 1)), "float32") * block.scale
