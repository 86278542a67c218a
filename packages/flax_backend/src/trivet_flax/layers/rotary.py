"""Rotary position embeddings: pairs of elements of each head are rotated by angles that grow with the position."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from trivet.families.rope import RotaryConfig

Rotation = tuple[jax.Array, jax.Array]
"""Cosine and sine [batch, length, 1, head size], float32."""


class Rotary:
    """The rotation of queries and keys. Not a module: it has no parameters, and is a constant for the compiler."""

    def __init__(self, config: RotaryConfig) -> None:
        self._config = config
        self._frequencies = config.rope_frequencies()

    def __call__(self, positions: jax.Array) -> Rotation:
        """Positions [batch, length] → cosine and sine."""
        angles = positions[..., None].astype(jnp.float32) * self._frequencies_at(positions)
        turned = jnp.concatenate([angles, angles], axis=-1)[:, :, None]
        scale = self._config.rope_attention_factor
        return jnp.cos(turned) * scale, jnp.sin(turned) * scale

    def _frequencies_at(self, positions: jax.Array) -> jax.Array:
        known, config = jnp.asarray(self._frequencies), self._config
        if config.rope_type != "dynamic":
            return known
        longest, length = config.max_position_embeddings, positions.max() + 1
        stretch = config.dynamic_rope_stretch(jnp.maximum(length, longest).astype(jnp.float32))
        exponents = jnp.arange(0, config.head_dim, 2, dtype=jnp.float32) / config.head_dim
        return jnp.where(length > longest, (config.rope_theta * stretch) ** -exponents, known)


def rotate(heads: jax.Array, rotation: Rotation) -> jax.Array:
    """Rotate pairs (i, i + size / 2) of queries or keys [batch, length, heads, head size]; `size` is the rotation's.

    Further elements of a head do not change.
    """
    cosine, sine = rotation
    size = cosine.shape[-1]
    part = heads if size == heads.shape[-1] else heads[..., :size]
    first, second = jnp.split(part, 2, axis=-1)
    turned = (part * cosine + jnp.concatenate([-second, first], axis=-1) * sine).astype(heads.dtype)
    return turned if part is heads else jnp.concatenate([turned, heads[..., size:]], axis=-1)
