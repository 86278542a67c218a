"""Attention masks, from callers' form to that of attention."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from trivet.families.call_checks import require_head_mask, require_mask_axes, require_mask_length
from trivet_flax.cache import Cache
from trivet_flax.cache.layers import LayerCache


def expand_mask(mask: jax.Array | None) -> jax.Array | None:
    """A mask (1: attend, 0: do not) as booleans that broadcast to [batch, heads, queries, keys].

    Args:
        mask: [batch, keys], [batch, queries, keys] or [batch, heads, queries, keys].

    Raises:
        InvalidInputError: the mask has another number of axes.
    """
    if mask is None:
        return None
    require_mask_axes(mask.shape)
    axes = {2: (1, 2), 3: (1,), 4: ()}[mask.ndim]
    return jnp.expand_dims(mask, axes) > 0


def token_masks(mask: jax.Array, length: int) -> tuple[jax.Array, jax.Array]:
    """Which tokens some query sees, booleans [batch, length]; and which see some key, [batch, heads or 1, length, 1].

    Args:
        mask: as for `expand_mask`; with two axes, masked tokens see nothing either.
        length: number of tokens.

    Raises:
        InvalidInputError: the mask has another number of axes.
    """
    require_mask_axes(mask.shape)
    seen = jnp.expand_dims(mask, {2: (1, 2), 3: (1,), 4: ()}[mask.ndim]) > 0
    tokens = seen.any((1, 2))[:, -length:]
    return tokens, tokens[:, None, :, None] if mask.ndim == 2 else seen.any(-1, keepdims=True)


def window_mask(mask: jax.Array | None, length: int, window: int) -> jax.Array:
    """Booleans that let each token of an encoder attend to a window of others; broadcast as those of `expand_mask`.

    A mask with an axis of queries (3 or 4 axes) is used alone, without the window.

    Args:
        mask: further mask, as for `expand_mask`.
        length: number of tokens.
        window: how many tokens a token sees on either side, including itself.

    Raises:
        InvalidInputError: the mask has another number of axes, or of columns.
    """
    expanded = expand_mask(mask)
    if expanded is not None and mask is not None and mask.ndim > 2:
        return expanded
    places = np.arange(length)
    near = jnp.asarray(abs(places[:, None] - places) < window)[None, None]
    if expanded is None:
        return near
    require_mask_length(expanded.shape[-1], length)
    return near & expanded


def causal_mask(
    mask: jax.Array | None, queries: int, *, cache: Cache | None = None, layer: int = 0, window: int | None = None
) -> jax.Array:
    """Booleans that let each token attend to itself and earlier ones; broadcast to [batch, heads, queries, keys].

    A mask with an axis of queries (3 or 4 axes) is used alone, without causality and window.

    Args:
        mask: further mask, as for `expand_mask`; its last axis has a column for each position: those of the cache and
            the new ones, and, if the position is traced, all `max_length` of the cache.
        queries: number of new tokens.
        cache: the decoder's cache of earlier tokens.
        layer: index of the layer of the cache.
        window: how many tokens a token sees, including itself; None for all.

    Raises:
        InvalidInputError: the mask has another number of axes or too few columns, or too many without a cache.
    """
    held = None if cache is None else cache[layer]
    positions, keys = places_of(queries, held)
    allowed = keys[None, :] <= positions[:, None]
    if window is not None:
        allowed &= keys[None, :] > positions[:, None] - window
    if held is not None:
        allowed &= keys[None, :] >= 0
    expanded, causal = expand_mask(mask), jnp.asarray(allowed)[None, None]
    if expanded is None:
        return causal
    # If the position of a cache is traced, the mask covers its whole capacity.
    needed = queries if cache is None else cache.columns(queries)
    require_mask_length(expanded.shape[-1], needed, fixed=cache is not None)
    # Later keys may be beyond the mask's end; negative positions are empty slots.
    whole = mask is not None and mask.ndim > 2
    there = jnp.asarray(keys >= 0) if whole else causal
    return there & jnp.take(expanded, keys, axis=-1, mode="fill", fill_value=False)


def places_of(length: int, cache: LayerCache | None) -> tuple[Any, Any]:
    """Positions of new tokens [length], and of all keys [keys].

    Args:
        cache: the layer's cache of earlier tokens.
    """
    if cache is None:
        return np.arange(length), np.arange(length)
    return np.arange(length) + cache.seen, cache.key_positions(length)


def layer_head_masks(head_mask: jax.Array | None, layers: int, name: str = "head_mask") -> list[jax.Array | None]:
    """Each layer's head mask, broadcasting to [batch, heads, queries, keys].

    Args:
        head_mask: [heads] for all layers, [layers, heads], or [layers, batch, heads, queries, keys].
        name: name of the argument, for the message.

    Raises:
        InvalidInputError: the mask has another shape.
    """
    if head_mask is None:
        return [None] * layers
    if head_mask.ndim != 5 or len(head_mask) != layers:
        require_head_mask(head_mask.shape, layers, name)
    if head_mask.ndim == 1:
        head_mask = jnp.broadcast_to(head_mask, (layers, *head_mask.shape))
    return [mask[None, :, None, None] if mask.ndim == 1 else mask for mask in head_mask]


def positions_by_mask(mask: jax.Array | None, positions: Any, hidden: int = -1) -> jax.Array | None:
    """Places of tokens among those that a mask shows, from 0; of those that it hides, `hidden`.

    Args:
        mask: 1 for tokens to count, 0 for others; [batch, tokens so far], or more.
        positions: [tokens], their positions.

    Returns:
        [batch, tokens]; None if there is no such mask: then all are counted.
    """
    if mask is None or mask.ndim != 2:
        return None
    shown = mask.astype(jnp.int32)
    counted = jnp.where(shown > 0, jnp.cumsum(shown, axis=1) - 1, hidden)
    return jnp.take(counted, jnp.asarray(positions), axis=1, mode="clip")
