"""Products of states and a weight, and of queries and keys, in the forms that the compiler optimises best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

import jax
import jax.numpy as jnp

from trivet.families.call_checks import require_heads_fit, require_mask_fits
from trivet_flax.cache.layers import heads_first


def by_rows(product: Callable[[jax.Array], jax.Array], states: jax.Array) -> jax.Array:
    """A product of states [..., in], computed as rows of one matrix: [..., out].

    The gradient of the weight is then a product of two matrices as well. With more axes XLA computes its transpose and
    transposes it back, which takes half as long again (on CPUs, as of jaxlib 0.10).

    Args:
        product: [rows, in] → [rows, out].
    """
    if states.ndim < 3:
        return product(states)
    return product(states.reshape(-1, states.shape[-1])).reshape(*states.shape[:-1], -1)


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
    need_weights: bool = False,
) -> tuple[jax.Array, jax.Array | None]:
    """Scaled dot-product attention. A query without visible keys attends to all keys equally, and is never NaN.

    Args:
        query: [batch, length, heads, head size].
        key, value: the same; with fewer heads, each serves several adjacent query heads.
        mask: booleans that broadcast to [batch, heads, queries, keys].
        bias: added to the scores, of the mask's shape.
        scale: factor of the scores; None means the inverse square root of the head size.
        softcap: smooth bound of the scores, by tanh.
        head_mask: factors on the weights, broadcasting like the mask.
        drop: dropout on the weights.
        need_weights: whether to return the weights. Without them, a head mask, a softcap and dropout, several queries
            use JAX's fused kernel.

    Returns:
        The output [batch, queries, heads, head size], and the weights [batch, heads, queries, keys] or None.

    Raises:
        InvalidInputError: `mask` or `head_mask` does not broadcast to the weights.
    """
    shape = (query.shape[0], query.shape[2], query.shape[1], key.shape[1])
    if mask is not None:
        require_mask_fits(mask.shape, shape)
    if head_mask is not None:
        require_heads_fit(head_mask.shape, shape)
    scale = query.shape[-1] ** -0.5 if scale is None else scale
    plain = not need_weights and head_mask is None and drop is None and softcap is None
    if plain and query.shape[1] > 1:  # with a single query it would transpose all keys of a cache
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
    # Queries as the last axis but one: before the heads, XLA would transpose all values in each step of decoding.
    context = jnp.einsum("bhgqk,bhkd->bhgqd", weights.reshape(batch, -1, groups, queries, key.shape[1]), values)
    return jnp.moveaxis(context, 3, 1).reshape(query.shape), weights if need_weights else None


def split_parts(states: jax.Array, heads: Sequence[int], groups: int = 1) -> list[jax.Array]:
    """The outputs of a projection, [..., total heads · head size]: [..., heads, head size] of each of its parts.

    Args:
        heads: number of heads of each part, in the order of the outputs.
        groups: how often the parts alternate.
    """
    leading, size = states.shape[:-1], states.shape[-1] // sum(heads)
    turns = states if groups == 1 else states.reshape(*leading, groups, -1)
    ends = [end // groups * size for end in accumulate(heads)]
    apart = [turns] if len(heads) == 1 else jnp.split(turns, ends[:-1], axis=-1)
    return [part.reshape(*leading, count, size) for part, count in zip(apart, heads, strict=True)]
