"""Rotary position embeddings (https://arxiv.org/abs/2104.09864): queries and keys are rotated by their positions."""

from __future__ import annotations

from typing import Any

import numpy as np

from trivet_tf.framework import keras, tf
from trivet_tf.layers.masks import with_axes

ops = keras.ops

Rotation = tuple[tf.Tensor, tf.Tensor]


class RotaryPositions:
    """Cosines and sines of positions, with the scaling of a config.

    It has no state: if frequencies depend on the length of the input (`dynamic`), each call computes them.
    """

    def __init__(self, config: Any) -> None:
        self.config = config
        self.frequencies = config.rope_frequencies()

    def rotation(self, positions: tf.Tensor, dtype: str) -> Rotation:
        """[batch, length] positions → cosines and sines, [batch, 1, length, head_dim] each."""
        angles = with_axes(ops.cast(positions, "float32"), 1, 3) * self._frequencies_of(positions)
        angles = ops.concatenate([angles, angles], axis=-1)
        factor = self.config.rope_attention_factor
        return ops.cast(ops.cos(angles) * factor, dtype), ops.cast(ops.sin(angles) * factor, dtype)

    def _frequencies_of(self, positions: tf.Tensor) -> tf.Tensor:
        """Radians per position, [head_dim / 2]."""
        config = self.config
        if config.rope_type != "dynamic":
            return ops.convert_to_tensor(self.frequencies, "float32")
        length = ops.maximum(ops.max(positions) + 1, config.max_position_embeddings)
        base = config.rope_theta * config.dynamic_rope_stretch(ops.cast(length, "float32"))
        exponents = np.arange(0, config.head_dim, 2, dtype=np.float32) / np.float32(config.head_dim)
        return ops.power(base, -exponents)


def rotate(states: tf.Tensor, rotation: Rotation) -> tf.Tensor:
    """Queries or keys [batch, heads, length, head_dim], each pair (i, i + size / 2) rotated by its angle.

    If the rotation has fewer elements than a head, only the first ones are rotated.
    """
    cosines, sines = rotation
    size = cosines.shape[-1]
    if size != states.shape[-1]:
        return ops.concatenate([rotate(states[..., :size], rotation), states[..., size:]], axis=-1)
    first, second = ops.split(states, 2, axis=-1)
    return states * cosines + ops.concatenate([-second, first], axis=-1) * sines
