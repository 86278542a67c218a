"""How a decoder-only stack is run: masks, caches, dropout and outputs. Knows no family and no layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.outputs import BaseModelOutputWithPast
from trivet_flax.cache import Cache
from trivet_flax.cache_layers import LayerCache
from trivet_flax.layers.attention import attend, causal_mask, layer_head_masks
from trivet_flax.layers.feed_forward import active_dropout
from trivet_flax.layers.remat import recomputed
from trivet_flax.layers.rotary import Rotation

Array = jax.Array
Windows = tuple[int | None, ...]
"""How many tokens each layer sees, the own one included; None: all."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one layer is given in one call, beside the hidden states.

    Attributes:
        mask: booleans that broadcast to [batch, heads, queries, keys].
        head_mask: factors on the attention weights, broadcasting to the same.
        cache: what the layer has seen before.
        rotation: of the new tokens.
        with_weights: whether the attention weights are wanted.
        deterministic, rngs: as dropout layers take them.
    """

    mask: Array
    head_mask: Array | None
    cache: LayerCache | None
    rotation: Rotation | None
    with_weights: bool
    deterministic: bool | None
    rngs: nnx.Rngs | None

    def drop(self, layer: nnx.Dropout, array: Array) -> Array:
        """A dropout layer's output."""
        return layer(array, deterministic=self.deterministic, rngs=self.rngs)

    def attend(
        self,
        query: Array,
        key: Array,
        value: Array,
        dropout: nnx.Dropout,
        *,
        scale: float | None = None,
        softcap: float | None = None,
    ) -> tuple[Array, Array | None, LayerCache | None]:
        """Attention of new tokens to all that the cache holds and to themselves.

        Args:
            query, key, value: of the new tokens, [batch, length, heads, head size].
            dropout: on the weights.
            scale, softcap: as `attend` of the attention layers takes them.

        Returns:
            [batch, length, heads · head size], the weights when asked for, and the cache with the new tokens in it.
        """
        cache = self.cache
        if cache is not None:
            cache, key, value = cache.update(key, value)
        context, weights = attend(
            query,
            key.astype(query.dtype),
            value.astype(query.dtype),
            self.mask,
            scale=scale,
            softcap=softcap,
            head_mask=self.head_mask,
            drop=active_dropout(dropout, self.deterministic, self.rngs),
            with_weights=self.with_weights,
        )
        return context.reshape(*context.shape[:2], -1), weights, cache


def positions_of(length: int, cache: Cache | None) -> Array:
    """Positions [1, length] of new tokens: after those that the cache holds."""
    return jnp.arange(length)[None] + (0 if cache is None else cache.index)


def run_decoder(
    layers: Sequence[Any],
    norm: Any,
    hidden: Array,
    attention_mask: Array | None,
    head_mask: Array | None = None,
    cache: Cache | None = None,
    *,
    windows: Windows,
    rotation: Rotation | None = None,
    output_attentions: bool = False,
    output_hidden_states: bool = False,
    deterministic: bool | None = None,
    rngs: nnx.Rngs | None = None,
    gradient_checkpointing: bool = False,
) -> BaseModelOutputWithPast[Array]:
    """Run layers one after the other, then the final norm.

    Args:
        layers: each takes hidden states and a `Step`, and gives hidden states, attention weights and its cache.
        hidden: [batch, length, hidden].
        attention_mask: as `causal_mask` takes it.
        head_mask: as `layer_head_masks` takes it.
        cache: what was seen before; the outputs then hold the one after.
        windows, rotation: of the layers, and of the new tokens.
        deterministic: whether dropout is off; None leaves it to `module.train()` and `module.eval()`.
        rngs: what dropout draws from.
        gradient_checkpointing: whether what a layer computes is computed again for its gradient, not kept.

    Raises:
        ValueError: a mask has another shape, or the cache is another model's, or full.
    """
    if cache is not None and len(cache) != len(layers):
        raise ValueError(f"past_key_values is a cache of {len(cache)} layer(s), the model has {len(layers)}")
    masks = _layer_masks(attention_mask, hidden.shape[1], cache, windows)
    head_masks = layer_head_masks(head_mask, len(layers))
    states, attentions, caches = [hidden], [], []
    for index, layer in enumerate(layers):
        held = None if cache is None else cache[index]
        step = Step(masks[index], head_masks[index], held, rotation, output_attentions, deterministic, rngs)
        hidden, weights, after = _run(layer, hidden, step, gradient_checkpointing)
        states.append(hidden)
        attentions.append(weights)
        caches.append(after)
    states[-1] = normed = norm(hidden)
    return BaseModelOutputWithPast(
        normed,
        None if cache is None else cache.with_layers(caches),
        tuple(states) if output_hidden_states else None,
        tuple(attentions) if output_attentions else None,
    )


def _run(layer: Any, hidden: Array, step: Step, again: bool) -> Any:
    if not again:
        return layer(hidden, step)
    return recomputed(lambda states, rngs: layer(states, replace(step, rngs=rngs)), hidden, step.rngs)


def _layer_masks(mask: Array | None, queries: int, cache: Cache | None, windows: Windows) -> list[Array]:
    """Each layer's `causal_mask`; layers that keep as much and look back as far share one."""
    made: dict[Any, Array] = {}
    alike = [(window, None if cache is None else type(cache[index])) for index, window in enumerate(windows)]
    for index, key in enumerate(alike):
        if key not in made:
            made[key] = causal_mask(mask, queries, cache=cache, layer=index, window=windows[index])
    return [made[key] for key in alike]
