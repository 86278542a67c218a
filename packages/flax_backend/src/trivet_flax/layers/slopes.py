"""A bias of attention scores that grows with the keys' positions, in each head by another slope."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from trivet.families import blocks
from trivet_flax.layers.masks import positions_by_mask


def sloped_bias(block: blocks.Slopes, mask: jax.Array | None, keys: Any) -> jax.Array:
    """The bias [batch or 1, heads, 1, keys] of a block.

    Args:
        mask: 1 for keys to count, 0 for others; [batch, tokens so far]. One of more axes is not counted.
        keys: positions of the keys, [keys]; negative for empty slots.
    """
    counted = positions_by_mask(mask, keys) if block.by_mask else None
    counted = jnp.maximum(jnp.asarray(keys)[None] if counted is None else counted, 0)[:, None, None]
    exact = jnp.bfloat16 if block.rounded else jnp.float32
    slopes = jnp.asarray(block.slopes, jnp.float32).astype(exact)[:, None, None]
    return (counted.astype(exact) * slopes).astype(jnp.float32) * block.scale
