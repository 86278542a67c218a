"""The data of one call for one layer, besides the hidden states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import jax
from flax import nnx

from trivet_flax.cache.layers import CrossLayer, LayerCache
from trivet_flax.layers.disentangled import Distances
from trivet_flax.layers.linear import active_dropout
from trivet_flax.layers.rotary import Rotation

Array = jax.Array


@dataclass(frozen=True, slots=True)
class Step:
    """The data of one call for one layer, besides the hidden states.

    Attributes:
        mask: booleans that broadcast to [batch, heads, queries, keys]; None hides nothing.
        head_mask: factors on the attention weights, broadcasting to the same.
        cache: the layer's cache of earlier tokens.
        rotations: rotations of the new tokens, by their paths in blueprints.
        bias: bias of the scores, if the layers of the stack share one.
        source: keys and values of an encoder's states, or None.
        source_mask, cross_head_mask: as `mask` and `head_mask`, for cross-attention.
        distances: those of disentangled attention.
        tokens: booleans [batch, length], whether each token is not masked, in models where masked ones are zeros; None
            for all.
        seeing: booleans [batch, heads or 1, length, 1], false for queries whose result is zeros; in the same models.
        need_weights: whether to return attention weights.
        need_routing: whether to return the outputs of experts' routers.
        deterministic, rngs: as for dropout layers.
    """

    mask: Array | None = None
    head_mask: Array | None = None
    cache: LayerCache | None = None
    rotations: Mapping[str, Rotation] | None = None
    bias: Array | None = None
    source: CrossLayer | None = None
    source_mask: Array | None = None
    cross_head_mask: Array | None = None
    distances: Distances | None = None
    tokens: Array | None = None
    seeing: Array | None = None
    need_weights: bool = False
    need_routing: bool = False
    deterministic: bool | None = None
    rngs: nnx.Rngs | None = None

    def drop(self, layer: nnx.Dropout | None, array: Array) -> Array:
        """A dropout layer's output; without a layer its input."""
        return array if layer is None else layer(array, deterministic=self.deterministic, rngs=self.rngs)

    def active(self, layer: nnx.Dropout | None) -> Callable[[Array], Array] | None:
        """The function of a dropout layer, or None if it is inactive."""
        return active_dropout(layer, self.deterministic, self.rngs)


class Attended(NamedTuple):
    """The results of attention, or of a sublayer with attention."""

    states: Array
    """[batch, length, size]."""
    weights: Array | None
    """[batch, heads, queries, keys], if requested."""
    cache: LayerCache | None
    """The cache with the new tokens, if there is one."""
    router_logits: Array | None = None
    """[batch · length, experts], if requested."""


class LayerResult(NamedTuple):
    """The results of a layer."""

    states: Array
    weights: Array | None
    cross_weights: Array | None
    cache: LayerCache | None
    router_logits: Array | None = None
