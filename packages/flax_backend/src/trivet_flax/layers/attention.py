"""Attention: masks, the weighted sum itself, and the layer of encoders and encoder-decoders."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.families.call_checks import (
    require_head_mask,
    require_heads_fit,
    require_mask_axes,
    require_mask_fits,
    require_mask_length,
)
from trivet.families.pruning import kept_heads, kept_places
from trivet_flax.cache import Cache
from trivet_flax.cache_layers import CrossLayer, LayerCache, heads_first
from trivet_flax.layers.feed_forward import Linear, active_dropout, dropout
from trivet_flax.layers.pruning import keep
from trivet_flax.layers.setup import Setup


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


def causal_mask(
    mask: jax.Array | None, queries: int, *, cache: Cache | None = None, layer: int = 0, window: int | None = None
) -> jax.Array:
    """Booleans that let each token attend to itself and what is before it; broadcast to [batch, heads, queries, keys].

    A mask that says for each query what it may attend to (3 or 4 axes) is taken as it is, without causality and window.

    Args:
        mask: what else may not be attended to, as `expand_mask` takes it; its last axis has a column for each position:
            those of the cache and the new ones, and, where the position is traced, all `max_length` of the cache.
        queries: number of new tokens.
        cache: what the decoder has seen before them.
        layer: of the cache, whose keys are meant.
        window: how many tokens are seen, the own one included; None: all.

    Raises:
        InvalidInputError: the mask has another number of axes or too few columns, or too many where there is no cache.
    """
    held = None if cache is None else cache[layer]
    positions = np.arange(queries) + (0 if held is None else held.seen)
    keys = np.arange(queries) if held is None else held.key_positions(queries)
    allowed = keys[None, :] <= positions[:, None]
    if window is not None:
        allowed &= keys[None, :] > positions[:, None] - window
    if held is not None:
        allowed &= keys[None, :] >= 0
    expanded, causal = expand_mask(mask), jnp.asarray(allowed)[None, None]
    if expanded is None:
        return causal
    # Where the position of a cache is traced, the mask covers all that it may ever see.
    needed = queries if cache is None else cache.columns(queries)
    require_mask_length(expanded.shape[-1], needed, fixed=cache is not None)
    # Keys that are yet to come may lie behind the mask's end; there are none yet at positions below 0.
    whole = mask is not None and mask.ndim > 2
    there = jnp.asarray(keys >= 0) if whole else causal
    return there & jnp.take(expanded, keys, axis=-1, mode="fill", fill_value=False)


def layer_head_masks(head_mask: jax.Array | None, layers: int, name: str = "head_mask") -> list[jax.Array | None]:
    """Each layer's head mask, broadcasting to [batch, heads, queries, keys].

    Args:
        head_mask: [heads] for all layers, [layers, heads], or [layers, batch, heads, queries, keys].
        name: the argument's, for the message.

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


def attend(
    query: jax.Array,
    key: jax.Array,
    value: jax.Array,
    mask: jax.Array | None = None,
    *,
    bias: jax.Array | None = None,
    scale: float | None = None,
    softcap: float | None = None,
    head_mask: jax.Array | None = None,
    drop: Callable[[jax.Array], jax.Array] | None = None,
    with_weights: bool = False,
) -> tuple[jax.Array, jax.Array | None]:
    """Scaled dot-product attention. A query that may attend to nothing attends to everything alike, and is never NaN.

    Args:
        query: [batch, length, heads, head size].
        key, value: the same, or with fewer heads, each for as many heads of the query in a row.
        mask: booleans that broadcast to [batch, heads, queries, keys].
        bias: added to the scores, of the mask's shape.
        scale: factor on the scores; None: the inverse square root of the head size.
        softcap: scores are squeezed by tanh to lie between -softcap and softcap.
        head_mask: factors on the weights, broadcasting like the mask.
        drop: dropout on the weights.
        with_weights: whether the weights are wanted. Without them, a head mask, a softcap and dropout, several queries
            go through JAX's fused kernel.

    Returns:
        What was attended to [batch, queries, heads, head size], and the weights [batch, heads, queries, keys] or None.

    Raises:
        InvalidInputError: `mask` or `head_mask` does not broadcast to the weights.
    """
    shape = (query.shape[0], query.shape[2], query.shape[1], key.shape[1])
    if mask is not None:
        require_mask_fits(mask.shape, shape)
    if head_mask is not None:
        require_heads_fit(head_mask.shape, shape)
    scale = query.shape[-1] ** -0.5 if scale is None else scale
    plain = not with_weights and head_mask is None and drop is None and softcap is None
    if plain and query.shape[1] > 1:  # a single query would have it turn all the keys that a cache holds
        return jax.nn.dot_product_attention(query, key, value, bias=bias, mask=mask, scale=scale), None
    batch, queries, heads, size = query.shape
    groups = heads // key.shape[2]
    wide = jnp.promote_types(query.dtype, jnp.float32)
    grouped = query.reshape(batch, queries, -1, groups, size)
    keys, values = heads_first(key), heads_first(value)
    scores = jnp.einsum("bqhgd,bhkd->bhgqk", grouped, keys, preferred_element_type=wide) * scale
    scores = scores.reshape(batch, heads, queries, -1)
    if bias is not None:
        scores = scores + bias
    if softcap is not None:
        scores = jnp.tanh(scores / softcap) * softcap
    if mask is not None:
        scores = jnp.where(mask, scores, jnp.finfo(wide).min)  # type: ignore[no-untyped-call]
    weights = jax.nn.softmax(scores, axis=-1).astype(query.dtype)
    if drop is not None:
        weights = drop(weights)
    if head_mask is not None:
        weights = weights * head_mask.astype(weights.dtype)
    # Queries last but one: asked for in front of the heads, XLA turns all values round first, in each step of decoding.
    context = jnp.einsum("bhgqk,bhkd->bhgqd", weights.reshape(batch, -1, groups, queries, key.shape[1]), values)
    return jnp.moveaxis(context, 3, 1).reshape(query.shape), weights if with_weights else None


class MultiHeadAttention(nnx.Module):
    """Multi-head attention: of tokens to themselves, to a source, or to what a cache holds of earlier ones.

    Attributes:
        names: of the linear layers of query, key and value, and of the projection behind (None: there is none).
        pruned: heads that were taken out, by their first numbers.
    """

    pruned: frozenset[int] = frozenset()

    def __init__(
        self,
        size: int,
        heads: int,
        *,
        names: tuple[str, str, str, str | None],
        rate: float,
        setup: Setup,
        head_size: int | None = None,
        use_bias: bool = True,
        scale: float | None = None,
        stds: tuple[float, float, float, float] | None = None,
    ) -> None:
        """
        Args:
            rate: of dropout on the weights.
            head_size: size / heads if None.
            scale: as `attend` takes it.
            stds: standard deviation of each layer's initial values; None: the setup's.
        """
        inner = size if head_size is None else heads * head_size
        self.names = names
        shapes = ((size, inner), (size, inner), (size, inner), (inner, size))
        for name, shape, std in zip(names, shapes, stds or (setup.initializer_range,) * 4, strict=True):
            if name is not None:
                setattr(self, name, Linear(*shape, setup.with_std(std), use_bias=use_bias))
        self.dropout = dropout(rate)
        self.heads, self.scale = heads, scale

    def keys_of(self, source: jax.Array) -> CrossLayer:
        """Keys and values of a source [batch, length, hidden] that is attended to."""
        return CrossLayer(*(self._split(getattr(self, str(name))(source)) for name in self.names[1:3]))

    def __call__(
        self,
        hidden: jax.Array,
        mask: jax.Array | None = None,
        head_mask: jax.Array | None = None,
        *,
        source: CrossLayer | None = None,
        cache: LayerCache | None = None,
        bias: jax.Array | None = None,
        with_weights: bool,
        deterministic: bool | None,
        rngs: nnx.Rngs | None,
    ) -> tuple[jax.Array, jax.Array | None, LayerCache | None]:
        """[batch, length, hidden] → the same, the weights when asked for, and the cache with the new tokens in it.

        Args:
            mask, head_mask, bias: as `attend` takes them.
            source: what is attended to; None: the tokens themselves, after those that the cache holds.
        """
        query = self._split(getattr(self, self.names[0])(hidden))
        seen = self.keys_of(hidden) if source is None else source
        key, value = seen.key, seen.value
        if cache is not None:
            cache, key, value = cache.update(key, value)
        if bias is not None and bias.shape[1] == self.heads + len(self.pruned) > self.heads:
            bias = bias[:, np.array(kept_heads(self.pruned, self.heads))]  # each head has its own; some are gone
        context, weights = attend(
            query,
            key,
            value,
            mask,
            bias=bias,
            scale=self.scale,
            head_mask=head_mask,
            drop=active_dropout(self.dropout, deterministic, rngs),
            with_weights=with_weights,
        )
        context = context.reshape(*hidden.shape[:-1], -1)
        output = self.names[3]
        return context if output is None else getattr(self, output)(context), weights, cache

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out, given by their first numbers."""
        self.prune(heads, getattr(self, str(self.names[3])))

    def prune(self, heads: Iterable[int], reader: Linear) -> None:
        """Take heads, given by their first numbers, out of the projections and of the layer that reads them."""
        heads = frozenset(heads)
        size = getattr(self, self.names[0]).out_features // self.heads
        places = kept_places(self.pruned, heads, self.heads, size)
        for name in self.names[:3]:
            keep(getattr(self, str(name)), places, outputs=True)
        keep(reader, places, outputs=False)
        self.heads, self.pruned = len(places) // size, self.pruned | heads

    def _split(self, projected: jax.Array) -> jax.Array:
        return projected.reshape(*projected.shape[:-1], self.heads, -1)
