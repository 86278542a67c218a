"""Rotary position embeddings: pairs of elements of each head are rotated by angles that grow with the position."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from trivet.families import blocks

Rotation = tuple[jax.Array, jax.Array]
"""Cosine and sine [batch, length, 1, head size], float32."""


class Rotary:
    """The rotation of queries and keys. Not a module: it has no parameters, and is a constant for the compiler."""

    def __init__(self, block: blocks.Rotary) -> None:
        self._rope, self._interleaved = block.rope, block.interleaved
        self.places = None if block.table is None else block.table.places  # beyond them, files have no sines
        self._frequencies = block.rope.frequencies()

    def __call__(self, positions: jax.Array) -> Rotation:
        """Positions [batch, length] → cosine and sine."""
        angles = positions[..., None].astype(jnp.float32) * self._frequencies_at(positions)
        both = jnp.repeat(angles, 2, axis=-1) if self._interleaved else jnp.concatenate([angles, angles], axis=-1)
        turned, scale = both[:, :, None], self._rope.attention_factor
        return jnp.cos(turned) * scale, jnp.sin(turned) * scale

    def _frequencies_at(self, positions: jax.Array) -> jax.Array:
        known, rope, longest = jnp.asarray(self._frequencies), self._rope, self._rope.longest
        if longest is None:
            return known
        length = positions.max() + 1
        if rope.type == "longrope":
            return jnp.where(length > longest, jnp.asarray(rope.frequencies(int(longest) + 1)), known)
        stretch = rope.stretch(jnp.maximum(length, longest).astype(jnp.float32))
        exponents = jnp.arange(0, rope.size, 2, dtype=jnp.float32) / rope.size
        return jnp.where(length > longest, (rope.theta * stretch) ** -exponents, known)


def rotate(heads: jax.Array, rotation: Rotation, *, interleaved: bool = False) -> jax.Array:
    """Rotate pairs of queries or keys [batch, length, heads, head size]. Further elements of a head do not change.

    Args:
        rotation: of the first elements, as many as there are angles.
        interleaved: whether pairs are (2 i, 2 i + 1); else (i, i + size / 2).
    """
    cosine, sine = rotation
    size = cosine.shape[-1]
    part = heads if size == heads.shape[-1] else heads[..., :size]
    if interleaved:
        crossed = jnp.stack([-part[..., 1::2], part[..., 0::2]], axis=-1).reshape(part.shape)
    else:
        first, second = jnp.split(part, 2, axis=-1)
        crossed = jnp.concatenate([-second, first], axis=-1)
    turned = (part * cosine + crossed * sine).astype(heads.dtype)
    return turned if part is heads else jnp.concatenate([turned, heads[..., size:]], axis=-1)
