"""Attention: masks, the weighted sum itself, and the self-attention layer of encoders."""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
from flax import nnx

from trivet_flax.layers.feed_forward import Linear, dropout
from trivet_flax.layers.setup import Setup


def expand_mask(mask: jax.Array | None) -> jax.Array | None:
    """A mask (1: attend, 0: do not) as booleans that broadcast to [batch, heads, queries, keys].

    Args:
        mask: [batch, keys], [batch, queries, keys] or [batch, heads, queries, keys].

    Raises:
        ValueError: the mask has another number of axes.
    """
    if mask is None:
        return None
    if mask.ndim not in (2, 3, 4):
        raise ValueError(f"attention_mask has shape {list(mask.shape)}; it must have 2, 3 or 4 axes")
    axes = {2: (1, 2), 3: (1,), 4: ()}[mask.ndim]
    return jnp.expand_dims(mask, axes) > 0


def layer_head_masks(head_mask: jax.Array | None, layers: int) -> list[jax.Array | None]:
    """Each layer's head mask, broadcasting to [batch, heads, queries, keys].

    Args:
        head_mask: [heads] for all layers, [layers, heads], or [layers, batch, heads, queries, keys].

    Raises:
        ValueError: the mask has another shape.
    """
    if head_mask is None:
        return [None] * layers
    if head_mask.ndim == 1:
        head_mask = jnp.broadcast_to(head_mask, (layers, *head_mask.shape))
    if head_mask.ndim not in (2, 5) or len(head_mask) != layers:
        raise ValueError(f"head_mask has shape {list(head_mask.shape)}; it must be [heads] or [{layers}, heads]")
    return [mask[None, :, None, None] if mask.ndim == 1 else mask for mask in head_mask]


def attend(
    query: jax.Array,
    key: jax.Array,
    value: jax.Array,
    mask: jax.Array | None = None,
    *,
    head_mask: jax.Array | None = None,
    drop: Callable[[jax.Array], jax.Array] | None = None,
    with_weights: bool = False,
) -> tuple[jax.Array, jax.Array | None]:
    """Scaled dot-product attention. A query that may attend to nothing attends to everything alike, and is never NaN.

    Args:
        query, key, value: [batch, length, heads, head size].
        mask: booleans that broadcast to [batch, heads, queries, keys].
        head_mask: factors on the weights, broadcasting to the same.
        drop: dropout on the weights.
        with_weights: whether the weights are wanted. Without them, a head mask and dropout, JAX's fused kernel is used.

    Returns:
        What was attended to [batch, queries, heads, head size], and the weights [batch, heads, queries, keys] or None.
    """
    if not with_weights and head_mask is None and drop is None:
        return jax.nn.dot_product_attention(query, key, value, mask=mask), None
    wide = jnp.promote_types(query.dtype, jnp.float32)
    scores = jnp.einsum("bqhd,bkhd->bhqk", query, key, preferred_element_type=wide) * query.shape[-1] ** -0.5
    if mask is not None:
        scores = jnp.where(mask, scores, jnp.finfo(wide).min)  # type: ignore[no-untyped-call]
    weights = jax.nn.softmax(scores, axis=-1).astype(query.dtype)
    if drop is not None:
        weights = drop(weights)
    if head_mask is not None:
        weights = weights * head_mask.astype(weights.dtype)
    return jnp.einsum("bhqk,bkhd->bqhd", weights, value), weights if with_weights else None


class SelfAttention(nnx.Module):
    """Multi-head self-attention without its output projection. Layers: `query`, `key` and `value`."""

    def __init__(self, size: int, heads: int, *, rate: float, setup: Setup) -> None:
        self.query = Linear(size, size, setup)
        self.key = Linear(size, size, setup)
        self.value = Linear(size, size, setup)
        self.dropout = dropout(rate)
        self.heads = heads

    def __call__(
        self,
        hidden: jax.Array,
        mask: jax.Array | None,
        head_mask: jax.Array | None,
        *,
        with_weights: bool,
        deterministic: bool | None,
        rngs: nnx.Rngs | None,
    ) -> tuple[jax.Array, jax.Array | None]:
        """[batch, length, hidden] → the same, and the weights [batch, heads, length, length] when asked for."""
        query, key, value = (self._split(layer(hidden)) for layer in (self.query, self.key, self.value))
        drops = self.dropout.rate > 0 and not (self.dropout.deterministic if deterministic is None else deterministic)
        context, weights = attend(
            query,
            key,
            value,
            mask,
            head_mask=head_mask,
            drop=(lambda array: self.dropout(array, deterministic=False, rngs=rngs)) if drops else None,
            with_weights=with_weights,
        )
        return context.reshape(hidden.shape), weights

    def _split(self, projected: jax.Array) -> jax.Array:
        return projected.reshape(*projected.shape[:-1], self.heads, -1)
