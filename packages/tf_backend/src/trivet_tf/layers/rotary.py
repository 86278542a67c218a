"""Rotary position embeddings (https://arxiv.org/abs/2104.09864): queries and keys are rotated by their positions."""

from __future__ import annotations

from typing import Any

import numpy as np

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.masks import with_axes

ops = keras.ops

Rotation = tuple[tf.Tensor, tf.Tensor]


class RotaryPositions:
    """Cosines and sines of positions.

    It has no state: if frequencies depend on the length of the input, each call computes them.
    """

    def __init__(self, block: blocks.Rotary) -> None:
        self.rope, self.interleaved, self.table = block.rope, block.interleaved, block.table
        self.frequencies = block.rope.frequencies()

    def rotation(self, positions: tf.Tensor, dtype: str, table: Any = None) -> Rotation:
        """[batch, length] positions → cosines and sines, [batch, 1, length, size] each.

        Args:
            table: the layer with the sines and cosines of all positions, if there is one.
        """
        if table is not None:
            rows = with_axes(table(ops.cast(positions, "int32")), 1)
            sines, cosines = (self._of_pairs(each) for each in ops.split(rows, 2, axis=-1))
            return ops.cast(cosines, dtype), ops.cast(sines, dtype)
        angles = with_axes(ops.cast(positions, "float32"), 1, 3) * self._frequencies_of(positions)
        angles = self._of_pairs(angles)
        factor = self.rope.attention_factor
        return ops.cast(ops.cos(angles) * factor, dtype), ops.cast(ops.sin(angles) * factor, dtype)

    def _of_pairs(self, numbers: tf.Tensor) -> tf.Tensor:
        """The numbers [..., size / 2] of pairs as those of their elements."""
        return ops.repeat(numbers, 2, axis=-1) if self.interleaved else ops.concatenate([numbers, numbers], axis=-1)

    def _frequencies_of(self, positions: tf.Tensor) -> tf.Tensor:
        """Radians per position, [size / 2]."""
        rope, longest = self.rope, self.rope.longest
        if longest is None:
            return ops.convert_to_tensor(self.frequencies, "float32")
        length = ops.cast(ops.max(positions) + 1, "float32")
        if rope.type == "longrope":
            return ops.where(length > longest, rope.frequencies(int(longest) + 1), self.frequencies)
        base = rope.theta * rope.stretch(ops.maximum(length, float(longest)))
        exponents = np.arange(0, rope.size, 2, dtype=np.float32) / np.float32(rope.size)
        return ops.power(base, -exponents)


def rotate(states: tf.Tensor, rotation: Rotation, *, interleaved: bool = False) -> tf.Tensor:
    """Queries or keys [batch, heads, length, head_dim], each pair rotated by its angle.

    If the rotation has fewer elements than a head, only the first ones are rotated.

    Args:
        interleaved: whether pairs are (2 i, 2 i + 1); else (i, i + size / 2).
    """
    cosines, sines = rotation
    size = cosines.shape[-1]
    if size != states.shape[-1]:
        turned = rotate(states[..., :size], rotation, interleaved=interleaved)
        return ops.concatenate([turned, states[..., size:]], axis=-1)
    if interleaved:
        crossed = ops.stack([-states[..., 1::2], states[..., 0::2]], axis=-1)
        return states * cosines + ops.reshape(crossed, ops.shape(states)) * sines
    first, second = ops.split(states, 2, axis=-1)
    return states * cosines + ops.concatenate([-second, first], axis=-1) * sines
